use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;

use super::counts::{DocumentCounts, OrganizationYear};
use super::limits::{Quota, Quotas};
use crate::{App, Error};

/// The most transactions that can insert documents at the same time, of all servers together. PostgreSQL allows 100
/// connections unless it is configured otherwise.
const AT_ONCE: u64 = 100;

/// The quota of documents for one request that adds some.
///
/// Transactions that add documents share the lock on the organization, so one does not see what the others are about to
/// add. They may do so while the number is so small that all of them together stay below the quota: creates up to half of
/// it less [`AT_ONCE`], an import up to half of it, because one import of an organization runs at a time. Beyond that the
/// transaction is repeated alone: it takes the lock for itself, and its count is exact.
pub(crate) struct YearQuota<'a> {
    quotas: Quotas,
    counts: &'a DocumentCounts,
    of: OrganizationYear,
    is_alone: AtomicBool,
}

impl<'a> YearQuota<'a> {
    pub(crate) fn of(app: &'a App, organization: OrganizationId, year: FiscalYear) -> Self {
        Self::new(app.services.quotas, &app.services.document_counts, (organization, year))
    }

    fn new(quotas: Quotas, counts: &'a DocumentCounts, of: OrganizationYear) -> Self {
        let is_near = counts.last(of).is_some_and(|last| last > free(quotas));
        Self {
            quotas,
            counts,
            of,
            is_alone: AtomicBool::new(is_near),
        }
    }

    /// Whether the transaction must lock the organization for itself.
    pub(crate) fn is_alone(&self) -> bool {
        self.is_alone.load(Ordering::Relaxed)
    }

    /// Whether the transaction must count. A count is not repeated within a second while it is far from the quota: it could
    /// only be exceeded if other servers added more than three quarters of it within that second.
    pub(crate) fn must_count(&self, now: Timestamp) -> bool {
        self.quotas.documents.is_some() && !self.counts.assume_one_more(self.of, free(self.quotas) / 2, now)
    }

    /// The number of documents below which one may be added while others add some: see [`YearQuota`]. `None`: there is no
    /// quota.
    pub(crate) fn shared_below(&self) -> Option<u64> {
        self.quotas.documents.map(|_| free(self.quotas))
    }

    /// Remembers how many documents there were before one was added.
    pub(crate) fn note_counted(&self, present: u64, now: Timestamp) {
        self.counts.note(self.of, present.saturating_add(1), now);
    }

    /// Checks that a document may be added to those that the transaction counted.
    ///
    /// # Errors
    /// [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded); [`Error::Clash`], so that the transaction is repeated alone.
    pub(crate) fn check(&self, present: u64, now: Timestamp) -> Result<(), Error> {
        self.note_counted(present, now);
        if present >= free(self.quotas) && !self.is_alone.swap(true, Ordering::Relaxed) {
            return Err(near_quota());
        }
        Ok(self.quotas.check(Quota::DocumentsOfYear, present, 1)?)
    }
}

/// Checks that an import may add documents to those that it has locked. See [`YearQuota`].
///
/// # Errors
/// [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded); [`Error::Clash`], so that the import is repeated alone.
pub(crate) fn check_import(quotas: Quotas, is_alone: &AtomicBool, present: u64, added: u64) -> Result<(), Error> {
    if added > 0 && present.saturating_add(added) > half_of(quotas) && !is_alone.swap(true, Ordering::Relaxed) {
        return Err(near_quota());
    }
    Ok(quotas.check(Quota::DocumentsOfYear, present, added)?)
}

/// The number of documents up to which creates need not be alone.
fn free(quotas: Quotas) -> u64 {
    half_of(quotas).saturating_sub(AT_ONCE)
}

fn half_of(quotas: Quotas) -> u64 {
    quotas.documents.map_or(u64::MAX, |limit| limit / 2)
}

fn near_quota() -> Error {
    Error::Clash("the number of documents is near its quota".to_owned())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Conflict;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn of_documents(documents: Option<u64>) -> Quotas {
        Quotas {
            documents,
            ..Quotas::STANDARD
        }
    }

    fn quota(counts: &DocumentCounts, documents: Option<u64>) -> YearQuota<'_> {
        let year = (OrganizationId::new(Uuid::nil()), FiscalYear::new(2566).unwrap());
        YearQuota::new(of_documents(documents), counts, year)
    }

    fn is_clash(outcome: &Result<(), Error>) -> bool {
        matches!(outcome, Err(Error::Clash(_)))
    }

    fn is_exceeded(outcome: &Result<(), Error>) -> bool {
        matches!(outcome, Err(Error::Conflict(Conflict::QuotaExceeded(_))))
    }

    #[test]
    fn creates_share_the_lock_below_half_of_the_quota_only() {
        for (present, clashes) in [(0, false), (899, false), (900, true), (1_999, true), (2_000, true)] {
            let counts = DocumentCounts::default();
            let quota = quota(&counts, Some(2_000));
            assert_eq!(is_clash(&quota.check(present, NOW)), clashes, "{present}");
            assert_eq!(quota.is_alone(), clashes, "{present}");
        }
        let counts = DocumentCounts::default();
        let small = quota(&counts, Some(3));
        assert!(is_clash(&small.check(0, NOW)), "a small quota is always counted alone");
        assert!(small.check(2, NOW).is_ok());
        assert!(is_exceeded(&small.check(3, NOW)));
    }

    #[test]
    fn near_the_quota_the_next_request_begins_alone() {
        let counts = DocumentCounts::default();
        assert!(is_clash(&quota(&counts, Some(2_000)).check(900, NOW)));
        assert!(quota(&counts, Some(2_000)).is_alone());
        quota(&counts, Some(2_000)).check(899, NOW).unwrap();
        assert!(!quota(&counts, Some(2_000)).is_alone(), "some were deleted");
    }

    #[test]
    fn a_count_is_used_again_when_it_is_far_from_the_quota() {
        let counts = DocumentCounts::default();
        let of = |documents| quota(&counts, documents);
        assert!(of(Some(2_000)).must_count(NOW));
        of(Some(2_000)).check(10, NOW).unwrap();
        assert!(!of(Some(2_000)).must_count(NOW));
        of(Some(2_000)).check(450, NOW).unwrap();
        assert!(of(Some(2_000)).must_count(NOW));
        assert!(!of(None).must_count(NOW));
    }

    #[test]
    fn an_import_shares_the_lock_up_to_half_of_the_quota() {
        let quotas = of_documents(Some(2_000));
        for (present, added, clashes, exceeds) in [
            (80, 920, false, false),
            (81, 920, true, false),
            (1_080, 920, true, false),
            (1_081, 920, true, true),
            (5_000, 0, false, false),
        ] {
            let alone = AtomicBool::new(false);
            let check = || check_import(quotas, &alone, present, added);
            assert_eq!(is_clash(&check()), clashes, "{present} + {added}");
            assert_eq!(is_exceeded(&check()), exceeds, "{present} + {added}");
        }
        assert!(check_import(of_documents(None), &AtomicBool::new(false), 1_000_000, 920).is_ok());
    }
}

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;

/// How long a count is used again.
const USED_FOR: SignedDuration = SignedDuration::from_secs(1);
/// The number of counts that a server remembers.
const REMEMBERED_MAX: usize = 1_024;

/// A fiscal year of an organization.
pub(super) type OrganizationYear = (OrganizationId, FiscalYear);

/// What a server remembers of the numbers of documents: for each organization's year the last count, plus the documents that were
/// added since.
#[derive(Default)]
pub struct DocumentCounts {
    last: Mutex<HashMap<OrganizationYear, LastCount>>,
}

#[derive(Clone, Copy)]
struct LastCount {
    number: u64,
    at: Timestamp,
}

impl DocumentCounts {
    /// The last count, with those added since.
    pub(super) fn last(&self, of: OrganizationYear) -> Option<u64> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.get(&of).map(|last| last.number)
    }

    /// Remembers a count.
    pub(super) fn note(&self, of: OrganizationYear, number: u64, at: Timestamp) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() >= REMEMBERED_MAX && !last.contains_key(&of) {
            last.clear();
        }
        last.insert(of, LastCount { number, at });
    }

    /// Adds one to a recent count, unless it would be larger than `most`. Returns whether there is such a count.
    pub(super) fn assume_one_more(&self, of: OrganizationYear, most: u64, now: Timestamp) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match last.get_mut(&of) {
            Some(last) if now.duration_since(last.at) < USED_FOR && last.number < most => {
                last.number += 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(milliseconds).unwrap()
    }

    fn year_of(organization: u128) -> OrganizationYear {
        let organization = OrganizationId::new(Uuid::from_u128(organization));
        (organization, FiscalYear::new(2566).unwrap())
    }

    #[test]
    fn a_recent_count_grows_by_what_is_added() {
        let counts = DocumentCounts::default();
        assert!(!counts.assume_one_more(year_of(1), 12, at(0)), "nothing is known yet");
        counts.note(year_of(1), 10, at(0));
        assert!(counts.assume_one_more(year_of(1), 12, at(999)));
        assert!(counts.assume_one_more(year_of(1), 12, at(999)));
        assert!(
            !counts.assume_one_more(year_of(1), 12, at(999)),
            "it would be more than 12"
        );
        assert!(
            !counts.assume_one_more(year_of(1), 100, at(1_000)),
            "a second has passed"
        );
        assert_eq!(counts.last(year_of(1)), Some(12));
        assert_eq!(counts.last(year_of(2)), None);
    }

    #[test]
    fn the_memory_is_bounded() {
        let counts = DocumentCounts::default();
        for number in 0..5_000 {
            counts.note(year_of(number), 1, at(0));
        }
        assert!(counts.last.lock().unwrap().len() <= REMEMBERED_MAX);
    }
}

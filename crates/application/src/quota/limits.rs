use prongsai_domain::channel::CHANNELS_MAX;

/// The things whose number is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// The documents of an organization in a fiscal year, of all kinds and in all states.
    DocumentsOfYear,
    /// The editions of a document.
    EditionsOfDocument,
    /// The results of a measure.
    ResultsOfMeasure,
    /// The activities for a measure.
    ActivitiesOfMeasure,
    /// The divisions of an organization.
    DivisionsOfOrganization,
    /// The channels of an organization.
    ChannelsOfOrganization,
    /// The bytes of the files of an organization, of all versions.
    FileBytesOfOrganization,
}

/// The limits. `None` is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// See [`Quota::DocumentsOfYear`].
    pub documents: Option<u64>,
    /// See [`Quota::EditionsOfDocument`].
    pub editions: Option<u64>,
    /// See [`Quota::ResultsOfMeasure`] and [`Quota::ActivitiesOfMeasure`]: each may have as many.
    pub results: Option<u64>,
    /// See [`Quota::DivisionsOfOrganization`].
    pub divisions: Option<u64>,
    /// See [`Quota::FileBytesOfOrganization`].
    pub file_bytes: Option<u64>,
}

impl Quotas {
    /// The default: documents for several times the largest plan, and editions that nobody reaches by hand. The others are
    /// the limits of a bundle, so that what is exported can be imported.
    pub const STANDARD: Self = Self {
        documents: Some(2_000),
        editions: Some(2_000),
        results: Some(500),
        divisions: Some(200),
        file_bytes: Some(2 * 1024 * 1024 * 1024),
    };

    /// Checks that a number of things may be added to those that are present.
    ///
    /// # Errors
    /// [`QuotaExceeded`] with the numbers.
    pub(crate) fn check(&self, quota: Quota, present: u64, added: u64) -> Result<(), QuotaExceeded> {
        let limit = match quota {
            Quota::DocumentsOfYear => self.documents,
            Quota::EditionsOfDocument => self.editions,
            Quota::ResultsOfMeasure | Quota::ActivitiesOfMeasure => self.results,
            Quota::DivisionsOfOrganization => self.divisions,
            Quota::ChannelsOfOrganization => Some(CHANNELS_MAX),
            Quota::FileBytesOfOrganization => self.file_bytes,
        };
        match limit {
            Some(limit) if added > 0 && present.saturating_add(added) > limit => Err(QuotaExceeded {
                quota,
                limit,
                present,
                added,
            }),
            _ => Ok(()),
        }
    }
}

impl Default for Quotas {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// Why something is not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaExceeded {
    /// What is limited.
    pub quota: Quota,
    /// The largest number.
    pub limit: u64,
    /// The present number.
    pub present: u64,
    /// The number that the request adds.
    pub added: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_numbers() {
        let expected = QuotaExceeded {
            quota: Quota::ResultsOfMeasure,
            limit: 500,
            present: 499,
            added: 2,
        };
        assert_eq!(Quotas::STANDARD.check(Quota::ResultsOfMeasure, 499, 2), Err(expected));
        assert_eq!(Quotas::STANDARD.check(Quota::ResultsOfMeasure, 499, 1), Ok(()));
        assert_eq!(
            Quotas::STANDARD.check(Quota::ResultsOfMeasure, 700, 0),
            Ok(()),
            "what is there stays usable when the quota becomes smaller"
        );
    }

    #[test]
    fn without_a_quota_nothing_is_refused() {
        let none = Quotas {
            results: None,
            ..Quotas::STANDARD
        };
        assert_eq!(none.check(Quota::ResultsOfMeasure, 1_000_000, 1), Ok(()));
    }
}

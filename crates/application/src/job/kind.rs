use crate::Services;

/// Jobs of one lane wait for each other; each server does one job of each lane at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Jobs that take milliseconds, and mail.
    Quick,
    /// The files of documents, which take less than a second each.
    Documents,
    /// Plans and year books, which may take a minute.
    Years,
    /// Visits of other websites, which take as long as these do.
    Visits,
}

impl Lane {
    /// Every lane.
    pub const ALL: [Self; 4] = [Self::Quick, Self::Documents, Self::Years, Self::Visits];

    /// The lane of a kind of jobs.
    pub fn of(kind: &str) -> Option<Self> {
        find(kind).map(|kind| kind.lane)
    }
}

/// A kind of jobs.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The name, which never changes.
    pub name: &'static str,
    /// The version of the payload that this program writes and reads. A change of the payload raises it; jobs of another version wait
    /// for a program that reads them.
    pub version: i16,
    /// The lane.
    pub lane: Lane,
    /// How often it is attempted.
    pub attempts_max: i32,
    /// For a regular job, the time between two runs in seconds.
    pub period: Option<i64>,
}

impl Kind {
    /// Whether this server does jobs of this kind. Only one that may visit other websites does so, and inserts such jobs.
    pub(super) const fn is_done_by(&self, services: &Services) -> bool {
        !matches!(self.lane, Lane::Visits) || services.visitor.is_some()
    }
}

const HOUR: i64 = 60 * 60;

/// A regular job for the data that expire. If it dies, the next one does its work.
const fn chore(name: &'static str) -> Kind {
    Kind {
        name,
        version: 1,
        lane: Lane::Quick,
        attempts_max: 5,
        period: Some(HOUR),
    }
}

/// A job that a use case causes.
const fn caused(name: &'static str, lane: Lane) -> Kind {
    Kind {
        name,
        version: 1,
        lane,
        attempts_max: 12,
        period: None,
    }
}

/// Every kind.
pub const KINDS: [Kind; 20] = [
    chore("housekeeping.idempotency-keys"),
    chore("housekeeping.login-attempts"),
    chore("housekeeping.refresh-tokens"),
    chore("housekeeping.sessions"),
    chore("housekeeping.service-tokens"),
    chore("housekeeping.password-tokens"),
    chore("housekeeping.expired-proposals"),
    chore("housekeeping.security-events"),
    chore("housekeeping.jobs"),
    chore("housekeeping.stored-renditions"),
    chore("housekeeping.blobs"),
    caused("verification.editions", Lane::Quick),
    caused("verification.year", Lane::Quick),
    caused("verification.years", Lane::Quick),
    Kind {
        period: Some(24 * HOUR),
        ..chore("verification.all-years")
    },
    caused("rendition.documents", Lane::Documents),
    caused("rendition.year", Lane::Years),
    caused("mail.password-token", Lane::Quick),
    Kind {
        lane: Lane::Visits,
        ..chore("links.round")
    },
    // The next day checks what dies.
    Kind {
        attempts_max: 3,
        ..caused("links.check", Lane::Visits)
    },
];

/// The kind with this name.
pub(super) fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

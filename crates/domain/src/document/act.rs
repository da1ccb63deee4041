use std::str::FromStr;

use jiff::Timestamp;

use crate::user::PersonSnapshot;

/// What somebody did to an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// Submitted it for approval.
    Submitted,
    /// Sent it back, with a reason.
    Returned,
    /// Approved it.
    Approved,
    /// Made it public.
    Published,
    /// Published its successor.
    Superseded,
    /// Withdrew it, with a reason.
    Withdrawn,
}

/// One act: who did what to which content of an edition, and when. Acts are never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Counts the acts of the edition: 1, 2, 3 …
    pub ordinal: u32,
    /// What was done.
    pub kind: ActKind,
    /// Who did it, as they were then.
    pub person: PersonSnapshot,
    /// The reason given. A return, a withdrawal and an override have one.
    pub reason: Option<String>,
    /// Whether it is an approval that set the four-eyes rule aside.
    pub is_override: bool,
    /// SHA-256 of the content that was acted on. Unknown for some acts of before version 0.2.
    pub content_sha256: Option<String>,
    /// Whether name and position are those of the day on which version 0.1 was migrated.
    pub is_migrated: bool,
    /// When, in UTC.
    pub at: Timestamp,
}

/// A text that names no act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such act")]
pub struct UnknownAct;

impl ActKind {
    /// Every act.
    pub const ALL: [Self; 6] = [
        Self::Submitted,
        Self::Returned,
        Self::Approved,
        Self::Published,
        Self::Superseded,
        Self::Withdrawn,
    ];

    /// The name used in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl FromStr for ActKind {
    type Err = UnknownAct;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(UnknownAct)
    }
}

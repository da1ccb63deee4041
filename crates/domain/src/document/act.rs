use std::str::FromStr;

use jiff::Timestamp;

use super::Acknowledgement;
use crate::id::LetterheadId;
use crate::named::{Named, named_enum};
use crate::user::PersonSnapshot;

named_enum! {
    /// The kinds of acts on an edition.
    pub enum ActKind {
        /// The edition was submitted for approval.
        Submitted = "submitted",
        /// The edition was sent back, with a reason.
        Returned = "returned",
        /// The edition was approved.
        Approved = "approved",
        /// The edition was made public.
        Published = "published",
        /// A later edition was published.
        Superseded = "superseded",
        /// The edition was withdrawn, with a reason.
        Withdrawn = "withdrawn",
    }
}

/// An act: what a person did to an edition, with the content that it applied to and the time. Acts never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The number of the act within its edition: 1, 2, 3 …
    pub ordinal: u32,
    /// The kind of act.
    pub kind: ActKind,
    /// The person who did it, as of that moment.
    pub person: PersonSnapshot,
    /// The reason given. A return, a withdrawal and an override have one.
    pub reason: Option<String>,
    /// Whether it is an approval that overrides the four-eyes rule.
    pub is_override: bool,
    /// SHA-256 of the content to which the act applied. Unknown for some acts from before version 0.2.
    pub content_sha256: Option<String>,
    /// What public answers and renditions show of the organization. An approval has one since version 0.3.
    pub letterhead: Option<LetterheadId>,
    /// The serious warnings that an approver has acknowledged.
    pub acknowledged: Vec<Acknowledgement>,
    /// Whether name and position are those of the day on which the data of version 0.1 was migrated.
    pub is_migrated: bool,
    /// The time of the act, in UTC.
    pub at: Timestamp,
}

/// A text that is not the name of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such act")]
pub struct UnknownAct;

impl FromStr for ActKind {
    type Err = UnknownAct;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::with_name(text).ok_or(UnknownAct)
    }
}

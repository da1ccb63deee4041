use std::fmt;
use std::str::FromStr;

use crate::named::{Named, named_enum};

named_enum! {
    /// The state of an edition.
    #[derive(PartialOrd, Ord)]
    pub enum State {
        /// ร่าง: being written.
        Draft = "draft",
        /// ตีกลับ: returned to its drafters with a reason.
        Returned = "returned",
        /// เสนอ: awaiting approval.
        Submitted = "submitted",
        /// อนุมัติ: approved, not yet public.
        Approved = "approved",
        /// เผยแพร่: public; never edited or deleted from now on.
        Published = "published",
        /// แทนที่: was public until its successor was published.
        Superseded = "superseded",
        /// ถอน: withdrawn from work or from the public, with a reason.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// The official Thai name.
    pub const fn name_th(self) -> &'static str {
        match self {
            Self::Draft => "ร่าง",
            Self::Returned => "ตีกลับ",
            Self::Submitted => "เสนอ",
            Self::Approved => "อนุมัติ",
            Self::Published => "เผยแพร่",
            Self::Superseded => "แทนที่แล้ว",
            Self::Withdrawn => "ถอนแล้ว",
        }
    }

    /// Whether the edition is in work; a document has at most one such edition.
    pub const fn is_in_work(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Submitted | Self::Approved)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::with_name(text).ok_or(UnknownState)
    }
}

/// A text that is not the name of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such state")]
pub struct UnknownState;

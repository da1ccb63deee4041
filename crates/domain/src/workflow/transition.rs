use serde::{Deserialize, Serialize};

/// A step of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// เสนอ: submit it for approval.
    Submit,
    /// ตีกลับ: return it with a reason.
    Return,
    /// อนุมัติ: approve it; never by its own drafter or submitter.
    Approve,
    /// เผยแพร่: make it public.
    Publish,
    /// แทนที่: caused only by publishing the successor.
    Supersede,
    /// ถอน: withdraw it from work or from the public, with a reason.
    Withdraw,
    /// แก้ไข: change the content.
    Edit,
    /// ลบ: delete a draft that was never submitted.
    Delete,
}

impl Transition {
    /// Every transition.
    pub const ALL: [Self; 8] = [
        Self::Submit,
        Self::Return,
        Self::Approve,
        Self::Publish,
        Self::Supersede,
        Self::Withdraw,
        Self::Edit,
        Self::Delete,
    ];

    /// The name used in audit entries, problems and `allowed_actions`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Publish => "publish",
            Self::Supersede => "supersede",
            Self::Withdraw => "withdraw",
            Self::Edit => "edit",
            Self::Delete => "delete",
        }
    }
}

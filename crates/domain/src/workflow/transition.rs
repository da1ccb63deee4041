use serde::{Deserialize, Serialize};

/// What can be done to an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// เสนอ: hand it in for approval.
    Submit,
    /// ตีกลับ: send it back with a reason.
    Return,
    /// อนุมัติ: approve it; never by its own drafter or submitter.
    Approve,
    /// เผยแพร่: make it public.
    Publish,
    /// แทนที่: follows only from publishing the successor.
    Supersede,
    /// ถอน: take it out of work or out of public view, with a reason.
    Withdraw,
    /// แก้ไข: change the content.
    Edit,
    /// ลบ: remove a draft that was never handed in.
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

use crate::workflow::{IllegalTransition, Transition};

/// What somebody asks of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Submit it for approval.
    Submit,
    /// Send it back.
    Return {
        /// Why.
        reason: String,
    },
    /// Approve it.
    Approve {
        /// Why the approver may be its own drafter, where the organisation allows that.
        override_reason: Option<String>,
    },
    /// Make it public.
    Publish,
    /// Withdraw it.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// The state does not allow it.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// The approver drafted or submitted the edition.
    #[error("who drafted or submitted an edition may not approve it")]
    FourEyes,
}

impl Command {
    /// The transition that the command asks for.
    pub const fn transition(&self) -> Transition {
        match self {
            Self::Submit => Transition::Submit,
            Self::Return { .. } => Transition::Return,
            Self::Approve { .. } => Transition::Approve,
            Self::Publish => Transition::Publish,
            Self::Withdraw { .. } => Transition::Withdraw,
        }
    }
}

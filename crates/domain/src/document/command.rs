use crate::workflow::{IllegalTransition, Transition};

/// A command to change the state of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Submit it for approval.
    Submit,
    /// Send it back.
    Return {
        /// The reason.
        reason: String,
    },
    /// Approve it.
    Approve {
        /// The reason for an approval by one of the edition's own authors, if the organization allows it. An approval
        /// by another person does not keep it.
        override_reason: Option<String>,
    },
    /// Make it public.
    Publish,
    /// Withdraw it.
    Withdraw {
        /// The reason.
        reason: String,
    },
}

/// The reason why a command is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// The state does not allow the command.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// The approver drafted or submitted the edition, or changed what the approval shows of the organization.
    #[error("a person who drafted or submitted an edition, or changed what its approval shows, may not approve it")]
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

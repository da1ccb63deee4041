use jiff::Timestamp;

use crate::access::Action;
use crate::id::UserId;
use crate::workflow::{self, IllegalTransition, Outcome, State, Transition};

use super::Content;

/// One edition of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// 1, 2, 3 … within its document.
    pub number: u32,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub content: Content,
    /// Everybody who wrote in it or handed it in; none of them may approve it.
    pub drafters: Vec<UserId>,
    /// Who handed it in.
    pub submitted: Option<Act>,
    /// Who sent it back last, and why.
    pub returned: Option<Reasoned>,
    /// Who approved it.
    pub approved: Option<Approval>,
    /// Who made it public.
    pub published: Option<Act>,
    /// When its successor was published.
    pub superseded_at: Option<Timestamp>,
    /// Who withdrew it, and why; the reason is public if the edition was.
    pub withdrawn: Option<Reasoned>,
    /// When it was begun, in UTC.
    pub created_at: Timestamp,
    /// When it last changed, in UTC.
    pub updated_at: Timestamp,
}

/// Somebody did something at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub by: UserId,
    /// When, in UTC.
    pub at: Timestamp,
}

/// Somebody did something for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasoned {
    /// Who, and when.
    pub act: Act,
    /// Why.
    pub reason: String,
}

/// Somebody approved an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who, and when.
    pub act: Act,
    /// Why the four-eyes rule was set aside; marks the edition for ever.
    pub override_reason: Option<String>,
}

/// What somebody asks of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Hand it in.
    Submit,
    /// Send it back.
    Return {
        /// Why.
        reason: String,
    },
    /// Approve it.
    Approve {
        /// Why the approver may be its own drafter, where the office allows that.
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

impl Edition {
    /// A first draft, or the draft of a correction.
    pub fn draft(number: u32, content: Content, by: UserId, now: Timestamp) -> Self {
        Self {
            number,
            state: State::Draft,
            content: content.thawed(),
            drafters: vec![by],
            submitted: None,
            returned: None,
            approved: None,
            published: None,
            superseded_at: None,
            withdrawn: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// The right that a transition of this edition needs.
    pub const fn right_for(&self, transition: Transition) -> Option<Action> {
        Some(match transition {
            Transition::Submit => Action::Submit,
            Transition::Return => Action::Return,
            Transition::Approve => Action::Approve,
            Transition::Publish => Action::Publish,
            Transition::Withdraw if matches!(self.state, State::Published) => Action::WithdrawPublished,
            Transition::Withdraw => Action::WithdrawUnpublished,
            Transition::Edit | Transition::Delete => Action::Draft,
            Transition::Supersede => return None,
        })
    }

    /// Whether this person wrote in the edition or handed it in.
    pub fn was_made_by(&self, user: UserId) -> bool {
        self.drafters.contains(&user)
    }

    fn note_maker(&mut self, by: UserId) {
        if !self.drafters.contains(&by) {
            self.drafters.push(by);
        }
    }

    /// Carries a command out: the state machine, then the four-eyes rule.
    ///
    /// # Errors
    /// [`TransitionError`]; the edition is unchanged then.
    pub fn apply(&mut self, command: Command, by: UserId, now: Timestamp) -> Result<(), TransitionError> {
        let next = self.next(command.transition())?;
        let act = Act { by, at: now };
        match command {
            Command::Submit => {
                self.submitted = Some(act);
                self.note_maker(by);
            }
            Command::Return { reason } => {
                self.returned = Some(Reasoned { act, reason });
                self.approved = None;
                self.content = self.content.clone().thawed();
            }
            Command::Approve { override_reason } => {
                if self.was_made_by(by) && override_reason.is_none() {
                    return Err(TransitionError::FourEyes);
                }
                let override_reason = override_reason.filter(|_| self.was_made_by(by));
                self.approved = Some(Approval { act, override_reason });
            }
            Command::Publish => self.published = Some(act),
            Command::Withdraw { reason } => self.withdrawn = Some(Reasoned { act, reason }),
        }
        self.state = next;
        self.updated_at = now;
        Ok(())
    }

    /// Replaces the content, remembering who wrote.
    ///
    /// # Errors
    /// [`IllegalTransition`] unless the edition is a draft or was returned.
    pub fn rewrite(&mut self, content: Content, by: UserId, now: Timestamp) -> Result<(), IllegalTransition> {
        workflow::apply(self.state, Transition::Edit)?;
        self.content = content;
        self.note_maker(by);
        self.updated_at = now;
        Ok(())
    }

    /// Follows from the publication of its successor.
    ///
    /// # Errors
    /// [`IllegalTransition`] unless the edition is published.
    pub fn supersede(&mut self, now: Timestamp) -> Result<(), IllegalTransition> {
        self.state = self.next(Transition::Supersede)?;
        self.superseded_at = Some(now);
        self.updated_at = now;
        Ok(())
    }

    fn next(&self, transition: Transition) -> Result<State, IllegalTransition> {
        match workflow::apply(self.state, transition)? {
            Outcome::Becomes(state) => Ok(state),
            Outcome::Gone => Err(IllegalTransition {
                from: self.state,
                transition,
            }),
        }
    }
}

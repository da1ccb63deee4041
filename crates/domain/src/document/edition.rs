use jiff::Timestamp;

use super::{Act, ActKind, Command, Content, ContentVersion, TransitionError};
use crate::access::Action;
use crate::calendar::FiscalYear;
use crate::id::UserId;
use crate::user::PersonSnapshot;
use crate::workflow::{self, IllegalTransition, Outcome, State, Transition};

/// Catalogues that name the indicators of an edition: fiscal year and revision, the one that counts most first.
pub type Catalogues = Vec<(FiscalYear, i64)>;

/// One edition of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// 1, 2, 3 … within its document.
    pub number: u32,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub content: Content,
    /// The stored version of what it says.
    pub version: ContentVersion,
    /// Everybody who wrote in it or submitted it; none of them may approve it.
    pub drafters: Vec<UserId>,
    /// What was done to it, oldest first.
    pub acts: Vec<Act>,
    /// The catalogues that were in force when it was submitted.
    pub catalogues: Option<Catalogues>,
    /// When it was begun, in UTC.
    pub created_at: Timestamp,
    /// When it last changed, in UTC.
    pub updated_at: Timestamp,
}

impl Edition {
    /// A first draft, or the draft of a correction.
    pub fn draft(number: u32, content: Content, version: ContentVersion, by: UserId, now: Timestamp) -> Self {
        Self {
            number,
            state: State::Draft,
            content,
            version,
            drafters: vec![by],
            acts: Vec::new(),
            catalogues: None,
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

    /// The last act of a kind.
    pub fn last(&self, kind: ActKind) -> Option<&Act> {
        self.acts.iter().rev().find(|act| act.kind == kind)
    }

    /// The approval that holds: the last one, unless the edition was returned since.
    pub fn approval(&self) -> Option<&Act> {
        let since_return = self.acts.iter().rev().take_while(|act| act.kind != ActKind::Returned);
        since_return.into_iter().find(|act| act.kind == ActKind::Approved)
    }

    /// Whether it is or was public.
    pub fn was_published(&self) -> bool {
        self.last(ActKind::Published).is_some()
    }

    /// Whether this person wrote in the edition or submitted it.
    pub fn was_made_by(&self, user: UserId) -> bool {
        self.drafters.contains(&user)
    }

    fn note_maker(&mut self, by: UserId) {
        if !self.drafters.contains(&by) {
            self.drafters.push(by);
        }
    }

    /// Carries a command out: the state machine, then the four-eyes rule. The act names the present content.
    ///
    /// # Errors
    /// [`TransitionError`]; the edition is unchanged then.
    pub fn apply(&mut self, command: Command, by: &PersonSnapshot, now: Timestamp) -> Result<(), TransitionError> {
        let next = self.next(command.transition())?;
        let (kind, reason, is_override) = match command {
            Command::Submit => (ActKind::Submitted, None, false),
            Command::Return { reason } => (ActKind::Returned, Some(reason), false),
            Command::Approve { override_reason } => {
                let is_own = self.was_made_by(by.id);
                if is_own && override_reason.is_none() {
                    return Err(TransitionError::FourEyes);
                }
                (ActKind::Approved, override_reason.filter(|_| is_own), is_own)
            }
            Command::Publish => (ActKind::Published, None, false),
            Command::Withdraw { reason } => (ActKind::Withdrawn, Some(reason), false),
        };
        if kind == ActKind::Submitted {
            self.note_maker(by.id);
        }
        self.note_act(kind, by, reason, now);
        if kind == ActKind::Returned {
            self.catalogues = None;
        }
        if let Some(act) = self.acts.last_mut() {
            act.is_override = is_override;
        }
        self.state = next;
        Ok(())
    }

    /// Replaces the content, and notes its author as a drafter.
    ///
    /// # Errors
    /// [`IllegalTransition`] unless the edition is a draft or was returned.
    pub fn rewrite(
        &mut self,
        content: Content,
        version: ContentVersion,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), IllegalTransition> {
        workflow::apply(self.state, Transition::Edit)?;
        self.content = content;
        self.version = version;
        self.note_maker(by);
        self.updated_at = now;
        Ok(())
    }

    /// Follows from the publication of its successor, by the person who published that.
    ///
    /// # Errors
    /// [`IllegalTransition`] unless the edition is published.
    pub fn supersede(&mut self, by: &PersonSnapshot, now: Timestamp) -> Result<(), IllegalTransition> {
        self.state = self.next(Transition::Supersede)?;
        self.note_act(ActKind::Superseded, by, None, now);
        Ok(())
    }

    fn note_act(&mut self, kind: ActKind, by: &PersonSnapshot, reason: Option<String>, now: Timestamp) {
        self.acts.push(Act {
            ordinal: self.acts.last().map_or(1, |act| act.ordinal + 1),
            kind,
            person: by.clone(),
            reason,
            is_override: false,
            content_sha256: Some(self.version.sha256.clone()),
            is_migrated: false,
            at: now,
        });
        self.updated_at = now;
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

use jiff::Timestamp;

use super::{Acknowledgement, Act, ActKind, ChangeNote, Command, Content, ContentVersion, TransitionError};
use crate::access::Action;
use crate::calendar::FiscalYear;
use crate::id::{LetterheadId, UserId};
use crate::user::PersonSnapshot;
use crate::workflow::{self, IllegalTransition, Outcome, State, Transition};

/// The catalogues that name the indicators of an edition, as fiscal year and revision; the first has precedence.
pub type Catalogues = Vec<(FiscalYear, i64)>;

/// One edition of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The number within its document: 1, 2, 3 …
    pub number: u32,
    /// The state in the workflow.
    pub state: State,
    /// The content.
    pub content: Content,
    /// The stored version of the content.
    pub version: ContentVersion,
    /// The people who wrote in the edition, in an edition that it is based on or in what it shows, and those who
    /// submitted it. None of them may approve it.
    pub drafters: Vec<UserId>,
    /// The people who changed what an approval would show of the organization, until somebody else has approved it.
    /// None of them may approve the edition. Known while an approval is decided and in the read of one document; not a
    /// part of the stored edition.
    pub letterhead_authors: Vec<UserId>,
    /// The acts on the edition, oldest first.
    pub acts: Vec<Act>,
    /// The catalogues that were current when the edition was submitted.
    pub catalogues: Option<Catalogues>,
    /// What the correction changes, if its drafter states it. Fixed when the correction begins.
    pub change: Option<ChangeNote>,
    /// When the edition was created, in UTC.
    pub created_at: Timestamp,
    /// When the edition last changed, in UTC.
    pub updated_at: Timestamp,
}

impl Edition {
    /// A first draft, or the draft of a correction. Its drafters are the author and all who contributed to the content.
    pub fn draft(number: u32, content: Content, version: ContentVersion, by: UserId, now: Timestamp) -> Self {
        let mut edition = Self {
            number,
            state: State::Draft,
            content,
            version,
            drafters: Vec::new(),
            letterhead_authors: Vec::new(),
            acts: Vec::new(),
            catalogues: None,
            change: None,
            created_at: now,
            updated_at: now,
        };
        edition.add_drafters(edition.version.contributors.clone());
        edition.add_drafters([by]);
        edition
    }

    /// The right that a transition of this edition requires; `None` for a transition that no person may request.
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

    /// The approval that is valid: the last one since the edition was last returned.
    pub fn approval(&self) -> Option<&Act> {
        let since_return = self.acts.iter().rev().take_while(|act| act.kind != ActKind::Returned);
        since_return.into_iter().find(|act| act.kind == ActKind::Approved)
    }

    /// Whether one of the drafters approved it without an override. Before 0.3 not all authors were drafters.
    pub fn was_approved_by_author(&self) -> bool {
        self.approval()
            .is_some_and(|act| !act.is_override && self.was_made_by(act.person.id))
    }

    /// Whether the edition is or was public.
    pub fn was_published(&self) -> bool {
        self.last(ActKind::Published).is_some()
    }

    /// Whether this person is one of the drafters, or wrote what an approval would show of the organization.
    pub fn was_made_by(&self, user: UserId) -> bool {
        self.drafters.contains(&user) || self.letterhead_authors.contains(&user)
    }

    /// Adds people to the drafters, each once.
    pub fn add_drafters(&mut self, people: impl IntoIterator<Item = UserId>) {
        for person in people {
            if !self.drafters.contains(&person) {
                self.drafters.push(person);
            }
        }
    }

    /// Carries out a command after the checks of the state machine and of the four-eyes rule. The act names the current
    /// content.
    ///
    /// # Errors
    /// [`TransitionError`]; the edition is then unchanged.
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
                // A reason without an override says nothing about this approval, so it is not kept.
                (ActKind::Approved, override_reason.filter(|_| is_own), is_own)
            }
            Command::Publish => (ActKind::Published, None, false),
            Command::Withdraw { reason } => (ActKind::Withdrawn, Some(reason), false),
        };
        if kind == ActKind::Submitted {
            self.add_drafters(self.version.contributors.clone());
            self.add_drafters([by.id]);
        }
        self.note_act(kind, by, reason, now);
        // The next submission fixes them again.
        if kind == ActKind::Returned {
            self.catalogues = None;
        }
        if let Some(act) = self.acts.last_mut() {
            act.is_override = is_override;
        }
        self.state = next;
        Ok(())
    }

    /// Replaces the content and adds the author to the drafters.
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
        self.add_drafters(version.contributors.iter().copied());
        self.add_drafters([by]);
        self.content = content;
        self.version = version;
        self.updated_at = now;
        Ok(())
    }

    /// Names what the approval, which was just made, shows of the organization.
    pub fn approve_with(&mut self, letterhead: LetterheadId) {
        if let Some(act) = self.acts.last_mut()
            && act.kind == ActKind::Approved
        {
            act.letterhead = Some(letterhead);
        }
    }

    /// Adds the acknowledged warnings to the approval, which was just made.
    pub fn acknowledge(&mut self, acknowledged: Vec<Acknowledgement>) {
        if let Some(act) = self.acts.last_mut()
            && act.kind == ActKind::Approved
        {
            act.acknowledged = acknowledged;
        }
    }

    /// Marks the edition as superseded. The act names the person who published the successor.
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
            letterhead: None,
            acknowledged: Vec::new(),
            is_migrated: false,
            at: now,
        });
        self.updated_at = now;
    }

    fn next(&self, transition: Transition) -> Result<State, IllegalTransition> {
        match workflow::apply(self.state, transition)? {
            Outcome::Becomes(state) => Ok(state),
            // Only the deletion of a draft ends so, and no command here deletes.
            Outcome::Gone => Err(IllegalTransition {
                from: self.state,
                transition,
            }),
        }
    }
}

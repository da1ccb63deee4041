use prongsai_domain::access::{Action, Actor, authorize, may_after_step_up};
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::report::FrozenYear;
use prongsai_domain::workflow::{self, State, Transition};
use prongsai_persistence::Current;

use super::Warning;

/// A document as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentView {
    /// The document.
    pub document: Document,
    /// The edition in work that the reader may see; otherwise the live edition; otherwise the last edition.
    pub edition: Edition,
    /// The number of the public edition, if there is one.
    pub live_edition: Option<u32>,
    /// The parts that a report refers to; `None` for other documents and before the submission.
    pub frozen: Option<FrozenYear>,
    /// The warnings, after a step that is answered with them.
    pub warnings: Option<Vec<Warning>>,
    /// The actions that this reader may take next.
    pub allowed: Vec<AllowedAction>,
}

/// An action that a reader may take next with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AllowedAction {
    /// A step of the workflow for the edition in the view.
    Transition(Transition),
    /// Begin a correction: a new edition of a published or withdrawn document.
    Revise,
    /// Record a result of a measure.
    RecordResult,
}

impl AllowedAction {
    /// The name used in `allowed_actions`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Transition(transition) => transition.as_str(),
            Self::Revise => "revise",
            Self::RecordResult => "record_result",
        }
    }
}

impl DocumentView {
    /// Makes the view for one reader.
    pub fn for_actor(actor: &Actor, current: Current) -> Self {
        let allowed = allowed_actions(actor, &current);
        let Current {
            document,
            edition,
            live_edition,
        } = current;
        Self {
            document,
            edition,
            live_edition,
            frozen: None,
            warnings: None,
            allowed,
        }
    }

    /// The same view with the parts that a report refers to.
    #[must_use]
    pub fn with_frozen(self, frozen: Option<FrozenYear>) -> Self {
        Self { frozen, ..self }
    }

    /// The same view with the warnings about the edition.
    #[must_use]
    pub(super) fn with_warnings(self, warnings: Option<Vec<Warning>>) -> Self {
        Self { warnings, ..self }
    }
}

/// The actions that state and rights allow now. They are computed from the same state table and policy that the actions
/// use. The drafter of an edition never gets the approval, although an override of the four-eyes rule might be
/// possible. A step of a report can still be refused because of the measures, results and analysis that it refers to;
/// `freeze` and `check_frozen` read them. The publication of an edition that its author approved before 0.3 can be
/// refused too, because only the step itself reads all authors (`add_authors`). An action that the person gets by proving
/// their second factor again is among them, so that a program can offer it and ask for the code.
fn allowed_actions(actor: &Actor, current: &Current) -> Vec<AllowedAction> {
    let jurisdiction = &current.document.jurisdiction;
    let edition = &current.edition;
    let mut allowed: Vec<AllowedAction> = workflow::allowed(edition.state)
        .filter(|transition| {
            edition
                .right_for(*transition)
                .is_some_and(|right| may_after_step_up(actor, right, jurisdiction))
        })
        .filter(|transition| *transition != Transition::Approve || !edition.was_made_by(actor.user_id))
        .map(AllowedAction::Transition)
        .collect();
    if authorize(actor, Action::Draft, jurisdiction).is_ok() {
        if can_be_revised(edition.state) {
            allowed.push(AllowedAction::Revise);
        }
        if current.document.kind == DocumentKind::Measure && takes_results(edition.state) {
            allowed.push(AllowedAction::RecordResult);
        }
    }
    allowed
}

/// Whether a correction can be begun if the edition in the view is in this state.
pub(crate) const fn can_be_revised(state: State) -> bool {
    matches!(state, State::Published | State::Withdrawn)
}

/// Whether results can be recorded if the edition of the measure in the view is in this state.
pub(crate) const fn takes_results(state: State) -> bool {
    !matches!(state, State::Withdrawn | State::Superseded)
}

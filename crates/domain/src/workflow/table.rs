use std::fmt::Write as _;

use super::State::{Approved, Draft, Published, Returned, Submitted, Superseded, Withdrawn};
use super::Transition::{Approve, Delete, Edit, Publish, Return, Submit, Supersede, Withdraw};
use super::{State, Transition};

/// The result of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The edition is in this state afterwards.
    Becomes(State),
    /// The edition no longer exists; its entries in the audit trail stay.
    Gone,
}

/// A transition that the current state does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an edition that is {from} cannot {}", transition.as_str())]
pub struct IllegalTransition {
    /// The current state of the edition.
    pub from: State,
    /// The transition that was tried.
    pub transition: Transition,
}

/// The state machine. No other code of the program defines which state follows which. The trigger
/// `editions_keep_content` of the database has the same pairs of states; a test compares them.
///
/// # Errors
/// [`IllegalTransition`] if the state does not allow the transition.
#[expect(
    clippy::match_same_arms,
    reason = "each transition has its own arm, so that the code can be compared with docs/workflow.md"
)]
pub fn apply(state: State, transition: Transition) -> Result<Outcome, IllegalTransition> {
    let next = match (state, transition) {
        (Draft | Returned, Submit) => Submitted,
        (Submitted | Approved, Return) => Returned,
        (Submitted, Approve) => Approved,
        (Approved, Publish) => Published,
        (Published, Supersede) => Superseded,
        (Returned | Submitted | Approved | Published, Withdraw) => Withdrawn,
        (Draft, Edit) => Draft,
        (Returned, Edit) => Returned,
        (Draft, Delete) => return Ok(Outcome::Gone),
        (Draft, Return | Approve | Publish | Supersede | Withdraw)
        | (Returned, Return | Approve | Publish | Supersede | Delete)
        | (Submitted, Submit | Publish | Supersede | Edit | Delete)
        | (Approved, Submit | Approve | Supersede | Edit | Delete)
        | (Published, Submit | Return | Approve | Publish | Edit | Delete)
        | (Superseded | Withdrawn, _) => {
            return Err(IllegalTransition {
                from: state,
                transition,
            });
        }
    };
    Ok(Outcome::Becomes(next))
}

/// The transitions that a state allows, regardless of roles.
pub fn allowed(state: State) -> impl Iterator<Item = Transition> {
    Transition::ALL
        .into_iter()
        .filter(move |transition| apply(state, *transition).is_ok())
}

/// The state machine as a Markdown table, for the documentation.
pub fn table_markdown() -> String {
    let mut out = String::from("| from |");
    for transition in Transition::ALL {
        let _ = write!(out, " {} |", transition.as_str());
    }
    out.push_str("\n|");
    out.push_str(&" --- |".repeat(Transition::ALL.len() + 1));
    for state in State::ALL {
        let _ = write!(out, "\n| {state} ({}) |", state.name_th());
        for transition in Transition::ALL {
            let _ = match apply(state, transition) {
                Ok(Outcome::Becomes(next)) => write!(out, " {next} |"),
                Ok(Outcome::Gone) => write!(out, " gone |"),
                Err(_) => write!(out, " – |"),
            };
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_one_that_was_agreed() {
        insta::assert_snapshot!(table_markdown());
    }

    #[test]
    fn nothing_leaves_a_final_state() {
        for state in [Superseded, Withdrawn] {
            assert_eq!(allowed(state).count(), 0, "{state}");
        }
    }

    #[test]
    fn only_editable_states_can_be_edited() {
        for state in State::ALL {
            assert_eq!(
                apply(state, Edit).is_ok(),
                matches!(state, State::Draft | State::Returned),
                "{state}"
            );
        }
    }

    #[test]
    fn published_content_is_never_edited_or_deleted() {
        for state in [Published, Superseded, Withdrawn] {
            assert!(apply(state, Edit).is_err() && apply(state, Delete).is_err(), "{state}");
        }
    }
}

use prongsai_domain::document::Command;
use prongsai_domain::workflow::State;

use super::staff::Actor;

/// The state that a document of the demo is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    Draft,
    Submitted,
    /// Returned, for this reason.
    Returned(&'static str),
    Approved,
    Published,
    /// Published, and then a correction published.
    Corrected,
    /// Published, and then withdrawn for this reason.
    Withdrawn(&'static str),
}

/// The next step from a state towards a goal: its actor, its command, and the state that follows. `None` when no step
/// is left. The correction of [`Goal::Corrected`] is not a step, because it makes a new edition: the caller makes it,
/// and takes the steps for both editions.
pub(super) fn next_step(state: State, goal: Goal) -> Option<(Actor, Command, State)> {
    match (state, goal) {
        (State::Draft, goal) if goal != Goal::Draft => Some((Actor::Drafter, Command::Submit, State::Submitted)),
        (State::Submitted, Goal::Returned(reason)) => Some((
            Actor::Approver,
            Command::Return {
                reason: reason.to_owned(),
            },
            State::Returned,
        )),
        (State::Submitted, Goal::Approved | Goal::Published | Goal::Corrected | Goal::Withdrawn(_)) => Some((
            Actor::Approver,
            Command::Approve { override_reason: None },
            State::Approved,
        )),
        (State::Approved, Goal::Published | Goal::Corrected | Goal::Withdrawn(_)) => {
            Some((Actor::Publisher, Command::Publish, State::Published))
        }
        (State::Published, Goal::Withdrawn(reason)) => Some((
            Actor::Publisher,
            Command::Withdraw {
                reason: reason.to_owned(),
            },
            State::Withdrawn,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use prongsai_domain::workflow::{Outcome, apply};

    use super::*;

    fn end_of(goal: Goal) -> State {
        let mut state = State::Draft;
        while let Some((_, command, next)) = next_step(state, goal) {
            assert_eq!(apply(state, command.transition()).unwrap(), Outcome::Becomes(next));
            state = next;
        }
        state
    }

    #[test]
    fn every_goal_is_reached_by_legal_steps() {
        for (goal, end) in [
            (Goal::Draft, State::Draft),
            (Goal::Submitted, State::Submitted),
            (Goal::Returned("x"), State::Returned),
            (Goal::Approved, State::Approved),
            (Goal::Published, State::Published),
            (Goal::Corrected, State::Published),
            (Goal::Withdrawn("x"), State::Withdrawn),
        ] {
            assert_eq!(end_of(goal), end, "{goal:?}");
        }
    }
}

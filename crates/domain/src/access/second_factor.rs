use jiff::{SignedDuration, Timestamp};

use super::{Action, Denied};
use crate::id::OrganizationId;

/// The second factor of a person, as far as it decides what they may do in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondFactor {
    /// How the person proved it.
    pub state: FactorState,
    /// The organizations of the person that require one, by id.
    pub required_by: Vec<OrganizationId>,
}

/// How a person proved their second factor in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactorState {
    /// The person has none.
    Missing,
    /// Too long ago.
    Stale,
    /// In the last ten minutes.
    Fresh,
    /// Nobody is asked: a command of this program acts, which has no session.
    #[default]
    NotAsked,
}

impl FactorState {
    /// How long a code counts.
    pub const FRESH_FOR: SignedDuration = SignedDuration::from_mins(10);

    /// The state in a session in which the second factor was proved last at `proved_at`.
    pub fn in_session(is_enrolled: bool, proved_at: Option<Timestamp>, now: Timestamp) -> Self {
        match proved_at {
            _ if !is_enrolled => Self::Missing,
            Some(at) if now.duration_since(at) < Self::FRESH_FOR => Self::Fresh,
            _ => Self::Stale,
        }
    }
}

impl SecondFactor {
    /// Whether the person has a second factor.
    pub const fn is_enrolled(&self) -> bool {
        matches!(self.state, FactorState::Stale | FactorState::Fresh)
    }

    /// Checks that a right can be used in an organization. `None` stands for all organizations of the person: a second factor is
    /// required if one of them requires it.
    ///
    /// # Errors
    /// [`Denied::SecondFactorMissing`] if the organization requires a second factor that the person does not have,
    /// [`Denied::SecondFactorStale`] if they have to prove it again.
    pub fn check(&self, action: Action, organization: Option<OrganizationId>) -> Result<(), Denied> {
        let is_required = || match organization {
            Some(id) => self.required_by.contains(&id),
            None => !self.required_by.is_empty(),
        };
        match self.state {
            FactorState::Missing if action.needs_second_factor() && is_required() => {
                Err(Denied::SecondFactorMissing { action })
            }
            FactorState::Stale if action.needs_fresh_second_factor() => Err(Denied::SecondFactorStale { action }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    const STRICT: OrganizationId = OrganizationId::new(Uuid::from_u128(1));
    const OTHER: OrganizationId = OrganizationId::new(Uuid::from_u128(2));

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// `ok`, `missing` or `stale`.
    fn answer(state: FactorState, action: Action, organization: Option<OrganizationId>) -> &'static str {
        let factor = SecondFactor {
            state,
            required_by: vec![STRICT],
        };
        match factor.check(action, organization) {
            Ok(()) => "ok",
            Err(Denied::SecondFactorMissing { .. }) => "missing",
            Err(Denied::SecondFactorStale { .. }) => "stale",
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_code_counts_for_ten_minutes() {
        let state = |now: i64| FactorState::in_session(true, Some(at(1_000)), at(now));
        assert_eq!(state(1_000), FactorState::Fresh);
        assert_eq!(state(1_599), FactorState::Fresh);
        assert_eq!(state(1_600), FactorState::Stale);
        assert_eq!(FactorState::in_session(true, None, at(1_000)), FactorState::Stale);
        assert_eq!(
            FactorState::in_session(false, Some(at(1_000)), at(1_000)),
            FactorState::Missing
        );
    }

    #[rstest]
    #[case::approve(Action::Approve, "missing", "ok", "ok")]
    #[case::approve_override(Action::ApproveOverride, "missing", "stale", "ok")]
    #[case::publish(Action::Publish, "missing", "stale", "ok")]
    #[case::roles(Action::ChangeRoles, "missing", "stale", "ok")]
    #[case::people(Action::ManageUsers, "ok", "ok", "ok")]
    #[case::draft(Action::Draft, "ok", "ok", "ok")]
    fn an_organization_can_require_it_for_some_rights(
        #[case] action: Action,
        #[case] missing: &str,
        #[case] stale: &str,
        #[case] fresh: &str,
    ) {
        for organization in [Some(STRICT), None] {
            assert_eq!(answer(FactorState::Missing, action, organization), missing);
            assert_eq!(answer(FactorState::Stale, action, organization), stale);
            assert_eq!(answer(FactorState::Fresh, action, organization), fresh);
            assert_eq!(answer(FactorState::NotAsked, action, organization), "ok");
        }
        // Elsewhere nobody needs one, but whoever has one proves it.
        assert_eq!(answer(FactorState::Missing, action, Some(OTHER)), "ok");
        assert_eq!(answer(FactorState::Stale, action, Some(OTHER)), stale);
    }
}

use crate::id::OrganizationId;

use super::{Action, Scope};

/// The rights that a service token may have: to read, to draft and to import. Everything else needs the person: to submit,
/// to approve, to publish, to withdraw, to administer.
const GRANTABLE: [Action; 7] = [
    Action::ReadOrganization,
    Action::ReadDrafts,
    Action::ReadHistory,
    Action::ReadAudit,
    Action::Draft,
    Action::Import,
    Action::Export,
];

/// What a service token may do: actions in one organization. The person of the token must have the rights too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenScope {
    /// The organization.
    pub organization_id: OrganizationId,
    /// The actions.
    pub actions: TokenActions,
}

impl TokenScope {
    /// Whether a role in this scope counts for the token: only a role of its own organization does.
    pub(super) fn covers(&self, scope: &Scope) -> bool {
        *scope == Scope::Organization(self.organization_id)
    }
}

/// A set of actions that a service token may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenActions([bool; GRANTABLE.len()]);

impl TokenActions {
    /// The actions that a service token may have.
    pub const GRANTABLE: [Action; GRANTABLE.len()] = GRANTABLE;

    /// These actions, without those that no token may have, and with those that they need: a token sees its organization,
    /// and whoever drafts, imports, exports or reads the history reads drafts.
    pub fn of(actions: &[Action]) -> Self {
        let reads = actions.iter().any(|action| {
            matches!(
                action,
                Action::Draft | Action::Import | Action::Export | Action::ReadHistory
            )
        });
        Self(GRANTABLE.map(|action| {
            actions.contains(&action) || action == Action::ReadOrganization || (reads && action == Action::ReadDrafts)
        }))
    }

    /// Whether an action is in the set.
    pub fn allows(self, action: Action) -> bool {
        // To read drafts is to read what was submitted too.
        let asked = if action == Action::ReadSubmitted {
            Action::ReadDrafts
        } else {
            action
        };
        self.iter().any(|one| one == asked)
    }

    /// The actions, in the order of [`Action`].
    pub fn iter(self) -> impl Iterator<Item = Action> {
        GRANTABLE
            .into_iter()
            .zip(self.0)
            .filter_map(|(action, is_in)| is_in.then_some(action))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::{Actor, Denied, Jurisdiction, Membership, Role, authorize, authorize_on_platform};
    use super::*;
    use crate::geography::ProvinceCode;
    use crate::id::UserId;

    const OURS: OrganizationId = OrganizationId::new(Uuid::from_u128(1));
    const THEIRS: OrganizationId = OrganizationId::new(Uuid::from_u128(2));

    fn place(organization_id: OrganizationId) -> Jurisdiction {
        Jurisdiction {
            organization_id,
            province_code: ProvinceCode::parse("47").unwrap(),
        }
    }

    /// Somebody with every role everywhere, with a token of our organization.
    fn with_token(actions: &[Action]) -> Actor {
        let of = |organization| {
            let scope = move |role| Scope::of(role, None, Some(organization));
            Role::ALL.into_iter().filter_map(move |role| {
                let scope = scope(role).ok()?;
                Some(Membership { role, scope })
            })
        };
        let platform = Membership {
            role: Role::PlatformAdmin,
            scope: Scope::Platform,
        };
        let province = Membership {
            role: Role::ProvincialViewer,
            scope: Scope::Province(ProvinceCode::parse("47").unwrap()),
        };
        let memberships = of(OURS).chain(of(THEIRS)).chain([platform, province]).collect();
        Actor::new(UserId::new(Uuid::from_u128(9)), memberships).with_token(TokenScope {
            organization_id: OURS,
            actions: TokenActions::of(actions),
        })
    }

    #[test]
    fn a_token_with_all_actions_reads_drafts_and_imports_and_does_nothing_else() {
        let actor = with_token(&Action::ALL);
        for action in Action::ALL {
            let may = matches!(
                action,
                Action::ReadOrganization
                    | Action::ReadSubmitted
                    | Action::ReadDrafts
                    | Action::ReadHistory
                    | Action::ReadAudit
                    | Action::Draft
                    | Action::Import
                    | Action::Export
            );
            assert_eq!(authorize(&actor, action, &place(OURS)).is_ok(), may, "{action:?}");
            assert!(authorize_on_platform(&actor, action).is_err(), "{action:?}");
        }
        let refused = authorize(&actor, Action::Approve, &place(OURS));
        let action = Action::Approve;
        assert_eq!(refused, Err(Denied::NotWithToken { action }));
    }

    #[test]
    fn another_organization_is_invisible_to_a_token() {
        let actor = with_token(&Action::ALL);
        for action in Action::ALL {
            assert_eq!(authorize(&actor, action, &place(THEIRS)), Err(Denied::Invisible));
        }
        assert!(!actor.is_platform_admin() && actor.provinces().is_empty());
        assert_eq!(actor.organizations().iter().filter(|id| **id != OURS).count(), 0);
    }

    #[test]
    fn a_token_has_what_its_actions_need_and_no_more() {
        let of = |actions: &[Action]| TokenActions::of(actions).iter().collect::<Vec<_>>();
        assert_eq!(of(&[]), [Action::ReadOrganization]);
        assert_eq!(of(&[Action::Publish]), [Action::ReadOrganization]);
        assert_eq!(of(&[Action::ReadAudit]), [Action::ReadOrganization, Action::ReadAudit]);
        assert_eq!(
            of(&[Action::Import]),
            [Action::ReadOrganization, Action::ReadDrafts, Action::Import]
        );
        assert!(!TokenActions::of(&[Action::ReadAudit]).allows(Action::ReadSubmitted));
    }

    #[test]
    fn a_token_never_has_a_right_that_two_people_share() {
        for action in TokenActions::GRANTABLE {
            // An import writes drafts only. It sleeps with an account because it would write them in the name of the person.
            assert!(
                !action.needs_confirmed_account() || action == Action::Import,
                "{action:?}"
            );
        }
    }
}

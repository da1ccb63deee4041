use std::fmt::Write as _;

use super::{Action, Actor, Jurisdiction, Role, Scope};

/// The reason why a person may not do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The resource is not visible: the answer is 404, as if it did not exist.
    Invisible,
    /// The resource is visible, but no role of the person permits the action: the answer is 403.
    Forbidden {
        /// The action.
        action: Action,
        /// The roles that would permit it.
        needs: Vec<Role>,
    },
    /// A role permits the action, but the service token of the request does not: the answer is 403.
    NotWithToken {
        /// The action.
        action: Action,
    },
    /// A role permits the action, but the account is not confirmed by a second person: the answer is 403.
    Sleeps {
        /// The action.
        action: Action,
    },
}

/// Whether a role permits an action, within its scope. The one table of rights.
pub const fn permits(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::PlatformAdmin => matches!(
            action,
            A::ReadOrganization
                | A::ReadSubmitted
                | A::ReadDrafts
                | A::ReadHistory
                | A::ReadAudit
                | A::Import
                | A::Export
                | A::ManageOrganization
                | A::CreateOrganization
                | A::ManageUsers
                | A::ReplaceCatalogue
        ),
        Role::ProvincialViewer => matches!(action, A::ReadOrganization | A::ReadSubmitted),
        Role::OrganizationAdmin => {
            reads_all(action)
                || matches!(
                    action,
                    A::ReadAudit | A::Import | A::ManageOrganization | A::ManageUsers
                )
        }
        Role::Drafter => {
            reads_all(action) || matches!(action, A::Draft | A::Submit | A::WithdrawUnpublished | A::Import)
        }
        Role::Approver => reads_all(action) || matches!(action, A::Return | A::Approve | A::WithdrawUnpublished),
        Role::Publisher => {
            reads_all(action)
                || matches!(
                    action,
                    A::Return | A::Publish | A::WithdrawUnpublished | A::WithdrawPublished
                )
        }
        Role::Auditor => reads_all(action) || matches!(action, A::ReadAudit),
    }
}

const fn reads_all(action: Action) -> bool {
    matches!(
        action,
        Action::ReadOrganization | Action::ReadSubmitted | Action::ReadDrafts | Action::ReadHistory | Action::Export
    )
}

/// Whether the actor may see the organization at all.
pub fn sees(actor: &Actor, jurisdiction: &Jurisdiction) -> bool {
    actor
        .roles_in(jurisdiction)
        .any(|role| permits(role, Action::ReadOrganization))
}

/// Decides whether the actor may do something in a jurisdiction.
///
/// # Errors
/// [`Denied::Invisible`] when the actor has no role there, [`Denied::Forbidden`] when none of the roles permits the
/// action, and the error of [`Restraint::check`](super::Restraint::check) when one does.
pub fn authorize(actor: &Actor, action: Action, jurisdiction: &Jurisdiction) -> Result<(), Denied> {
    if actor.roles_in(jurisdiction).any(|role| permits(role, action)) {
        return actor.restraint.check(action);
    }
    if !sees(actor, jurisdiction) {
        return Err(Denied::Invisible);
    }
    Err(Denied::Forbidden {
        action,
        needs: roles_with(action),
    })
}

/// Decides whether the actor may do something that concerns more than one organization.
///
/// # Errors
/// [`Denied::Forbidden`] when none of the actor's roles on the platform permits the action, and the error of
/// [`Restraint::check`](super::Restraint::check) when one does.
pub fn authorize_on_platform(actor: &Actor, action: Action) -> Result<(), Denied> {
    if actor.platform_roles().any(|role| permits(role, action)) {
        return actor.restraint.check(action);
    }
    Err(Denied::Forbidden {
        action,
        needs: platform_roles_with(action),
    })
}

/// The roles that permit an action, each in its scope.
pub fn roles_with(action: Action) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| permits(*role, action)).collect()
}

/// The roles that permit an action everywhere.
pub fn platform_roles_with(action: Action) -> Vec<Role> {
    let mut roles = roles_with(action);
    roles.retain(|role| Scope::of(*role, None, None).is_ok());
    roles
}

/// The role × action matrix as a Markdown table, for the documentation.
pub fn matrix_markdown() -> String {
    let mut out = String::from("| action |");
    for role in Role::ALL {
        let _ = write!(out, " {role} |");
    }
    out.push_str("\n|");
    out.push_str(&" --- |".repeat(Role::ALL.len() + 1));
    for action in Action::ALL {
        let _ = write!(out, "\n| {} |", action.as_str());
        for role in Role::ALL {
            out.push_str(if permits(role, action) { " yes |" } else { " – |" });
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_the_one_that_was_agreed() {
        insta::assert_snapshot!(matrix_markdown());
    }

    #[test]
    fn no_role_alone_can_draft_and_approve() {
        for role in Role::ALL {
            assert!(
                !(permits(role, Action::Draft) && permits(role, Action::Approve)),
                "{role}"
            );
        }
    }

    #[test]
    fn only_platform_administrators_act_on_the_platform() {
        assert_eq!(platform_roles_with(Action::ManageUsers), [Role::PlatformAdmin]);
        assert_eq!(
            roles_with(Action::ManageUsers),
            [Role::PlatformAdmin, Role::OrganizationAdmin]
        );
    }

    #[test]
    fn whoever_may_act_may_also_see() {
        for role in Role::ALL {
            assert!(permits(role, Action::ReadOrganization), "{role}");
        }
    }
}

use prongsai_domain::access::{Action, Actor, Role, Scope, permits, roles_with};
use prongsai_domain::id::OrganizationId;

use crate::Error;

/// The administrator's scope: where a person administers people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AdminScope {
    /// Everywhere, with every role.
    Everywhere,
    /// In these organizations, with the roles of organizations; an empty list means nowhere.
    Organizations(Vec<OrganizationId>),
}

impl AdminScope {
    /// The administrator's scope of this actor.
    pub(super) fn of(actor: &Actor) -> Self {
        if actor
            .platform_roles()
            .any(|role| actor.may_use(role, Action::ManageUsers))
        {
            return Self::Everywhere;
        }
        let organizations = actor
            .memberships
            .iter()
            .filter(|held| actor.may_use(held.role, Action::ManageUsers));
        Self::Organizations(
            organizations
                .filter_map(|held| match held.scope {
                    Scope::Organization(id) => Some(id),
                    Scope::Platform | Scope::Province(_) => None,
                })
                .collect(),
        )
    }

    /// The administrator's scope of this actor, if there is one.
    ///
    /// # Errors
    /// As [`refused`] when there is none.
    pub(super) fn somewhere(actor: &Actor) -> Result<Self, Error> {
        match Self::of(actor) {
            Self::Organizations(organizations) if organizations.is_empty() => {
                Err(refused(actor, roles_with(Action::ManageUsers)))
            }
            scope => Ok(scope),
        }
    }

    /// Whether the administrator's scope includes roles in this scope.
    pub(super) fn covers(&self, scope: &Scope) -> bool {
        match (self, scope) {
            (Self::Everywhere, _) => true,
            (Self::Organizations(organizations), Scope::Organization(id)) => organizations.contains(id),
            (Self::Organizations(_), Scope::Platform | Scope::Province(_)) => false,
        }
    }
}

/// Checks that nothing keeps an administrator from deciding now who may do what.
///
/// # Errors
/// [`Error::SecondFactorMissing`], [`Error::SecondFactorStale`].
pub(super) fn check_role_change(actor: &Actor) -> Result<(), Error> {
    Ok(actor.restraint.check(Action::ChangeRoles, None)?)
}

/// Why a person may not administer somebody: no role allows it, or the person's own account is not confirmed.
pub(super) fn refused(actor: &Actor, needs: Vec<Role>) -> Error {
    let action = Action::ManageUsers;
    let has_role = actor.memberships.iter().any(|held| permits(held.role, action));
    match actor.restraint.check(action, None) {
        Err(denied) if has_role => denied.into(),
        _ => Error::Forbidden { action, needs },
    }
}

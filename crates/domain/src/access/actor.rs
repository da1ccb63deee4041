use crate::geography::ProvinceCode;
use crate::id::{OrganizationId, UserId};

use super::{Action, Denied, FactorState, Role, Scope, SecondFactor, TokenScope};

/// A role that a person holds in a scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Membership {
    /// The role.
    pub role: Role,
    /// The scope.
    pub scope: Scope,
}

/// The person who acts, with their current roles (never those of an old token).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user_id: UserId,
    /// The roles of the person.
    pub memberships: Vec<Membership>,
    /// What keeps the person from using some of the rights of the roles.
    pub restraint: Restraint,
}

/// What keeps a person from using some of the rights that the roles give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restraint {
    /// Whether the account sleeps: its password was set with a token that an administrator handed over, and no second
    /// person has confirmed it.
    pub sleeps: bool,
    /// The second factor of the person, in the session of the request.
    pub second_factor: SecondFactor,
    /// The limits of the service token of the request; `None` in a session of the person.
    pub token: Option<TokenScope>,
}

impl Restraint {
    /// Checks that the restraint leaves the right to do something in an organization. `None` stands for all organizations of
    /// the person: a second factor is required if one of them requires it.
    ///
    /// # Errors
    /// [`Denied::NotWithToken`] for a right that the service token does not have, [`Denied::Sleeps`] for one that sleeps;
    /// otherwise the error of [`SecondFactor::check`].
    pub fn check(&self, action: Action, organization: Option<OrganizationId>) -> Result<(), Denied> {
        if self.token.is_some_and(|token| !token.actions.allows(action)) {
            return Err(Denied::NotWithToken { action });
        }
        if self.sleeps && action.needs_confirmed_account() {
            return Err(Denied::Sleeps { action });
        }
        self.second_factor.check(action, organization)
    }

    /// Whether the person may still use what they might use before, when `before` was read. A second factor that was proved
    /// in the meantime takes nothing away. What an organization requires since then counts from the next request on: this
    /// change may itself be the one that requires it.
    pub fn allows_as_before(&self, before: &Self) -> bool {
        let (now, then) = (&self.second_factor, &before.second_factor);
        self.sleeps == before.sleeps
            && self.token == before.token
            && (now.state == then.state || now.state == FactorState::Fresh)
    }
}

/// The organization and the province that a resource belongs to, e.g. a document. A role applies to the resource when
/// its scope covers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    /// The organization it belongs to.
    pub organization_id: OrganizationId,
    /// The province of that organization.
    pub province_code: ProvinceCode,
}

impl Actor {
    /// A person with these roles, who may use all their rights.
    pub fn new(user_id: UserId, memberships: Vec<Membership>) -> Self {
        Self {
            user_id,
            memberships,
            restraint: Restraint::default(),
        }
    }

    /// The person with a service token: only roles in the organization of the token count, and only for its actions.
    #[must_use]
    pub fn with_token(mut self, token: TokenScope) -> Self {
        self.memberships.retain(|held| token.covers(&held.scope));
        self.restraint.token = Some(token);
        self
    }

    /// The roles of the person in a jurisdiction.
    pub fn roles_in(&self, jurisdiction: &Jurisdiction) -> impl Iterator<Item = Role> {
        self.memberships
            .iter()
            .filter(move |held| held.scope.covers(jurisdiction))
            .map(|held| held.role)
    }

    /// The roles of the person that apply everywhere.
    pub fn platform_roles(&self) -> impl Iterator<Item = Role> {
        self.memberships
            .iter()
            .filter(|held| held.scope == Scope::Platform)
            .map(|held| held.role)
    }

    /// Whether the person is a platform administrator.
    pub fn is_platform_admin(&self) -> bool {
        self.platform_roles().any(|role| role == Role::PlatformAdmin)
    }

    /// The organizations in which the person has a role of the organization.
    pub fn organizations(&self) -> Vec<OrganizationId> {
        self.memberships
            .iter()
            .filter_map(|held| match held.scope {
                Scope::Organization(id) => Some(id),
                Scope::Platform | Scope::Province(_) => None,
            })
            .collect()
    }

    /// The provinces in which the person has a role.
    pub fn provinces(&self) -> Vec<ProvinceCode> {
        self.memberships
            .iter()
            .filter_map(|held| match &held.scope {
                Scope::Province(code) => Some(code.clone()),
                Scope::Platform | Scope::Organization(_) => None,
            })
            .collect()
    }
}

impl Scope {
    fn covers(&self, jurisdiction: &Jurisdiction) -> bool {
        match self {
            Self::Platform => true,
            Self::Province(code) => *code == jurisdiction.province_code,
            Self::Organization(id) => *id == jurisdiction.organization_id,
        }
    }
}

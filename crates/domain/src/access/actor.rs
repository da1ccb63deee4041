use crate::geography::ProvinceCode;
use crate::id::{OrganizationId, UserId};

use super::{Role, Scope};

/// A role that a person holds in a scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Membership {
    /// What the person is trusted with.
    pub role: Role,
    /// Where.
    pub scope: Scope,
}

/// The person who asks, with the roles of this moment (never those of an old token).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user_id: UserId,
    /// Everything the person is trusted with.
    pub memberships: Vec<Membership>,
}

/// Where a thing lies that somebody wants to act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The office it belongs to.
    pub organization_id: OrganizationId,
    /// The province of that office.
    pub province_code: ProvinceCode,
}

impl Actor {
    /// The roles that the person holds at a place.
    pub fn roles_at(&self, place: &Place) -> impl Iterator<Item = Role> {
        self.memberships
            .iter()
            .filter(move |held| held.scope.covers(place))
            .map(|held| held.role)
    }

    /// The roles that hold everywhere.
    pub fn platform_roles(&self) -> impl Iterator<Item = Role> {
        self.memberships
            .iter()
            .filter(|held| held.scope == Scope::Platform)
            .map(|held| held.role)
    }

    /// Whether the person runs the platform.
    pub fn is_platform_admin(&self) -> bool {
        self.platform_roles().any(|role| role == Role::PlatformAdmin)
    }

    /// The offices in which the person holds a role of the office's own.
    pub fn organizations(&self) -> Vec<OrganizationId> {
        self.memberships
            .iter()
            .filter_map(|held| match held.scope {
                Scope::Organization(id) => Some(id),
                Scope::Platform | Scope::Province(_) => None,
            })
            .collect()
    }

    /// The provinces that the person watches.
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
    fn covers(&self, place: &Place) -> bool {
        match self {
            Self::Platform => true,
            Self::Province(code) => *code == place.province_code,
            Self::Organization(id) => *id == place.organization_id,
        }
    }
}

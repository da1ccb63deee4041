use diesel::pg::Pg;
use diesel::prelude::*;
use prongsai_domain::access::{Membership, Role, Scope};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::{AccountStanding, Grant, PendingGrant, User, UserProfile};
use uuid::Uuid;

use crate::StoreError;
use crate::schema::{memberships, pending_grants, users};

#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(Pg))]
pub(super) struct UserRow {
    id: Uuid,
    revision: i64,
    username: String,
    display_name: String,
    position: Option<String>,
    acting_as: Option<String>,
    email: Option<String>,
    is_active: bool,
    #[diesel(select_expression = users::password_hash.is_not_null())]
    has_password: bool,
    handed_over_by: Option<Uuid>,
    had_in_hand: Vec<Uuid>,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: UserId::new(row.id),
            revision: row.revision,
            username: row.username,
            profile: UserProfile {
                display_name: row.display_name,
                position: row.position,
                acting_as: row.acting_as,
                email: row.email,
                is_active: row.is_active,
            },
            standing: match (row.has_password, row.handed_over_by) {
                (false, _) => AccountStanding::Invited,
                (true, Some(by)) => AccountStanding::Unconfirmed {
                    handed_over_by: UserId::new(by),
                },
                (true, None) => AccountStanding::Confirmed,
            },
            had_in_hand: row.had_in_hand.into_iter().map(UserId::new).collect(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = memberships, check_for_backend(Pg))]
pub(super) struct GrantRow {
    id: Uuid,
    user_id: Uuid,
    role: String,
    organization_id: Option<Uuid>,
    province_code: Option<String>,
}

impl TryFrom<GrantRow> for Grant {
    type Error = StoreError;

    fn try_from(row: GrantRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: MembershipId::new(row.id),
            user_id: UserId::new(row.user_id),
            membership: membership(&row.role, row.organization_id, row.province_code.as_deref())?,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = pending_grants, check_for_backend(Pg))]
pub(super) struct PendingGrantRow {
    id: Uuid,
    user_id: Uuid,
    role: String,
    organization_id: Option<Uuid>,
    proposed_by: Option<Uuid>,
    proposed_at: jiff_diesel::Timestamp,
    expires_at: jiff_diesel::Timestamp,
}

impl TryFrom<PendingGrantRow> for PendingGrant {
    type Error = StoreError;

    fn try_from(row: PendingGrantRow) -> Result<Self, StoreError> {
        Ok(Self {
            grant: Grant {
                id: MembershipId::new(row.id),
                user_id: UserId::new(row.user_id),
                membership: membership(&row.role, row.organization_id, None)?,
            },
            proposed_by: row.proposed_by.map(UserId::new),
            proposed_at: row.proposed_at.to_jiff(),
            expires_at: row.expires_at.to_jiff(),
        })
    }
}

/// A membership from its columns.
pub(crate) fn membership(
    role: &str,
    organization: Option<Uuid>,
    province: Option<&str>,
) -> Result<Membership, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("membership {role} {organization:?} {province:?}"));
    let role: Role = role.parse().map_err(|_| corrupt())?;
    let province = province.map(ProvinceCode::parse).transpose().map_err(|_| corrupt())?;
    let scope = Scope::of(role, province, organization.map(OrganizationId::new)).map_err(|_| corrupt())?;
    Ok(Membership { role, scope })
}

/// The columns of a scope: organization and province.
pub(super) fn scope_columns(scope: &Scope) -> (Option<Uuid>, Option<String>) {
    match scope {
        Scope::Platform => (None, None),
        Scope::Province(code) => (None, Some(code.to_string())),
        Scope::Organization(id) => (Some(id.get()), None),
    }
}

/// The organizations that require a second factor, by id, from the organizations of roles and whether they do.
pub(crate) fn required_by(held: impl Iterator<Item = (Option<Uuid>, Option<bool>)>) -> Vec<OrganizationId> {
    let mut organizations: Vec<OrganizationId> = held
        .filter(|(_, requires)| *requires == Some(true))
        .filter_map(|(organization, _)| organization.map(OrganizationId::new))
        .collect();
    organizations.sort_unstable();
    organizations.dedup();
    organizations
}

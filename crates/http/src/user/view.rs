use prongsai_application::user::{Account, MembershipInput, UserChange, UserInput};
use prongsai_domain::access::{Role, Scope};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::Grant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Change, Replace};

/// A role: `platform_admin` everywhere, `provincial_viewer` in a province, the others in an organization.
#[derive(ToSchema)]
#[schema(as = Role, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the role in the OpenAPI document")]
pub(crate) enum RoleName {
    PlatformAdmin,
    ProvincialViewer,
    OrganizationAdmin,
    Drafter,
    Approver,
    Publisher,
    Auditor,
}

/// A person to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateUser {
    /// Login name: 3 to 64 of `a-z 0-9 . _ -`, beginning with a letter. It never changes.
    #[schema(example = "somchai.r")]
    username: String,
    /// Name shown to colleagues.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// ตำแหน่ง (post).
    #[schema(example = "นักวิเคราะห์นโยบายและแผน")]
    position: Option<String>,
    /// First password: at least 12 characters.
    #[schema(format = Password, example = "รหัสผ่านแรก-2566")]
    password: String,
    /// First roles; at least one, unless the caller is a platform administrator.
    #[serde(default)]
    memberships: Vec<CreateMembership>,
}

/// A role to give.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateMembership {
    /// The role.
    #[schema(value_type = RoleName)]
    role: Role,
    /// The organization, for a role of an organization; otherwise absent.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// The province, for `provincial_viewer`; otherwise absent.
    #[schema(example = "47")]
    province_code: Option<String>,
}

/// Changes of a person; absent fields keep their value. A new password and a deactivation end all their sessions.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchUser {
    /// Name shown to colleagues.
    #[serde(default)]
    #[schema(value_type = String, required = false, example = "สมชาย รักถิ่น")]
    display_name: Replace<String>,
    /// ตำแหน่ง (post); `null` empties it.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "หัวหน้าสำนักปลัด")]
    position: Change<String>,
    /// The post that the person acts for, in the form of the signature; `null` empties it. An act records it.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "รักษาราชการแทนปลัดเทศบาล")]
    acting_as: Change<String>,
    /// Whether the person may log in.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    is_active: Replace<bool>,
    /// A new password: at least 12 characters.
    #[serde(default)]
    #[schema(value_type = String, required = false, format = Password)]
    password: Replace<String>,
}

/// A person with a login.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    /// The id of the person.
    #[schema(value_type = Uuid)]
    id: UserId,
    /// Number of changes, including those of the roles; the entity tag.
    #[schema(example = 3)]
    revision: i64,
    /// Login name.
    #[schema(example = "somchai.r")]
    username: String,
    /// Name shown to colleagues.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// ตำแหน่ง (post).
    #[schema(example = "นักวิเคราะห์นโยบายและแผน")]
    position: Option<String>,
    /// The post that the person currently acts for, in the form of the signature.
    #[schema(example = "รักษาราชการแทนปลัดเทศบาล")]
    acting_as: Option<String>,
    /// Whether the person may log in.
    is_active: bool,
    /// The roles within the administrator's scope.
    memberships: Vec<MembershipView>,
}

/// A role of a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct MembershipView {
    /// The id of the membership.
    #[schema(value_type = Uuid)]
    id: MembershipId,
    /// The role.
    #[schema(value_type = RoleName)]
    role: Role,
    /// The organization, for a role of an organization.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// The province, for a role in a province.
    #[schema(value_type = Option<String>, example = "47")]
    province_code: Option<ProvinceCode>,
}

/// The roles of a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct MembershipListView {
    /// The roles within the administrator's scope.
    items: Vec<MembershipView>,
    /// Always `null`: the list has one page.
    next: Option<String>,
}

/// Organization and province of a scope.
pub(crate) fn scope_parts(scope: &Scope) -> (Option<OrganizationId>, Option<ProvinceCode>) {
    match scope {
        Scope::Platform => (None, None),
        Scope::Province(code) => (None, Some(code.clone())),
        Scope::Organization(id) => (Some(*id), None),
    }
}

impl From<&Grant> for MembershipView {
    fn from(grant: &Grant) -> Self {
        let (organization_id, province_code) = scope_parts(&grant.membership.scope);
        Self {
            id: grant.id,
            role: grant.membership.role,
            organization_id,
            province_code,
        }
    }
}

impl From<&Account> for UserView {
    fn from(account: &Account) -> Self {
        let Account { user, grants } = account;
        Self {
            id: user.id,
            revision: user.revision,
            username: user.username.clone(),
            display_name: user.profile.display_name.clone(),
            position: user.profile.position.clone(),
            acting_as: user.profile.acting_as.clone(),
            is_active: user.profile.is_active,
            memberships: grants.iter().map(MembershipView::from).collect(),
        }
    }
}

impl From<&Account> for MembershipListView {
    fn from(account: &Account) -> Self {
        Self {
            items: account.grants.iter().map(MembershipView::from).collect(),
            next: None,
        }
    }
}

impl From<CreateMembership> for MembershipInput {
    fn from(input: CreateMembership) -> Self {
        Self {
            role: input.role,
            organization_id: input.organization_id,
            province_code: input.province_code,
        }
    }
}

impl From<CreateUser> for UserInput {
    fn from(input: CreateUser) -> Self {
        Self {
            username: input.username,
            display_name: input.display_name,
            position: input.position,
            password: input.password.into(),
            memberships: input.memberships.into_iter().map(MembershipInput::from).collect(),
        }
    }
}

impl From<PatchUser> for UserChange {
    fn from(input: PatchUser) -> Self {
        Self {
            display_name: given(input.display_name),
            position: input.position.into_nested(),
            acting_as: input.acting_as.into_nested(),
            is_active: given(input.is_active),
            password: given(input.password).map(Into::into),
        }
    }
}

fn given<T>(field: Replace<T>) -> Option<T> {
    match field {
        Replace::Keep => None,
        Replace::With(value) => Some(value),
    }
}

use prongsai_application::user::{MembershipInput, UserChange, UserInput, UserQuery};
use prongsai_domain::access::Role;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::user::StandingName;
use serde::Deserialize;
use serde::de::IgnoredAny;
use utoipa::{IntoParams, ToSchema};

use super::view::RoleName;
use crate::extract::{Change, Paging, Replace};
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The filters of the list of people.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserFilters {
    /// Only accounts of this standing.
    #[param(value_type = Option<String>, pattern = "^(invited|unconfirmed|confirmed)$")]
    standing: Option<StandingName>,
    /// Only people of whom something waits for a second person: an unconfirmed account, or a proposed role that has not
    /// expired. `false` lists the others.
    awaits_confirmation: Option<bool>,
}

impl UserFilters {
    /// The requested part of the list.
    ///
    /// # Errors
    /// 400 if the cursor does not belong to this list.
    pub(super) fn query(&self, paging: &Paging) -> Result<UserQuery, Problem> {
        Ok(UserQuery {
            standing: self.standing,
            awaits_confirmation: self.awaits_confirmation,
            after: paging.after()?,
            limit: paging.fetch_limit(),
        })
    }
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
    /// Refused: people set their passwords themselves.
    #[serde(default)]
    #[schema(ignore)]
    password: Option<IgnoredAny>,
    /// First roles; at least one, unless the caller is a platform administrator. Roles that two people give are proposed.
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

/// Changes of a person; absent fields keep their value. A deactivation ends all their sessions.
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
    /// Refused: people set their passwords themselves.
    #[serde(default)]
    #[schema(ignore)]
    password: Option<IgnoredAny>,
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

impl TryFrom<CreateUser> for UserInput {
    type Error = Problem;

    fn try_from(input: CreateUser) -> Result<Self, Problem> {
        refuse_password(input.password)?;
        Ok(Self {
            username: input.username,
            display_name: input.display_name,
            position: input.position,
            memberships: input.memberships.into_iter().map(MembershipInput::from).collect(),
        })
    }
}

impl TryFrom<PatchUser> for UserChange {
    type Error = Problem;

    fn try_from(input: PatchUser) -> Result<Self, Problem> {
        refuse_password(input.password)?;
        Ok(Self {
            display_name: given(input.display_name),
            position: input.position.into_nested(),
            acting_as: input.acting_as.into_nested(),
            is_active: given(input.is_active),
        })
    }
}

/// Refuses a password that an administrator sends, and names the way to a password that only the person knows.
fn refuse_password(sent: Option<IgnoredAny>) -> Result<(), Problem> {
    if sent.is_none() {
        return Ok(());
    }
    let message = Bilingual::new(
        "ผู้ดูแลกำหนดรหัสผ่านให้ผู้อื่นไม่ได้ ให้ออกรหัสเปิดใช้บัญชีที่ POST /api/v1/users/{id}/password-token แล้วส่งให้ผู้ใช้ตั้งรหัสผ่านเองที่ POST /api/v1/auth/activate",
        "Nobody sets the password of another person. Make a token at POST /api/v1/users/{id}/password-token; the person sets \
         the password with it at POST /api/v1/auth/activate.",
    );
    Err(
        Problem::new(ProblemCode::InvalidInput).with_field_error(FieldError::at_pointer(
            "/password",
            "not-accepted",
            message,
        )),
    )
}

fn given<T>(field: Replace<T>) -> Option<T> {
    match field {
        Replace::Keep => None,
        Replace::With(value) => Some(value),
    }
}

use prongsai_application::session::{ClientInfo, Tokens};
use prongsai_application::user::Me;
use prongsai_domain::access::{FactorState, Role, SecondFactor};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MembershipId, OrganizationId, UserId};
use prongsai_domain::user::Grant;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::Client;
use crate::user::{MembershipView, RoleName, StandingView, scope_parts};

/// The credentials of a login.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogIn {
    /// Login name.
    #[schema(example = "somchai.r")]
    pub(super) username: String,
    /// Password.
    #[schema(format = Password, example = "รหัสผ่านของฉัน-2566")]
    pub(super) password: String,
    /// For an account with a second factor: the six digits of the authenticator, or a recovery code.
    #[schema(format = Password, example = "081804")]
    pub(super) code: Option<String>,
}

/// A refresh token to exchange.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefreshSession {
    /// The most recently issued refresh token.
    #[schema(format = Password, example = "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE")]
    pub(super) refresh_token: String,
}

/// The tokens of a login or refresh.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokensView {
    /// The access token, for `Authorization: Bearer …`.
    #[schema(example = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwcm9uZ3NhaSJ9.c2lnbmF0dXJl")]
    access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Validity of the access token, in seconds. Less than 900 when the session ends before.
    #[schema(example = 900)]
    expires_in: i64,
    /// The refresh token: can be exchanged for new tokens once. Sessions end when they are not refreshed for seven days, and
    /// 30 days after the login, unless the operator chose other times.
    #[schema(example = "pX0b1n2mW7c1h0m5H3Q0r8yQm3fX8a8o9Z1J5n6t7uE")]
    refresh_token: String,
}

/// The current user.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: UserId,
    /// Login name.
    #[schema(example = "somchai.r")]
    username: String,
    /// Name shown to colleagues.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// ตำแหน่ง (post).
    #[schema(example = "นักวิเคราะห์นโยบายและแผน")]
    position: Option<String>,
    /// How far the account is the user's own.
    standing: StandingView,
    /// All current roles of the user.
    memberships: Vec<MyMembershipView>,
    /// The proposed roles of the user. They give no right.
    proposed_memberships: Vec<MembershipView>,
    /// The second factor of the user.
    second_factor: SecondFactorView,
}

/// The second factor of the user.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactorView {
    /// Whether the user has one.
    is_enrolled: bool,
    /// Whether it was proved in this session in the last ten minutes.
    is_fresh: bool,
    /// The organizations of the user that require one.
    #[schema(value_type = Vec<Uuid>)]
    required_by: Vec<OrganizationId>,
}

impl From<SecondFactor> for SecondFactorView {
    fn from(factor: SecondFactor) -> Self {
        Self {
            is_enrolled: factor.is_enrolled(),
            is_fresh: factor.state == FactorState::Fresh,
            required_by: factor.required_by,
        }
    }
}

/// A role of the user.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyMembershipView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: MembershipId,
    /// The role.
    #[schema(value_type = RoleName)]
    role: Role,
    /// The organization, for a role of an organization.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Name of the organization.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    organization_name: Option<String>,
    /// The province, for a role in a province.
    #[schema(value_type = Option<String>, example = "47")]
    province_code: Option<ProvinceCode>,
}

impl From<Tokens> for TokensView {
    fn from(tokens: Tokens) -> Self {
        Self {
            access_token: tokens.access_token.expose_secret().to_owned(),
            token_type: "Bearer",
            expires_in: tokens.expires_in,
            refresh_token: tokens.refresh_token.expose_secret().to_owned(),
        }
    }
}

impl From<Me> for MeView {
    fn from(me: Me) -> Self {
        let names = me.organization_names;
        let membership = |grant: Grant| {
            let (organization_id, province_code) = scope_parts(&grant.membership.scope);
            let name = names.iter().find(|(id, _)| Some(*id) == organization_id);
            MyMembershipView {
                id: grant.id,
                role: grant.membership.role,
                organization_id,
                organization_name: name.map(|(_, name)| name.clone()),
                province_code,
            }
        };
        Self {
            id: me.user.id,
            username: me.user.username,
            display_name: me.user.profile.display_name,
            position: me.user.profile.position,
            standing: me.user.standing.into(),
            memberships: me.grants.into_iter().map(membership).collect(),
            proposed_memberships: me.pending.iter().map(MembershipView::from).collect(),
            second_factor: me.second_factor.into(),
        }
    }
}

/// The facts about the client that the use cases need.
pub(crate) fn client_info(client: Client) -> ClientInfo {
    ClientInfo {
        address: client.address,
        user_agent: client.agent,
        request_id: Some(client.request_id),
        client_request_id: client.client_request_id,
    }
}

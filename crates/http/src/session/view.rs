use prongsai_application::session::{ClientInfo, Tokens};
use prongsai_domain::access::{FactorState, SecondFactor};
use prongsai_domain::id::OrganizationId;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::Client;

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

/// The facts about the client that the use cases need.
pub(crate) fn client_info(client: Client) -> ClientInfo {
    ClientInfo {
        address: client.address,
        user_agent: client.agent,
        request_id: Some(client.request_id),
        client_request_id: client.client_request_id,
    }
}

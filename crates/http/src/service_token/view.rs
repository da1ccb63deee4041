use jiff::Timestamp;
use prongsai_application::service_token::{MadeToken, RotationInput, ServiceToken, ServiceTokenInput, TokenQuery};
use prongsai_domain::access::Action;
use prongsai_domain::id::{OrganizationId, ServiceTokenId, UserId};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::Paging;
use crate::problem::Problem;

/// A service token to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateServiceToken {
    /// What the token is for: 1 to 100 characters. No other valid token of the user in the organization has the name.
    #[schema(example = "นำเข้าจากระบบสารบรรณ", max_length = 100)]
    name: String,
    /// The organization. The token sees nothing of others.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// What the token may do: `read_organization`, `read_drafts`, `read_history`, `read_audit`, `draft`, `import`, `export`. The
    /// user must have these rights there. `read_organization` is always added, and `read_drafts` to `draft`, `import`, `export`
    /// and `read_history`.
    #[schema(example = json!(["draft", "import"]), min_items = 1)]
    actions: Vec<String>,
    /// The validity in days: 1 to 365; 90 if absent.
    #[schema(minimum = 1, maximum = 365, default = 90, example = 90)]
    expires_in_days: Option<u16>,
    /// The present password, for people without a second factor. Others prove theirs within the last ten minutes
    /// (`POST /auth/step-up`), and the password is not read.
    #[schema(format = Password, example = "ช้างสามเชือกกลางทุ่งนา")]
    pub(super) current_password: Option<String>,
}

/// How a service token is replaced.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RotateServiceToken {
    /// How long the old token stays valid, in hours: 0 to 168; 24 if absent. It never outlives its own expiry.
    #[schema(minimum = 0, maximum = 168, default = 24, example = 24)]
    overlap_hours: Option<u16>,
    /// The validity of the new token in days: 1 to 365; 90 if absent.
    #[schema(minimum = 1, maximum = 365, default = 90, example = 90)]
    expires_in_days: Option<u16>,
    /// The present password, for people without a second factor. Others prove theirs within the last ten minutes
    /// (`POST /auth/step-up`), and the password is not read.
    #[schema(format = Password, example = "ช้างสามเชือกกลางทุ่งนา")]
    pub(super) current_password: Option<String>,
}

impl From<CreateServiceToken> for ServiceTokenInput {
    fn from(input: CreateServiceToken) -> Self {
        Self {
            name: input.name,
            organization_id: input.organization_id,
            actions: input.actions,
            expires_in_days: input.expires_in_days,
        }
    }
}

impl From<RotateServiceToken> for RotationInput {
    fn from(input: RotateServiceToken) -> Self {
        Self {
            expires_in_days: input.expires_in_days,
            overlap_hours: input.overlap_hours,
        }
    }
}

/// The filters of a list of service tokens.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceTokenFilters {
    /// Only valid tokens, or only those that have ended. Both if absent.
    valid: Option<bool>,
}

impl ServiceTokenFilters {
    /// The requested part of the list.
    ///
    /// # Errors
    /// 400 if the cursor does not belong to this list.
    pub(super) fn query(&self, paging: &Paging) -> Result<TokenQuery, Problem> {
        Ok(TokenQuery {
            is_valid: self.valid,
            before: paging.after()?,
            limit: paging.fetch_limit(),
        })
    }
}

/// A service token, without its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceTokenView {
    /// The id of the token.
    #[schema(value_type = Uuid)]
    id: ServiceTokenId,
    /// What the token is for.
    #[schema(example = "นำเข้าจากระบบสารบรรณ")]
    name: String,
    /// The person for whom it acts.
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// The name of that person.
    #[schema(example = "สมชาย รักถิ่น")]
    display_name: String,
    /// The organization.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// What it may do, as far as the person has the right.
    #[schema(example = json!(["read_organization", "read_drafts", "draft", "import"]))]
    actions: Vec<&'static str>,
    /// Whether it is valid now.
    is_valid: bool,
    /// When it was made, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it expires, in UTC.
    #[schema(format = DateTime)]
    expires_at: String,
    /// When it was used last, in UTC: recorded once an hour, so up to an hour earlier than the true time. `null` if never.
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
    /// When it was revoked, in UTC; `null` if it was not.
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// Who revoked it: its person or an administrator. Also `null` if the operator of the host did, or if it ended because
    /// the password was set with a token.
    #[schema(value_type = Option<Uuid>)]
    revoked_by: Option<UserId>,
    /// The token that replaces it.
    #[schema(value_type = Option<Uuid>)]
    replaced_by: Option<ServiceTokenId>,
}

impl ServiceTokenView {
    /// The view of a token and the name of its person.
    pub(super) fn of((token, display_name): (ServiceToken, String), now: Timestamp) -> Self {
        Self {
            id: token.id,
            is_valid: token.is_valid(now),
            name: token.name,
            user_id: token.user_id,
            display_name,
            organization_id: token.scope.organization_id,
            actions: token.scope.actions.iter().map(Action::as_str).collect(),
            created_at: token.created_at.to_string(),
            expires_at: token.expires_at.to_string(),
            last_used_at: token.last_used_at.map(|at| at.to_string()),
            revoked_at: token.revoked.map(|revoked| revoked.at.to_string()),
            revoked_by: token.revoked.and_then(|revoked| revoked.by),
            replaced_by: token.replaced_by,
        }
    }
}

/// A new service token. It has no `Debug`, so that a log never contains its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeServiceTokenView {
    /// The secret, for `Authorization: Bearer …`. It is shown only here; the server stores its hash. It is `prs_`, 40 random
    /// digits of base 62, and their CRC-32 in 6 digits of base 62.
    #[schema(format = Password, example = "prs_4f7Qx2LmZ0aB9cD8eF6gH5iJ4kL3mN2oP1qR7sTu0Px62O")]
    secret: String,
    /// The token.
    service_token: ServiceTokenView,
}

impl From<MadeToken> for MadeServiceTokenView {
    fn from(made: MadeToken) -> Self {
        let now = made.token.created_at;
        Self {
            secret: made.secret.expose_secret().to_owned(),
            service_token: ServiceTokenView::of((made.token, made.person_name), now),
        }
    }
}

use diesel::pg::Pg;
use diesel::prelude::*;
use prongsai_domain::access::{Action, TokenActions, TokenScope};
use prongsai_domain::id::{OrganizationId, ServiceTokenId, UserId};
use prongsai_domain::named::Named as _;
use prongsai_domain::service_token::{Revocation, ServiceToken};
use uuid::Uuid;

use crate::schema::service_tokens;

#[derive(Queryable, Selectable)]
#[diesel(table_name = service_tokens, check_for_backend(Pg))]
pub(super) struct TokenRow {
    id: Uuid,
    user_id: Uuid,
    organization_id: Uuid,
    name: String,
    actions: Vec<String>,
    created_at: jiff_diesel::Timestamp,
    expires_at: jiff_diesel::Timestamp,
    last_used_at: jiff_diesel::NullableTimestamp,
    revoked_at: jiff_diesel::NullableTimestamp,
    revoked_by: Option<Uuid>,
    replaced_by: Option<Uuid>,
}

impl From<TokenRow> for ServiceToken {
    fn from(row: TokenRow) -> Self {
        Self {
            id: ServiceTokenId::new(row.id),
            user_id: UserId::new(row.user_id),
            name: row.name,
            scope: scope_of(row.organization_id, &row.actions),
            created_at: row.created_at.to_jiff(),
            expires_at: row.expires_at.to_jiff(),
            last_used_at: row.last_used_at.to_jiff(),
            revoked: row.revoked_at.to_jiff().map(|at| Revocation {
                at,
                by: row.revoked_by.map(UserId::new),
            }),
            replaced_by: row.replaced_by.map(ServiceTokenId::new),
        }
    }
}

/// The scope as it was stored. An action that this program does not know gives no right.
pub(super) fn scope_of(organization_id: Uuid, actions: &[String]) -> TokenScope {
    let actions: Vec<Action> = actions.iter().filter_map(|name| Action::with_name(name)).collect();
    TokenScope {
        organization_id: OrganizationId::new(organization_id),
        actions: TokenActions::of(&actions),
    }
}

/// The actions as they are stored.
pub(super) fn names_of(scope: TokenScope) -> Vec<&'static str> {
    scope.actions.iter().map(Action::as_str).collect()
}

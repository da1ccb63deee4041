use prongsai_domain::access::Action;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::service_token::ServiceToken;
use prongsai_persistence::AuditEntry;
use serde_json::json;

use crate::Acting;

/// The entry, about a token.
pub(super) fn about<'a>(mut entry: AuditEntry<'a>, token: &ServiceToken) -> AuditEntry<'a> {
    let actions: Vec<&str> = token.scope.actions.iter().map(Action::as_str).collect();
    entry.subject = Some(token.id.get());
    entry.organization = Some(token.scope.organization_id);
    entry.detail = Some(json!({
        "name": token.name, "user_id": token.user_id, "actions": actions, "expires_at": token.expires_at,
    }));
    entry
}

/// An audit entry of this request about a token.
pub(super) fn entry(acting: &Acting, action: AuditAction, token: &ServiceToken) -> AuditEntry<'static> {
    about(acting.audit(action, "service_token"), token)
}

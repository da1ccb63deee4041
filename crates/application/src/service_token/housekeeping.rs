use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{StoreError, Transaction};

use crate::App;
use crate::housekeeping::forget;

/// How long a token stays in the lists after it has ended.
const KEPT_AFTER_END: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Deletes the service tokens that expired or were revoked more than 90 days ago; call it regularly. Returns their number.
///
/// # Errors
/// The database fails.
pub async fn forget_ended(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let moment = now.saturating_sub(KEPT_AFTER_END).unwrap_or(Timestamp::MIN);
    let delete = async |transaction: &mut Transaction| transaction.forget_service_tokens_ended_before(moment).await;
    let about = (AuditAction::ServiceTokenForget, "service_token");
    forget(app, "service-token.forget", about, delete).await
}

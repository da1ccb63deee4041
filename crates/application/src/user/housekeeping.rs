use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{StoreError, Transaction};

use crate::App;
use crate::audit::KEPT_AT_LEAST;
use crate::housekeeping::forget;

/// Deletes the expired tokens for passwords, and the notices that are older than `kept`; call it regularly. Returns the
/// numbers of both.
///
/// # Errors
/// The database fails.
pub async fn forget_expired(app: &App, kept: SignedDuration) -> Result<(usize, usize), StoreError> {
    let now = app.services.clock.now();
    let tokens = async |transaction: &mut Transaction| transaction.forget_password_tokens_expired_before(now).await;
    let oldest = now.saturating_sub(kept.max(KEPT_AT_LEAST)).unwrap_or(Timestamp::MIN);
    let notices = async |transaction: &mut Transaction| transaction.forget_notices_before(oldest).await;
    let about = (AuditAction::UserForgetTokens, "user");
    let tokens = forget(app, "user.forget-tokens", about, tokens).await?;
    let about = (AuditAction::UserForgetNotices, "user");
    Ok((tokens, forget(app, "user.forget-notices", about, notices).await?))
}

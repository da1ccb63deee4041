use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{StoreError, Transaction};

use crate::App;
use crate::housekeeping::forget;

/// How long a session stays in the lists after it has ended, so that the person sees why.
const KEPT_AFTER_END: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a row stays after its attempts have drained. Every login needs such rows, so they are not deleted at once.
const KEPT_EMPTY: SignedDuration = SignedDuration::from_hours(1);

/// Deletes the failed logins that no longer count; call it regularly. Returns the number of accounts, address blocks and
/// pairs of account and address.
///
/// # Errors
/// The database fails.
pub async fn forget_old_failures(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let moment = now.saturating_sub(KEPT_EMPTY).unwrap_or(Timestamp::MIN);
    let delete = async |transaction: &mut Transaction| transaction.forget_login_attempts_drained_before(moment).await;
    let about = (AuditAction::SessionHousekeeping, "session");
    forget(app, "session.housekeeping", about, delete).await
}

/// Deletes the refresh tokens of all expired sessions; call it regularly. Until then a token shows that it was exchanged
/// before. Returns the number of tokens.
///
/// # Errors
/// The database fails.
pub async fn forget_expired_tokens(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let delete = async |transaction: &mut Transaction| transaction.forget_refresh_tokens_expired_before(now).await;
    let about = (AuditAction::SessionForgetTokens, "session");
    forget(app, "session.forget-tokens", about, delete).await
}

/// Deletes the sessions that ended 30 days ago or earlier, with their addresses; call it regularly. Returns their number.
///
/// # Errors
/// The database fails.
pub async fn forget_ended(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let moment = now.saturating_sub(KEPT_AFTER_END).unwrap_or(Timestamp::MIN);
    let idle = app.services.session_limits.idle;
    let mut forgotten = 0;
    loop {
        let some = app.store.forget_sessions_ended_before(moment, idle).await?;
        if some == 0 {
            return Ok(forgotten);
        }
        forgotten += some;
    }
}

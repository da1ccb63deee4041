use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{StoreError, Transaction};

use crate::App;
use crate::housekeeping::forget;

/// How long it is stored that nothing counts any more. Every login needs these rows.
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

/// Deletes the expired refresh tokens of all sessions; call it regularly. A token is stored with a hash of its client's
/// address, from which the address could be found. Returns the number of tokens.
///
/// # Errors
/// The database fails.
pub async fn forget_expired_tokens(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let delete = async |transaction: &mut Transaction| transaction.forget_refresh_tokens_expired_before(now).await;
    let about = (AuditAction::SessionForgetTokens, "session");
    forget(app, "session.forget-tokens", about, delete).await
}

use jiff::Timestamp;
use prongsai_persistence::{StoreError, Transaction};

use super::throttle::FORGOTTEN_AFTER;
use crate::App;
use crate::housekeeping::forget;

/// Deletes the failed logins that no longer count; call it regularly. Returns the number of accounts and addresses.
///
/// # Errors
/// The database fails.
pub async fn forget_old_failures(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let oldest = now.saturating_sub(FORGOTTEN_AFTER).unwrap_or(Timestamp::MIN);
    let delete = async |transaction: &mut Transaction| transaction.forget_failed_logins_before(oldest).await;
    forget(app, "session.housekeeping", "session", delete).await
}

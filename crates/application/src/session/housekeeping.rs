use jiff::Timestamp;
use prongsai_persistence::{AuditEntry, Recorded, Transaction};

use super::throttle::FORGOTTEN_AFTER;
use crate::{App, Error};

/// Deletes the failed logins that no longer count; call it regularly. Returns the number of accounts and addresses.
pub async fn forget_old_failures(app: &App) -> Result<usize, Error> {
    let now = app.services.clock.now();
    let oldest = now.saturating_sub(FORGOTTEN_AFTER).unwrap_or(Timestamp::MIN);
    app.store
        .write(
            "session.housekeeping",
            async |transaction: &mut Transaction| -> Result<Recorded<usize>, Error> {
                let forgotten = transaction.forget_failed_logins_before(oldest).await?;
                let mut entry = AuditEntry::new(now, None, "session.housekeeping", "session");
                entry.detail = Some(serde_json::json!({ "forgotten": forgotten }));
                Ok(transaction.record(entry, forgotten).await?)
            },
        )
        .await
}

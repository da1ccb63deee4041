use std::convert::Infallible;
use std::time::Duration;

use jiff::SignedDuration;
use prongsai_application::{App, audit, session};
use prongsai_persistence::{AuditEntry, Failure, Recorded, StoreError, Transaction};

/// Time from the start to the first run.
const FIRST_DELAY: Duration = Duration::from_mins(1);
/// Time between later runs.
const INTERVAL: Duration = Duration::from_hours(1);

/// Regularly deletes expired data, and never returns. Security events and addresses are kept for `security_kept`. Run it
/// once, next to the server.
pub(crate) async fn run(app: &App, security_kept: SignedDuration) -> Infallible {
    tokio::time::sleep(FIRST_DELAY).await;
    loop {
        match forget_old_replies(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted old idempotency keys"),
            Err(error) => tracing::warn!(%error, "old idempotency keys could not be deleted"),
        }
        match session::forget_old_failures(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "deleted old failed logins"),
            Err(error) => tracing::warn!(%error, "old failed logins could not be deleted"),
        }
        match audit::forget_old(app, security_kept).await {
            Ok((events, months)) => tracing::debug!(events, months, "deleted old security events and addresses"),
            Err(error) => tracing::warn!(%error, "old security events could not be deleted"),
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

async fn forget_old_replies(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<usize>, Rollback> {
        let forgotten = transaction.forget_old_replies(now).await?;
        if forgotten == 0 {
            return Err(Rollback::NothingToDo);
        }
        let mut entry = AuditEntry::new(now, None, "idempotency.forget", "idempotency");
        entry.detail = Some(serde_json::json!({ "forgotten": forgotten }));
        Ok(transaction.record(entry, forgotten).await?)
    };
    match app.store.write("idempotency.forget", work).await {
        Ok(forgotten) => Ok(forgotten),
        Err(Rollback::NothingToDo) => Ok(0),
        Err(Rollback::Failed(error)) => Err(error),
    }
}

/// The reason why a run is rolled back. A run with nothing to delete must not write an audit entry each hour.
enum Rollback {
    NothingToDo,
    Failed(StoreError),
}

impl From<StoreError> for Rollback {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Failure for Rollback {
    fn is_clash(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_clash())
    }
}

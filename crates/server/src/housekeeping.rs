use std::convert::Infallible;
use std::time::Duration;

use prongsai_application::{App, session};
use prongsai_persistence::{AuditEntry, Failure, Recorded, StoreError, Transaction};

/// Time from the start to the first run.
const FIRST: Duration = Duration::from_mins(1);
/// Time between later runs.
const EVERY: Duration = Duration::from_hours(1);

/// Regularly deletes expired data, and never returns. Run it once, next to the server.
pub(crate) async fn keep_tidy(app: &App) -> Infallible {
    tokio::time::sleep(FIRST).await;
    loop {
        match forget_old_replies(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "idempotency keys tidied"),
            Err(error) => tracing::warn!(%error, "idempotency keys could not be tidied"),
        }
        match session::forget_old_failures(app).await {
            Ok(forgotten) => tracing::debug!(forgotten, "failed logins tidied"),
            Err(error) => tracing::warn!(%error, "failed logins could not be tidied"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn forget_old_replies(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<usize>, Tidying> {
        let forgotten = transaction.forget_old_replies(now).await?;
        if forgotten == 0 {
            return Err(Tidying::NothingToDo);
        }
        let mut entry = AuditEntry::new(now, None, "idempotency.forget", "idempotency");
        entry.detail = Some(serde_json::json!({ "forgotten": forgotten }));
        Ok(transaction.record(entry, forgotten).await?)
    };
    match app.store.write("idempotency.forget", work).await {
        Ok(forgotten) => Ok(forgotten),
        Err(Tidying::NothingToDo) => Ok(0),
        Err(Tidying::Failed(error)) => Err(error),
    }
}

/// Why a run deleted nothing. A run with nothing to delete must not write an audit entry each hour.
enum Tidying {
    NothingToDo,
    Failed(StoreError),
}

impl From<StoreError> for Tidying {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Failure for Tidying {
    fn is_clash(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_clash())
    }
}

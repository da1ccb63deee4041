//! Deletes expired data.

use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{AuditEntry, Failure, Recorded, StoreError, Transaction};

use crate::App;

/// Deletes the idempotency keys that no longer count; call it regularly. Returns their number.
///
/// # Errors
/// The database fails.
pub async fn forget_old_replies(app: &App) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let delete = async |transaction: &mut Transaction| transaction.forget_old_replies(now).await;
    let about = (AuditAction::IdempotencyForget, "idempotency");
    forget(app, "idempotency.forget", about, delete).await
}

/// Deletes rows in a transaction, with an audit entry of `action` about `subject_kind` if there were any. Returns their
/// number. `name` is the name of the transaction in traces.
pub(crate) async fn forget(
    app: &App,
    name: &'static str,
    (action, subject_kind): (AuditAction, &'static str),
    delete: impl AsyncFn(&mut Transaction) -> Result<usize, StoreError>,
) -> Result<usize, StoreError> {
    let now = app.services.clock.now();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<usize>, Rollback> {
        let forgotten = delete(transaction).await?;
        if forgotten == 0 {
            return Err(Rollback::NothingToDo);
        }
        let mut entry = AuditEntry::new(now, None, action, subject_kind);
        entry.detail = Some(serde_json::json!({ "forgotten": forgotten }));
        Ok(transaction.record(entry, forgotten).await?)
    };
    match app.store.write(name, work).await {
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

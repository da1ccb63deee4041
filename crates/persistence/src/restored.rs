//! Notices that the database was restored or copied.

use diesel::QueryableByName;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl as _;
use jiff::Timestamp;
use prongsai_domain::audit::{AuditAction, SecurityEventKind};

use crate::{AuditEntry, NewSecurityEvent, Store, StoreError, Transaction};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    is_yes: bool,
}

/// Whether the database was restored, or copied, from another one, and [`note_restore`] has not noted it yet.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached.
pub async fn was_restored(store: &Store) -> Result<bool, StoreError> {
    let asked = "SELECT NOT EXISTS (SELECT FROM database_identity WHERE identity = present_identity()) AS is_yes";
    let answer: Answer = store
        .read_long(async |connection| Ok(diesel::sql_query(asked).get_result(connection).await?))
        .await?;
    Ok(answer.is_yes)
}

/// Notes in the audit trail, and as a security event, that the database was restored. Numbers of entries and events
/// begin again far above the present ones, so that no reader of the trail mixes them up with numbers that were given
/// before the restore. Sessions and tokens for passwords that the copy has may have been ended since, so they end. Only
/// the owner of the tables may do it.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached, [`StoreError::Database`] when it refuses it.
pub async fn note_restore(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    store
        .write("restore.note", async |tx: &mut Transaction| {
            diesel::sql_query("SELECT begin_era_after_restore()")
                .execute(tx.waiting_connection())
                .await
                .map_err(StoreError::from)?;
            let ended = tx.end_all_sessions("restored", now).await?;
            let deleted = tx.delete_all_password_tokens().await?;
            // When another process was faster, there are two entries.
            let mut entry = AuditEntry::new(now, None, AuditAction::DatabaseRestore, "database");
            entry.detail = Some(serde_json::json!({ "ended_sessions": ended, "deleted_password_tokens": deleted }));
            tx.note(entry).await?;
            let event = NewSecurityEvent::new(now, SecurityEventKind::DatabaseRestore);
            tx.record_event(&event, ()).await
        })
        .await
}

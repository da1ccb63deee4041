use prongsai_domain::audit::SecurityEventKind;
use prongsai_persistence::{NewSecurityEvent, Recorded, StoreError, Transaction};

use super::marker::is_ours;
use crate::{App, Error};

/// Stores a security event about each blob that this server found lost, at most one in an hour for each blob, and forgets
/// the stored renditions that have these bytes: a job stores them again. Call it regularly, on every server. Returns the
/// number of lost blobs.
///
/// # Errors
/// [`Error::Unavailable`] if the database or the store fails. What was not reported is reported by a later call.
pub async fn report_lost(app: &App) -> Result<usize, Error> {
    let blobs = &app.services.blobs;
    let lost: Vec<_> = blobs.lost.iter().collect();
    if lost.is_empty() {
        return Ok(0);
    }
    // Nothing is forgotten because it is missing from a store that is not ours.
    let is_ours = is_ours(app).await?;
    for (sha256, error) in &lost {
        if !blobs.told.contains_key(sha256.as_str()) {
            tell(app, sha256, error).await?;
            blobs.told.insert(sha256.to_string(), ());
        }
        if is_ours {
            app.store.forget_stored_renditions_of(sha256).await?;
        }
        blobs.lost.invalidate(sha256.as_str());
    }
    Ok(lost.len())
}

async fn tell(app: &App, sha256: &str, error: &str) -> Result<(), StoreError> {
    let mut event = NewSecurityEvent::new(app.services.clock.now(), SecurityEventKind::BlobDamaged);
    event.detail = Some(serde_json::json!({ "sha256": sha256, "error": error }));
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, StoreError> {
        transaction.record_event(&event, ()).await
    };
    app.store.write("blob.damaged", work).await
}

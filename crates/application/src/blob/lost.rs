use prongsai_domain::audit::SecurityEventKind;
use prongsai_persistence::{NewSecurityEvent, Recorded, StoreError, Transaction};

use crate::App;

/// Stores a security event about each blob that this server found lost, once in a while, and forgets the renditions whose
/// bytes it was: a job stores them again. Call it regularly, on every server. Returns the number of lost blobs.
///
/// # Errors
/// The database fails. What was not reported is reported by a later call.
pub async fn report_lost(app: &App) -> Result<usize, StoreError> {
    let blobs = &app.services.blobs;
    let lost: Vec<_> = blobs.lost.iter().collect();
    for (sha256, error) in &lost {
        if !blobs.told.contains_key(sha256.as_str()) {
            tell(app, sha256, error).await?;
            blobs.told.insert(sha256.to_string(), ());
        }
        app.store.forget_stored_renditions_of(sha256).await?;
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

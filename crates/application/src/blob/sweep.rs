use std::time::{Duration, Instant, SystemTime};

use prongsai_blobs::BlobId;

use super::marker::is_ours;
use crate::{App, Error};

/// The number of blobs that are marked at once.
const AT_ONCE: i64 = 100;
/// A sweep ends after this time, and the next one goes on. A mark holds for ten minutes, and one request to the store takes
/// less than one.
const PATIENCE: Duration = Duration::from_mins(5);
/// A file that did not get its final address within this time is left by a writer that was killed.
const ABANDONED_AFTER: Duration = Duration::from_hours(24);

/// Removes blobs that no row has named for a week, and files of writers that were killed; call it regularly, on any number of
/// servers. Returns the number of files that were removed.
///
/// # Errors
/// [`Error::Unavailable`] if the database or the store fails. What was not removed is removed by a later call.
pub async fn sweep(app: &App) -> Result<usize, Error> {
    if !is_ours(app).await? {
        return Ok(0);
    }
    let now = app.services.clock.now();
    let store = &app.services.blobs.store;
    app.store.note_unused_blobs().await?;
    let begun = Instant::now();
    let mut removed = store.sweep_incoming(SystemTime::from(now), ABANDONED_AFTER).await?;
    loop {
        let marked = app.store.begin_blob_removal(AT_ONCE).await?;
        if marked.is_empty() {
            return Ok(removed);
        }
        for sha256 in marked {
            if begun.elapsed() > PATIENCE {
                tracing::warn!("the blob store is slow; unused files are removed later");
                return Ok(removed);
            }
            let id: BlobId = sha256
                .parse()
                .map_err(|_| Error::Internal(format!("{sha256} is no name of a blob")))?;
            store.remove(id).await?;
            if app.store.end_blob_removal(&sha256).await? {
                removed += 1;
            } else {
                tracing::error!(sha256, "a stored file was named again while it was removed; it is lost");
            }
        }
    }
}

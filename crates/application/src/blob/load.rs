use std::io::Read as _;
use std::sync::Arc;

use prongsai_blobs::{BlobError, BlobId, OpenBlob};

use crate::{App, Error};

/// Reads a blob of at most `most` bytes. Its bytes have the SHA-256 that is its name; others are never returned.
///
/// # Errors
/// [`BlobError`]. When the blob is missing or damaged, [`report_lost`](super::report_lost) tells so.
pub(crate) async fn load(app: &App, sha256: &str, most: u64) -> Result<Vec<u8>, BlobError> {
    let id: BlobId = sha256
        .parse()
        .map_err(|_| BlobError::Configuration(format!("{sha256} is no name of a blob")))?;
    let spool = noting_loss(app, id, app.services.blobs.store.read(id, most).await)?;
    let mut bytes = Vec::with_capacity(usize::try_from(spool.len()).unwrap_or_default());
    spool.reader().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a blob whose bytes may be too many for the memory.
///
/// # Errors
/// As [`load`].
pub(crate) async fn open(app: &App, sha256: &str) -> Result<OpenBlob, BlobError> {
    let id: BlobId = sha256
        .parse()
        .map_err(|_| BlobError::Configuration(format!("{sha256} is no name of a blob")))?;
    noting_loss(app, id, app.services.blobs.store.open(id).await)
}

/// Remembers that a blob is lost, so that it is reported.
fn noting_loss<T>(app: &App, id: BlobId, read: Result<T, BlobError>) -> Result<T, BlobError> {
    if let Err(error) = &read
        && error.is_loss()
    {
        let (blobs, sha256) = (&app.services.blobs, id.to_string());
        // Once, and not for each of many requests.
        if !blobs.lost.contains_key(&sha256) && !blobs.told.contains_key(&sha256) {
            tracing::error!(sha256, %error, "a stored file is lost; it is not served");
        }
        // A reader writes nothing to the database.
        blobs.lost.insert(sha256, error.to_string());
    }
    read
}

/// As [`load`], for a blob that is needed often and is small. It stays in memory.
///
/// # Errors
/// [`Error::Unavailable`] if the store fails, [`Error::Internal`] if the blob is missing or damaged.
pub(crate) async fn load_small(app: &App, sha256: &str, most: u64) -> Result<Arc<Vec<u8>>, Error> {
    let small = &app.services.blobs.small;
    if let Some(known) = small.get(sha256) {
        return Ok(known);
    }
    let bytes = Arc::new(load(app, sha256, most).await?);
    small.insert(sha256.to_owned(), Arc::clone(&bytes));
    Ok(bytes)
}

use bytes::Bytes;

use crate::{App, Error};

/// Whether the blob store is that of this database: a file of the store has the id that the database has. The first call writes
/// the file. Nothing is removed from another store, and nothing is forgotten because it is not in another store: the
/// database may be a copy, and the folder of the store may not be mounted.
///
/// # Errors
/// [`Error::Unavailable`] if the store or the database fails.
pub(super) async fn is_ours(app: &App) -> Result<bool, Error> {
    let store = &app.services.blobs.store;
    let expected = app.store.blob_store_marker().await?;
    let id = expected.id.to_string();
    let found = store.marker().await?;
    if found.as_deref() == Some(id.as_bytes()) {
        return Ok(true);
    }
    if found.is_none() && !expected.is_marked {
        store.write_marker(Bytes::from(id)).await?;
        app.store.blob_store_is_marked().await?;
        return Ok(true);
    }
    let marker = prongsai_blobs::MARKER;
    tracing::warn!(
        expected = id,
        "the blob store is not that of this database; no file is removed. If no other database uses it, remove its file {marker}"
    );
    Ok(false)
}

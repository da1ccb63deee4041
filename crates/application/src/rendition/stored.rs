//! PDFs of what was published, in the blob store: made once, found by every server.

use bytes::Bytes;
use prongsai_persistence::StoredRendition;
use sha2::{Digest as _, Sha256};

use super::manuscript::Manuscript;
use super::renditions::RENDERER;
use crate::blob::{keep, load};
use crate::{App, Error};

/// The key of the PDF of a manuscript. The fonts are no part of it: the PDF that was made first stays the PDF, also on a
/// server that has other fonts or none.
pub(super) fn key_of(manuscript: &Manuscript) -> Result<String, Error> {
    let content = manuscript.sha256()?;
    Ok(hex::encode(Sha256::digest(
        [RENDERER, "stored pdf", &content].join("\n"),
    )))
}

/// The stored PDF with this key. The caller has checked who may see it. It writes nothing. If the bytes are lost, the PDF
/// is made again, and [`report_lost`](crate::blob::report_lost) forgets the stored one.
///
/// # Errors
/// The database fails. A failing store is only logged, because the file can be made.
pub(super) async fn find(app: &App, key: &str) -> Result<Option<Vec<u8>>, Error> {
    let Some(found) = app.store.find_stored_rendition(key).await? else {
        return Ok(None);
    };
    match load(app, &found.sha256, found.size()).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) => {
            tracing::warn!(%error, sha256 = found.sha256, "a stored rendition cannot be read; it is made again");
            Ok(None)
        }
    }
}

/// Stores a PDF that has just been made and recorded, under its code and kind of rendition.
///
/// # Errors
/// [`Error::Unavailable`] if the store or the database fails.
pub(super) async fn store(app: &App, key: &str, (code, rendition): (&str, &str), bytes: &[u8]) -> Result<(), Error> {
    let sha256 = keep(app, Bytes::copy_from_slice(bytes), "application/pdf").await?;
    let stored = StoredRendition {
        key: key.to_owned(),
        code: code.to_owned(),
        rendition: rendition.to_owned(),
        renderer: RENDERER.to_owned(),
        sha256,
        made_at: app.services.clock.now(),
    };
    Ok(app.store.insert_stored_rendition(&stored).await?)
}

/// Forgets the stored PDFs that are no longer served; call it regularly. Returns their number. Their files are removed with
/// the next sweep of the blob store.
///
/// # Errors
/// The database fails.
pub async fn forget_old_renditions(app: &App) -> Result<usize, Error> {
    let now = app.services.clock.now();
    Ok(app.store.forget_old_renditions(RENDERER, now).await?)
}

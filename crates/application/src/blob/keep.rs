use std::io;
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;
use prongsai_blobs::Incoming;
use prongsai_persistence::NewBlob;

use crate::{App, Error};

/// The number of attempts to claim a blob while it is being removed.
const ATTEMPTS: u32 = 20;
/// The time between two attempts. A removal takes as long as one request to the store.
const PAUSE: Duration = Duration::from_millis(100);

/// Stores bytes and returns their SHA-256 in hexadecimal. The caller names it in a row within an hour. It is not called in a
/// transaction, because the store may be another machine.
///
/// # Errors
/// [`Error::Unavailable`] if the store or the database fails. What was stored until then is removed by the next sweeps.
pub(crate) async fn keep(app: &App, bytes: Bytes, media_type: &'static str) -> Result<String, Error> {
    let incoming = app.services.blobs.store.receive_all(bytes).await?;
    Ok(placed(app, incoming, media_type).await?.0)
}

/// As [`keep`], for bytes that may be too many for the memory. Returns their number, too.
///
/// # Errors
/// As [`keep`].
pub(crate) async fn keep_stream(
    app: &App,
    bytes: impl Stream<Item = io::Result<Bytes>>,
    media_type: &'static str,
) -> Result<(String, u64), Error> {
    let incoming = app.services.blobs.store.receive(bytes, u64::MAX).await?;
    placed(app, incoming, media_type).await
}

async fn placed(app: &App, incoming: Incoming, media_type: &'static str) -> Result<(String, u64), Error> {
    let size = incoming.size();
    let blob = NewBlob {
        sha256: incoming.id().to_string(),
        size,
        media_type,
    };
    // The claim comes first: a blob of the same name may be about to be removed, because no row names it.
    for _ in 0..ATTEMPTS {
        if app.store.claim_blob(&blob).await? {
            incoming.place().await?;
            return Ok((blob.sha256, size));
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::Unavailable(format!("the blob {} is being removed", blob.sha256)))
}

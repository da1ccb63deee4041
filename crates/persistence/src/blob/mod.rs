//! The rows of the blob store: which files it has, which of them a row names, and which files are stored renditions.

mod logo;
mod marker;
mod removal;
mod stored_rendition;

use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

pub use logo::StoredLogo;
pub use marker::StoreMarker;
pub use stored_rendition::{FoundRendition, StoredRendition};

use crate::{Store, StoreError};

/// A file that the blob store gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBlob {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The number of bytes.
    pub size: u64,
    /// The media type, such as `image/png`.
    pub media_type: &'static str,
}

/// A row that is being removed is not touched: its file may be removed at any moment.
const CLAIM: &str = "INSERT INTO blobs (sha256, size, media_type) VALUES ($1, $2, $3)
ON CONFLICT (sha256) DO UPDATE SET touched_at = now(), unused_since = NULL WHERE blobs.removing_at IS NULL";

impl Store {
    /// Claims a blob for a writer, before its file gets its address. The blob is not removed in the hour that follows, so the
    /// writer has this time to name it in another row. Returns false while the blob is being removed; the caller tries
    /// again.
    ///
    /// # Errors
    /// The database fails.
    pub async fn claim_blob(&self, blob: &NewBlob) -> Result<bool, StoreError> {
        let size = i64::try_from(blob.size).unwrap_or(i64::MAX);
        self.write_alone(async |connection| {
            let claimed = diesel::sql_query(CLAIM)
                .bind::<Text, _>(&blob.sha256)
                .bind::<BigInt, _>(size)
                .bind::<Text, _>(blob.media_type)
                .execute(connection)
                .await?;
            Ok(claimed > 0)
        })
        .await
    }
}

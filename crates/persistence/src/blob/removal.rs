use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

use crate::{Store, StoreError};

/// A blob that nobody claimed for an hour and no row names is unused from now on; one that a row names again is not.
const NOTE: &str = "UPDATE blobs blob
SET unused_since = CASE WHEN blob.unused_since IS NULL THEN now() END
WHERE blob.touched_at < now() - interval '1 hour'
  AND (blob.unused_since IS NULL) <> EXISTS (SELECT FROM blobs_in_use used WHERE used.sha256 = blob.sha256)";

/// Blobs that are unused for a week: a backup whose files are copied after its dump finds what the dump names. One that another
/// process began to remove, and did not finish in ten minutes, is taken over.
const BEGIN: &str = "UPDATE blobs SET removing_at = now() WHERE sha256 IN (
    SELECT sha256 FROM blobs blob
    WHERE unused_since < now() - interval '7 days' AND touched_at < now() - interval '1 hour'
      AND (removing_at IS NULL OR removing_at < now() - interval '10 minutes')
      AND NOT EXISTS (SELECT FROM blobs_in_use used WHERE used.sha256 = blob.sha256)
    ORDER BY touched_at LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING sha256";

/// A row that another process has released (see [`RELEASE`]) stays: a writer may have claimed it since.
const END: &str = "DELETE FROM blobs WHERE sha256 = $1 AND removing_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM blobs_in_use used WHERE used.sha256 = $1)";

/// A row named the blob while its file was removed. It can be claimed again.
const RELEASE: &str = "UPDATE blobs SET removing_at = NULL, unused_since = NULL WHERE sha256 = $1";

#[derive(QueryableByName)]
struct Removed {
    #[diesel(sql_type = Text)]
    sha256: String,
}

impl Store {
    /// Notes which blobs no row names now.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_unused_blobs(&self) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            diesel::sql_query(NOTE).execute(connection).await?;
            Ok(())
        })
        .await
    }

    /// Marks at most `limit` blobs that no row has named for a week as being removed, and returns their SHA-256. The caller
    /// removes their files within ten minutes, each before [`end_blob_removal`](Self::end_blob_removal). Nobody can claim them
    /// meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_blob_removal(&self, limit: i64) -> Result<Vec<String>, StoreError> {
        let removed: Vec<Removed> = self
            .write_alone(async |connection| {
                let begin = diesel::sql_query(BEGIN).bind::<BigInt, _>(limit);
                Ok(begin.load(connection).await?)
            })
            .await?;
        Ok(removed.into_iter().map(|removed| removed.sha256).collect())
    }

    /// Deletes the row of a blob whose file is removed. Returns false if a row has named it meanwhile: its file is lost.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_blob_removal(&self, sha256: &str) -> Result<bool, StoreError> {
        self.write_alone(async |connection| {
            let end = diesel::sql_query(END).bind::<Text, _>(sha256);
            let is_gone = end.execute(connection).await? > 0;
            if !is_gone {
                let release = diesel::sql_query(RELEASE).bind::<Text, _>(sha256);
                release.execute(connection).await?;
            }
            Ok(is_gone)
        })
        .await
    }
}

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

use crate::{Store, StoreError};

/// Blobs that nobody claimed for an hour and no row names. One that another process began to remove, and did not finish in
/// ten minutes, is taken over.
const BEGIN: &str = "UPDATE blobs SET removing_at = now() WHERE sha256 IN (
    SELECT sha256 FROM blobs blob
    WHERE touched_at < now() - interval '1 hour'
      AND (removing_at IS NULL OR removing_at < now() - interval '10 minutes')
      AND NOT EXISTS (SELECT FROM blobs_in_use used WHERE used.sha256 = blob.sha256)
    ORDER BY touched_at LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING sha256";

const END: &str = "DELETE FROM blobs WHERE sha256 = $1 AND removing_at IS NOT NULL";

#[derive(QueryableByName)]
struct Removed {
    #[diesel(sql_type = Text)]
    sha256: String,
}

impl Store {
    /// Marks at most `limit` blobs that no row names as being removed, and returns their SHA-256. The caller removes their
    /// files within a few minutes, each before [`end_blob_removal`](Self::end_blob_removal). Nobody can claim them
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

    /// Deletes the row of a blob whose file is removed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_blob_removal(&self, sha256: &str) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            let end = diesel::sql_query(END).bind::<Text, _>(sha256);
            end.execute(connection).await?;
            Ok(())
        })
        .await
    }
}

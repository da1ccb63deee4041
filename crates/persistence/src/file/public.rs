use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::FileId;

use crate::rows::stored_number;
use crate::{Store, StoreError};

/// A version of a file that something public shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFile {
    /// The name under which it is served.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// SHA-256 of its small picture.
    pub thumbnail: Option<String>,
    /// When it was removed, and why.
    pub removal: Option<(Timestamp, String)>,
}

/// A file is public while an edition that shows it is: published, also if a newer one replaced it, and the last published edition of the
/// document is not withdrawn.
const PUBLIC: &str = "
SELECT stored.name, stored.media_type, stored.size, stored.sha256, stored.thumbnail, file.removed_at, file.removal_reason
FROM file_versions stored JOIN files file ON file.id = stored.file_id
WHERE stored.file_id = $1 AND stored.version = $2 AND EXISTS (
    SELECT FROM published_files shown
    JOIN publications publication ON publication.document_id = shown.document_id AND publication.edition = shown.edition
    JOIN publications present ON present.document_id = shown.document_id AND present.is_current
    WHERE shown.file_id = $1 AND shown.version = $2 AND publication.is_public AND publication.withdrawn_at IS NULL
      AND present.is_public AND present.withdrawn_at IS NULL)";

#[derive(QueryableByName)]
struct PublicRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    media_type: String,
    #[diesel(sql_type = BigInt)]
    size: i64,
    #[diesel(sql_type = Text)]
    sha256: String,
    #[diesel(sql_type = Nullable<Text>)]
    thumbnail: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    removed_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Text>)]
    removal_reason: Option<String>,
}

impl Store {
    /// A version of a file, if something public shows it.
    pub async fn public_file(&self, id: FileId, version: u32) -> Result<Option<PublicFile>, StoreError> {
        let row: Option<PublicRow> = self
            .read(async |connection| {
                diesel::sql_query(PUBLIC)
                    .bind::<SqlUuid, _>(id.get())
                    .bind::<Integer, _>(stored_number(version))
                    .get_result(connection)
                    .await
                    .optional()
            })
            .await?;
        Ok(row.map(|row| PublicFile {
            name: row.name,
            media_type: row.media_type,
            size: u64::try_from(row.size).unwrap_or_default(),
            sha256: row.sha256,
            thumbnail: row.thumbnail,
            removal: row
                .removed_at
                .map(jiff_diesel::Timestamp::to_jiff)
                .zip(row.removal_reason),
        }))
    }
}

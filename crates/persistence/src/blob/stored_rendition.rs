use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;

use crate::{Store, StoreError};

/// A PDF of what was published, whose bytes are a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRendition {
    /// A hash of everything that goes into the file except the fonts.
    pub key: String,
    /// The code of its verification record.
    pub code: String,
    /// The kind of rendition, e.g. `plan` or `report`.
    pub rendition: String,
    /// The version of the program's part that makes files.
    pub renderer: String,
    /// The SHA-256 of the bytes, which a writer has claimed.
    pub sha256: String,
    /// When it was made, in UTC.
    pub made_at: Timestamp,
}

/// Where the bytes of a stored rendition are.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct FoundRendition {
    /// The SHA-256 of the bytes.
    #[diesel(sql_type = Text)]
    pub sha256: String,
    /// The number of bytes.
    #[diesel(sql_type = BigInt)]
    size: i64,
}

impl FoundRendition {
    /// The number of bytes.
    pub fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or_default()
    }
}

const FIND: &str = "SELECT blob.sha256, blob.size FROM stored_renditions stored JOIN blobs blob USING (sha256)
WHERE stored.key = $1";

/// The first writer's file stays.
const INSERT: &str = "INSERT INTO stored_renditions (key, code, rendition, renderer, sha256, made_at)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING";

const FORGET: &str = "DELETE FROM stored_renditions WHERE sha256 = $1";

const HAS: &str = "SELECT EXISTS (SELECT FROM stored_renditions WHERE code = $1 AND renderer = $2) AS is_stored";

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = Bool)]
    is_stored: bool,
}

/// Forgets files of another version of the program after a week, because an earlier version may still run. Forgets files of a
/// year (their record has no document) of which a newer one is stored, and files of editions that are not live, after a day.
const FORGET_OLD: &str = "DELETE FROM stored_renditions stored USING verification_records record
WHERE record.code = stored.code AND (
    (stored.renderer <> $1 AND stored.made_at < $2 - interval '7 days')
    OR (stored.made_at < $2 - interval '1 day' AND CASE
        WHEN record.document_id IS NULL THEN EXISTS (
            SELECT FROM stored_renditions newer JOIN verification_records other ON other.code = newer.code
            WHERE other.document_id IS NULL AND other.organization_id = record.organization_id
              AND other.fiscal_year = record.fiscal_year AND other.kind = record.kind
              AND newer.rendition = stored.rendition AND newer.made_at > stored.made_at)
        ELSE EXISTS (SELECT FROM publications publication
                     WHERE publication.document_id = record.document_id AND publication.edition = record.edition
                       AND (NOT publication.is_current OR publication.withdrawn_at IS NOT NULL))
        END))";

impl Store {
    /// The stored rendition with this key.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find_stored_rendition(&self, key: &str) -> Result<Option<FoundRendition>, StoreError> {
        self.read(async |connection| {
            let find = diesel::sql_query(FIND).bind::<Text, _>(key);
            find.get_result(connection).await.optional()
        })
        .await
    }

    /// Stores the place of a rendition, unless the database has it. A rendition can be made again, so the audit trail has no
    /// entry.
    ///
    /// # Errors
    /// The database fails, or nobody has claimed the blob.
    pub async fn insert_stored_rendition(&self, stored: &StoredRendition) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            let insert = diesel::sql_query(INSERT)
                .bind::<Text, _>(&stored.key)
                .bind::<Text, _>(&stored.code)
                .bind::<Text, _>(&stored.rendition)
                .bind::<Text, _>(&stored.renderer)
                .bind::<Text, _>(&stored.sha256)
                .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(stored.made_at));
            insert.execute(connection).await?;
            Ok(())
        })
        .await
    }

    /// Whether a rendition with this code is stored that this version of `renderer` made.
    ///
    /// # Errors
    /// The database fails.
    pub async fn has_stored_rendition(&self, code: &str, renderer: &str) -> Result<bool, StoreError> {
        self.read(async |connection| {
            let has = diesel::sql_query(HAS).bind::<Text, _>(code).bind::<Text, _>(renderer);
            let known: Known = has.get_result(connection).await?;
            Ok(known.is_stored)
        })
        .await
    }

    /// Forgets the stored renditions whose bytes were this blob, which is lost, so that the next ones are stored.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_stored_renditions_of(&self, sha256: &str) -> Result<(), StoreError> {
        self.write_alone(async |connection| {
            let forget = diesel::sql_query(FORGET).bind::<Text, _>(sha256);
            forget.execute(connection).await?;
            Ok(())
        })
        .await
    }

    /// Forgets renditions that are no longer served: those of another version than `renderer`, and of what was replaced or
    /// withdrawn. Returns their number. Their files are removed with the next blobs.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_old_renditions(&self, renderer: &str, now: Timestamp) -> Result<usize, StoreError> {
        self.write_alone(async |connection| {
            let forget = diesel::sql_query(FORGET_OLD)
                .bind::<Text, _>(renderer)
                .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(now));
            Ok(forget.execute(connection).await?)
        })
        .await
    }
}

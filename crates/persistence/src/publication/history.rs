use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::{ChangeNote, DocumentKind};
use prongsai_domain::id::DocumentId;

use super::edition::{PublicEdition, PublicEditionRow};
use super::overrides::Overrides;
use crate::document::change_note;
use crate::rows::{loaded_number, stored_number, withdrawal};
use crate::schema::publications;
use crate::store::fixed;
use crate::{Store, StoreError};

/// The status of an edition that is or was public, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEdition {
    /// Its number.
    pub edition: u32,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// The entity tag of the served bytes, without quotes.
    pub etag: String,
    /// SHA-256 of the content.
    pub content_sha256: String,
    /// Whether it is the last of the public editions.
    pub is_current: bool,
    /// When the next edition was published, in UTC.
    pub superseded_at: Option<Timestamp>,
    /// When it was withdrawn, in UTC, with the public reason.
    pub withdrawn: Option<(Timestamp, String)>,
    /// What the correction changes, if its drafter stated it.
    pub change: Option<ChangeNote>,
    /// The fields of the content that differ from the public edition before it, by name.
    pub changed_fields: Vec<String>,
    /// The approvals by authors.
    pub overrides: Overrides,
    /// The number of serious warnings that the approver has acknowledged.
    pub acknowledged_warnings: u32,
}

/// The statement that counts the acknowledged warnings of each edition of a document: those of its last approval. `$1` is the
/// document.
const ACKNOWLEDGED: &str = "\
    SELECT DISTINCT ON (edition) edition, coalesce(jsonb_array_length(acknowledged), 0) AS count FROM acts \
    WHERE document_id = $1 AND act = 'approved' ORDER BY edition, ordinal DESC";

#[derive(QueryableByName)]
struct AcknowledgedRow {
    #[diesel(sql_type = Integer)]
    edition: i32,
    #[diesel(sql_type = Integer)]
    count: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = publications, check_for_backend(diesel::pg::Pg))]
struct PublishedEditionRow {
    edition: i32,
    published_at: jiff_diesel::Timestamp,
    etag: String,
    content_sha256: String,
    is_current: bool,
    is_public: bool,
    superseded_at: Option<jiff_diesel::Timestamp>,
    withdrawn_at: Option<jiff_diesel::Timestamp>,
    withdraw_reason: Option<String>,
    change_kind: Option<String>,
    change_note: Option<String>,
    changed_fields: Vec<String>,
    override_reason: Option<String>,
    frozen_overrides: Option<String>,
}

impl Store {
    /// The editions of a document that are or were public, oldest first. None if the public may not see the current one,
    /// for example an invitation to an internal survey: then the earlier ones are not shown either.
    pub async fn published_editions_of(
        &self,
        kind: DocumentKind,
        id: DocumentId,
    ) -> Result<Vec<PublishedEdition>, StoreError> {
        let rows: Vec<PublishedEditionRow> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::document_id.eq(id.get()))
                    .filter(publications::kind.eq(kind.as_str()))
                    .order_by(publications::edition)
                    .select(PublishedEditionRow::as_select())
                    .load(connection)
                    .await
            })
            .await?;
        if !rows.iter().any(|row| row.is_current && row.is_public) {
            return Ok(Vec::new());
        }
        let counts = self.acknowledged_warnings_of(id).await?;
        let shown = rows.into_iter().filter(|row| row.is_public);
        shown
            .map(|row| {
                let edition = PublishedEdition::try_from(row)?;
                let acknowledged_warnings = counts.get(&edition.edition).copied().unwrap_or_default();
                Ok(PublishedEdition {
                    acknowledged_warnings,
                    ..edition
                })
            })
            .collect()
    }

    /// The number of acknowledged warnings of each edition of a document that was approved.
    async fn acknowledged_warnings_of(&self, id: DocumentId) -> Result<BTreeMap<u32, u32>, StoreError> {
        let rows: Vec<AcknowledgedRow> = self
            .read(async |connection| fixed(ACKNOWLEDGED).uuid(id.get()).load(connection).await)
            .await?;
        rows.into_iter()
            .map(|row| Ok((loaded_number(row.edition)?, loaded_number(row.count)?)))
            .collect()
    }

    /// The bytes of an edition that is or was public. The caller checks that the public may see it.
    pub async fn published_bytes(
        &self,
        kind: DocumentKind,
        id: DocumentId,
        edition: u32,
    ) -> Result<Option<PublicEdition>, StoreError> {
        let row: Option<PublicEditionRow> = self
            .read(async |connection| {
                publications::table
                    .find((id.get(), stored_number(edition)))
                    .filter(publications::kind.eq(kind.as_str()))
                    .filter(publications::is_public)
                    .select(PublicEditionRow::as_select())
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(PublicEdition::try_from).transpose()
    }
}

impl TryFrom<PublishedEditionRow> for PublishedEdition {
    type Error = StoreError;

    fn try_from(row: PublishedEditionRow) -> Result<Self, StoreError> {
        let withdrawn = row
            .withdrawn_at
            .map(|at| withdrawal(at, row.withdraw_reason))
            .transpose()?;
        Ok(Self {
            edition: loaded_number(row.edition)?,
            published_at: row.published_at.to_jiff(),
            etag: row.etag,
            content_sha256: row.content_sha256,
            is_current: row.is_current,
            superseded_at: row.superseded_at.map(jiff_diesel::Timestamp::to_jiff),
            withdrawn,
            change: change_note(row.change_kind, row.change_note)?,
            changed_fields: row.changed_fields,
            overrides: Overrides::from_stored(row.override_reason, row.frozen_overrides.as_deref())?,
            acknowledged_warnings: 0,
        })
    }
}

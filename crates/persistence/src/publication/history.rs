use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::document::{ChangeNote, DocumentKind};
use prongsai_domain::id::DocumentId;

use super::edition::{PublicEdition, PublicEditionRow};
use crate::document::change_note;
use crate::schema::publications;
use crate::{Store, StoreError};

/// An edition that is or was public, with its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEdition {
    /// The edition, as stored bytes.
    pub edition: PublicEdition,
    /// The entity tag of the served bytes, without quotes.
    pub etag: String,
    /// Whether it is the last of the public editions.
    pub is_current: bool,
    /// When the next edition was published, in UTC.
    pub superseded_at: Option<Timestamp>,
    /// When it was withdrawn, in UTC, with the public reason.
    pub withdrawn: Option<(Timestamp, String)>,
    /// What the correction changes, if its drafter stated it.
    pub change: Option<ChangeNote>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = publications, check_for_backend(diesel::pg::Pg))]
struct PublishedEditionRow {
    #[diesel(embed)]
    edition: PublicEditionRow,
    etag: String,
    is_current: bool,
    superseded_at: Option<jiff_diesel::Timestamp>,
    withdrawn_at: Option<jiff_diesel::Timestamp>,
    withdraw_reason: Option<String>,
    change_kind: Option<String>,
    change_note: Option<String>,
}

impl Store {
    /// The editions of a document that are or were public, oldest first; without those that the public may not see.
    pub async fn published_editions_of(
        &self,
        kind: DocumentKind,
        id: DocumentId,
    ) -> Result<Vec<PublishedEdition>, StoreError> {
        let mut connection = self.connection().await?;
        let rows: Vec<PublishedEditionRow> = publications::table
            .filter(publications::document_id.eq(id.get()))
            .filter(publications::kind.eq(kind.as_str()))
            .filter(publications::is_public)
            .order_by(publications::edition)
            .select(PublishedEditionRow::as_select())
            .load(&mut connection)
            .await?;
        rows.into_iter().map(PublishedEdition::try_from).collect()
    }
}

impl TryFrom<PublishedEditionRow> for PublishedEdition {
    type Error = StoreError;

    fn try_from(row: PublishedEditionRow) -> Result<Self, StoreError> {
        let withdrawn = row
            .withdrawn_at
            .map(|at| (at.to_jiff(), row.withdraw_reason.unwrap_or_default()));
        Ok(Self {
            edition: row.edition.try_into()?,
            etag: row.etag,
            is_current: row.is_current,
            superseded_at: row.superseded_at.map(jiff_diesel::Timestamp::to_jiff),
            withdrawn,
            change: change_note(row.change_kind, row.change_note)?,
        })
    }
}

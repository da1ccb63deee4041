use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use crate::document::stored_year;
use crate::schema::publications;
use crate::{Store, StoreError};

/// A live edition that the public may see, as the bytes that it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEdition {
    /// Of which document.
    pub id: DocumentId,
    /// What kind.
    pub kind: DocumentKind,
    /// Its number.
    pub edition: u32,
    /// The canonical bytes.
    pub body: String,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
}

type Row = (Uuid, String, i32, String, jiff_diesel::Timestamp);

impl Store {
    /// Everything of an office's year that is public now, by kind and in the order in which it was drafted.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn public_editions_of_year(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Vec<PublicEdition>, StoreError> {
        let rows: Vec<Row> = publications::table
            .filter(publications::organization_id.eq(organization.get()))
            .filter(publications::fiscal_year.eq(stored_year(fiscal_year)))
            .filter(publications::is_public)
            .filter(publications::withdrawn_at.is_null())
            .order_by((publications::kind, publications::document_id))
            .select((
                publications::document_id,
                publications::kind,
                publications::edition,
                publications::body,
                publications::published_at,
            ))
            .load(&mut *self.connection().await?)
            .await?;
        rows.into_iter()
            .map(|(id, kind, edition, body, published_at)| {
                Ok(PublicEdition {
                    id: DocumentId::new(id),
                    kind: kind
                        .parse()
                        .map_err(|_| StoreError::Corrupt(format!("{kind} is no kind of document")))?,
                    edition: u32::try_from(edition).unwrap_or_default(),
                    body,
                    published_at: published_at.to_jiff(),
                })
            })
            .collect()
    }

    /// The years of which an office has something public, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn public_years(&self, organization: OrganizationId) -> Result<Vec<FiscalYear>, StoreError> {
        let years: Vec<i16> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::organization_id.eq(organization.get()))
                    .filter(publications::is_public)
                    .filter(publications::withdrawn_at.is_null())
                    .select(publications::fiscal_year)
                    .distinct()
                    .order_by(publications::fiscal_year.desc())
                    .load(connection)
                    .await
            })
            .await?;
        years.into_iter().map(crate::document::loaded_year).collect()
    }
}

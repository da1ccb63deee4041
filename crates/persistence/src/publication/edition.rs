use std::collections::BTreeSet;

use diesel::dsl::{And, EqAny, IsNull, exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use super::overrides::Overrides;
use crate::rows::{corrupt, known_kinds, loaded_number, loaded_year, stored_year};
use crate::schema::{publications, stored_renditions, verification_records};
use crate::{Store, StoreError};

/// An edition that the public may see, as stored bytes. It is live, unless [`Store::published_bytes`] returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEdition {
    /// The id of the document.
    pub id: DocumentId,
    /// The kind of the document.
    pub kind: DocumentKind,
    /// Its number.
    pub edition: u32,
    /// The stored canonical bytes.
    pub body: String,
    /// The schema version of the content in the body.
    pub schema_version: i16,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// The approvals by authors.
    pub overrides: Overrides,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = publications, check_for_backend(diesel::pg::Pg))]
pub(super) struct PublicEditionRow {
    document_id: Uuid,
    kind: String,
    edition: i32,
    body: String,
    schema_version: i16,
    published_at: jiff_diesel::Timestamp,
    override_reason: Option<String>,
    frozen_overrides: Option<String>,
}

impl PublicEditionRow {
    /// The kind and the id of the document; `None` for a kind that this program does not know.
    pub(super) fn key(&self) -> Option<(DocumentKind, DocumentId)> {
        Some((self.kind.parse().ok()?, DocumentId::new(self.document_id)))
    }
}

impl TryFrom<PublicEditionRow> for PublicEdition {
    type Error = StoreError;

    fn try_from(row: PublicEditionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: DocumentId::new(row.document_id),
            kind: row.kind.parse().map_err(corrupt)?,
            edition: loaded_number(row.edition)?,
            body: row.body,
            schema_version: row.schema_version,
            published_at: row.published_at.to_jiff(),
            overrides: Overrides::from_stored(row.override_reason, row.frozen_overrides.as_deref())?,
        })
    }
}

type IsShown = And<
    And<And<EqAny<publications::kind, Vec<&'static str>>, publications::is_current>, publications::is_public>,
    IsNull<publications::withdrawn_at>,
>;

/// A live edition that the public may see, of a kind that this program knows.
fn is_shown() -> IsShown {
    publications::kind
        .eq_any(known_kinds())
        .and(publications::is_current)
        .and(publications::is_public)
        .and(publications::withdrawn_at.is_null())
}

impl Store {
    /// Everything of an organization's year that is currently public, by kind and in order of creation.
    pub async fn public_editions_of_year(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
    ) -> Result<Vec<PublicEdition>, StoreError> {
        let year = publications::table
            .filter(publications::organization_id.eq(organization.get()))
            .filter(publications::fiscal_year.eq(stored_year(fiscal_year)))
            .filter(is_shown())
            .order_by((publications::kind, publications::document_id))
            .select(PublicEditionRow::as_select());
        let rows: Vec<PublicEditionRow> = self
            .read_long(async |connection| Ok(year.load(connection).await?))
            .await?;
        rows.into_iter().map(PublicEdition::try_from).collect()
    }

    /// Public editions that have no verification record, at most `limit`. They were published before there were such records.
    pub async fn public_editions_without_record(&self, limit: i64) -> Result<Vec<PublicEdition>, StoreError> {
        let has_record = verification_records::table
            .filter(verification_records::document_id.eq(publications::document_id.nullable()))
            .filter(verification_records::edition.eq(publications::edition.nullable()));
        let editions = publications::table
            .filter(is_shown())
            .filter(not(exists(has_record)))
            .order_by(publications::document_id)
            .limit(limit)
            .select(PublicEditionRow::as_select());
        let rows: Vec<PublicEditionRow> = self
            .read_long(async |connection| Ok(editions.load(connection).await?))
            .await?;
        rows.into_iter().map(PublicEdition::try_from).collect()
    }

    /// The public editions of a year of which no PDF is stored that this version of `renderer` made, newest document first. The
    /// poster of an invitation does not count.
    pub async fn public_editions_without_pdf(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        renderer: &str,
    ) -> Result<Vec<PublicEdition>, StoreError> {
        let has_pdf = verification_records::table
            .inner_join(stored_renditions::table.on(stored_renditions::code.eq(verification_records::code)))
            .filter(stored_renditions::renderer.eq(renderer))
            .filter(stored_renditions::rendition.ne("poster"))
            .filter(verification_records::document_id.eq(publications::document_id.nullable()))
            .filter(verification_records::edition.eq(publications::edition.nullable()));
        let editions = publications::table
            .filter(publications::organization_id.eq(organization.get()))
            .filter(publications::fiscal_year.eq(stored_year(fiscal_year)))
            .filter(is_shown())
            .filter(not(exists(has_pdf)))
            .order_by(publications::document_id.desc())
            .select(PublicEditionRow::as_select());
        let rows: Vec<PublicEditionRow> = self
            .read_long(async |connection| Ok(editions.load(connection).await?))
            .await?;
        rows.into_iter().map(PublicEdition::try_from).collect()
    }

    /// The years of all organizations that have public documents.
    pub async fn all_public_years(&self) -> Result<Vec<(OrganizationId, FiscalYear)>, StoreError> {
        let years = publications::table
            .filter(is_shown())
            .select((publications::organization_id, publications::fiscal_year))
            .distinct();
        let rows: Vec<(Uuid, i16)> = self
            .read_long(async |connection| Ok(years.load(connection).await?))
            .await?;
        rows.into_iter()
            .map(|(organization, year)| Ok((OrganizationId::new(organization), loaded_year(year)?)))
            .collect()
    }

    /// Which of these organizations have public documents.
    pub async fn publishing_organizations(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<BTreeSet<OrganizationId>, StoreError> {
        let ids: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let found: Vec<Uuid> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::organization_id.eq_any(&ids))
                    .filter(is_shown())
                    .select(publications::organization_id)
                    .distinct()
                    .load(connection)
                    .await
            })
            .await?;
        Ok(found.into_iter().map(OrganizationId::new).collect())
    }

    /// The years in which an organization has public documents, newest first.
    pub async fn public_years(&self, organization: OrganizationId) -> Result<Vec<FiscalYear>, StoreError> {
        let years: Vec<i16> = self
            .read(async |connection| {
                publications::table
                    .filter(publications::organization_id.eq(organization.get()))
                    .filter(is_shown())
                    .select(publications::fiscal_year)
                    .distinct()
                    .order_by(publications::fiscal_year.desc())
                    .load(connection)
                    .await
            })
            .await?;
        years.into_iter().map(loaded_year).collect()
    }
}

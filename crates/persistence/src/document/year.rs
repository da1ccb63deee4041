use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Document, DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};
use uuid::Uuid;

use super::lock::documents_of_year;
use super::rows::{DocumentRow, EditionRow};
use super::shown::Shown;
use super::visibility::Visibility;
use crate::rows::{known_kinds, stored_year};
use crate::schema::{documents, edition_details};
use crate::{Store, StoreError};

impl Store {
    /// Every document of an organization for a year that this reader may see, of any programme, by kind and in order of
    /// creation. Each has the edition that the reader is shown: the one in work, otherwise the live one, otherwise the
    /// last visible one.
    pub async fn documents_of_year(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        visibility: &Visibility,
    ) -> Result<Vec<(Document, Edition)>, StoreError> {
        self.documents_of_years(&[organization], fiscal_year, visibility).await
    }

    /// As [`Self::documents_of_year`], for several organizations; in one statement, whatever their number.
    pub async fn documents_of_years(
        &self,
        organizations: &[OrganizationId],
        fiscal_year: FiscalYear,
        visibility: &Visibility,
    ) -> Result<Vec<(Document, Edition)>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let shown = documents::table
            .inner_join(edition_details::table)
            .filter(Shown::of_year(organizations, stored_year(fiscal_year), visibility))
            .filter(documents::kind.eq_any(known_kinds()))
            .order_by((documents::kind, documents::id))
            .select((DocumentRow::as_select(), EditionRow::as_select()));
        let rows: Vec<(DocumentRow, EditionRow)> = self
            .read_long(async |connection| Ok(shown.load(connection).await?))
            .await?;
        rows.into_iter()
            .map(|(document, edition)| Ok((document.try_into()?, edition.try_into()?)))
            .collect()
    }

    /// The documents of a kind of an organization for a year in a programme, each with its revision.
    pub async fn revisions_of_year(
        &self,
        organization: OrganizationId,
        programme: &str,
        fiscal_year: FiscalYear,
        kind: DocumentKind,
    ) -> Result<Vec<(DocumentId, i64)>, StoreError> {
        let revisions = documents_of_year!(organization, programme, fiscal_year)
            .filter(documents::kind.eq(kind.as_str()))
            .order_by(documents::id)
            .select((documents::id, documents::revision));
        let rows: Vec<(Uuid, i64)> = self
            .read_long(async |connection| Ok(revisions.load(connection).await?))
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, revision)| (DocumentId::new(id), revision))
            .collect())
    }
}

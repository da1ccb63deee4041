use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::id::OrganizationId;
use uuid::Uuid;

use super::rows::{DocumentRow, EditionRow};
use super::visibility::{Visibility, shown};
use crate::rows::{known_kinds, stored_year};
use crate::schema::{documents, edition_details};
use crate::{Store, StoreError};

impl Store {
    /// Every document of an organization for a year that this reader may see, by kind and in order of creation. Each
    /// has the edition that the reader is shown: the one in work, otherwise the live one, otherwise the last visible
    /// one.
    pub async fn documents_of_year(
        &self,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        visibility: &Visibility,
    ) -> Result<Vec<(Document, Edition)>, StoreError> {
        let load = async |connection: &mut AsyncPgConnection| -> Result<Vec<(DocumentRow, EditionRow)>, StoreError> {
            // The condition `shown!` needs the ids.
            let ids: Vec<Uuid> = documents::table
                .filter(documents::organization_id.eq(organization.get()))
                .filter(documents::fiscal_year.eq(stored_year(fiscal_year)))
                .filter(documents::kind.eq_any(known_kinds()))
                .select(documents::id)
                .load(connection)
                .await?;
            let shown = documents::table
                .inner_join(edition_details::table)
                .filter(shown!(&ids, visibility))
                .order_by((documents::kind, documents::id))
                .select((DocumentRow::as_select(), EditionRow::as_select()));
            Ok(shown.load(connection).await?)
        };
        let rows = self.read_long(load).await?;
        rows.into_iter()
            .map(|(document, edition)| Ok((document.try_into()?, edition.try_into()?)))
            .collect()
    }
}

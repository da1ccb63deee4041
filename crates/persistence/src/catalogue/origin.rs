use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use prongsai_domain::calendar::FiscalYear;
use uuid::Uuid;

use crate::rows::loaded_year;
use crate::schema::catalogues;
use crate::{Store, StoreError, Transaction};

/// Where a revision of a catalogue comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CatalogueOrigin {
    pub(crate) fiscal_year: FiscalYear,
    pub(crate) revision: i64,
    /// SHA-256 of the content.
    pub(crate) sha256: String,
    /// Whether a person wrote it; otherwise it came with the program.
    pub(crate) is_of_person: bool,
}

type OriginRow = (i16, i64, String, Option<Uuid>);

impl TryFrom<OriginRow> for CatalogueOrigin {
    type Error = StoreError;

    fn try_from((year, revision, sha256, replaced_by): OriginRow) -> Result<Self, StoreError> {
        Ok(Self {
            fiscal_year: loaded_year(year)?,
            revision,
            sha256,
            is_of_person: replaced_by.is_some(),
        })
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn origins(programme: &str) -> _ {
    let of_programme: diesel::dsl::Filter<catalogues::table, diesel::dsl::Eq<catalogues::programme, &str>> =
        catalogues::table.filter(catalogues::programme.eq(programme));
    of_programme.select((
        catalogues::fiscal_year,
        catalogues::revision,
        catalogues::sha256,
        catalogues::replaced_by,
    ))
}

impl Store {
    /// Where all revisions of the catalogues of a programme come from.
    pub(crate) async fn catalogue_origins(&self, programme: &str) -> Result<Vec<CatalogueOrigin>, StoreError> {
        let rows: Vec<OriginRow> = self
            .read(async |connection| origins(programme).load(connection).await)
            .await?;
        rows.into_iter().map(CatalogueOrigin::try_from).collect()
    }
}

impl Transaction {
    /// As [`Store::catalogue_origins`].
    pub(crate) async fn catalogue_origins(&mut self, programme: &str) -> Result<Vec<CatalogueOrigin>, StoreError> {
        let rows: Vec<OriginRow> = origins(programme).load(self.connection()).await?;
        rows.into_iter().map(CatalogueOrigin::try_from).collect()
    }
}

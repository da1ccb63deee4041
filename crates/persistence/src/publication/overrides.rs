use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel_async::RunQueryDsl;
use prongsai_domain::id::DocumentId;

use crate::rows::{corrupt, stored_number};
use crate::schema::publications;
use crate::store::{Fixed, fixed};
use crate::{Store, StoreError, Transaction};

/// The reasons for which an edition, and what it shows, was approved by its authors. They are stored beside the body,
/// because bodies from before 0.3 do not name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The reason for the edition itself.
    pub own: Option<String>,
    /// The reasons for the measures that a report shows, by measure.
    pub frozen: BTreeMap<DocumentId, String>,
}

impl Overrides {
    /// Reads the columns `override_reason` and `frozen_overrides`.
    pub(super) fn from_stored(own: Option<String>, frozen: Option<&str>) -> Result<Self, StoreError> {
        Ok(Self {
            own,
            frozen: reasons_of(frozen)?,
        })
    }
}

/// Reads the column `frozen_overrides`.
pub(super) fn reasons_of(stored: Option<&str>) -> Result<BTreeMap<DocumentId, String>, StoreError> {
    stored.map_or_else(
        || Ok(BTreeMap::new()),
        |stored| serde_json::from_str(stored).map_err(corrupt),
    )
}

/// `$1` is the document, `$2` the number of the edition. The function of the schema also fills `frozen_overrides`.
const OF_FROZEN: &str = "SELECT frozen_overrides($1, $2::integer) AS reasons";

#[derive(QueryableByName)]
struct ReasonsRow {
    #[diesel(sql_type = Nullable<Text>)]
    reasons: Option<String>,
}

fn of_frozen(report: DocumentId, edition: u32) -> Fixed {
    fixed(OF_FROZEN)
        .uuid(report.get())
        .text(stored_number(edition).to_string())
}

impl Store {
    /// The overrides of an edition that is or was published; none if it was not.
    pub async fn overrides_of(&self, document: DocumentId, edition: u32) -> Result<Overrides, StoreError> {
        let row: Option<(Option<String>, Option<String>)> = self
            .read(async |connection| {
                publications::table
                    .find((document.get(), stored_number(edition)))
                    .select((publications::override_reason, publications::frozen_overrides))
                    .first(connection)
                    .await
                    .optional()
            })
            .await?;
        let (own, frozen) = row.unwrap_or_default();
        Overrides::from_stored(own, frozen.as_deref())
    }

    /// As [`Transaction::frozen_overrides`].
    pub async fn frozen_overrides(
        &self,
        report: DocumentId,
        edition: u32,
    ) -> Result<BTreeMap<DocumentId, String>, StoreError> {
        let row: ReasonsRow = self
            .read(async |connection| of_frozen(report, edition).get_result(connection).await)
            .await?;
        reasons_of(row.reasons.as_deref())
    }
}

impl Transaction {
    /// The reasons for which authors approved the measures that an edition of a report shows, by measure.
    pub async fn frozen_overrides(
        &mut self,
        report: DocumentId,
        edition: u32,
    ) -> Result<BTreeMap<DocumentId, String>, StoreError> {
        let row: ReasonsRow = of_frozen(report, edition).get_result(self.connection()).await?;
        reasons_of(row.reasons.as_deref())
    }
}

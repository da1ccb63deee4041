use diesel::dsl::{AsSelect, InnerJoin, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{DocumentId, OrganizationId, ResultId, UserId};
use prongsai_domain::result::ImplementationResult;
use uuid::Uuid;

use crate::content::ContentRow;
use crate::rows::stored_year;
use crate::schema::{contents, documents, results};
use crate::{Store, StoreError, Transaction};

/// A result as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResult {
    /// Its id.
    pub id: ResultId,
    /// The measure.
    pub measure_id: DocumentId,
    /// The key of the result in bundles, unique within its measure.
    pub key: String,
    /// Number of changes; the entity tag.
    pub revision: i64,
    /// The content.
    pub content: ImplementationResult,
    /// The stored version of the content.
    pub version: ContentVersion,
    /// The person who entered it.
    pub created_by: UserId,
    /// Time of entry, in UTC.
    pub created_at: Timestamp,
    /// Time of the last change, in UTC.
    pub updated_at: Timestamp,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = results)]
struct ResultRow {
    id: Uuid,
    document_id: Uuid,
    key: String,
    revision: i64,
    created_by: Uuid,
    created_at: jiff_diesel::Timestamp,
    updated_at: jiff_diesel::Timestamp,
}

type Row = (ResultRow, ContentRow);
type Selected = Select<InnerJoin<results::table, contents::table>, (AsSelect<ResultRow, Pg>, AsSelect<ContentRow, Pg>)>;

fn selected() -> Selected {
    results::table
        .inner_join(contents::table)
        .select((ResultRow::as_select(), ContentRow::as_select()))
}

impl Store {
    /// The results of a measure, oldest first: those after `after`, at most `limit`.
    pub async fn results_of(
        &self,
        measure: DocumentId,
        after: Option<ResultId>,
        limit: i64,
    ) -> Result<Vec<StoredResult>, StoreError> {
        let rows = self
            .read(async |connection| {
                selected()
                    .filter(results::document_id.eq(measure.get()))
                    .filter(results::id.gt(after.map_or(Uuid::nil(), ResultId::get)))
                    .order_by(results::id)
                    .limit(limit)
                    .load::<Row>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(StoredResult::try_from).collect()
    }

    /// The results of all measures of organizations for a year, by measure, oldest first.
    pub async fn results_of_year(
        &self,
        organizations: &[OrganizationId],
        fiscal_year: FiscalYear,
    ) -> Result<Vec<StoredResult>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<Row> = self
            .read_long(async |connection| {
                let found = results::table
                    .inner_join(documents::table.on(documents::id.eq(results::document_id)))
                    .inner_join(contents::table)
                    .filter(documents::organization_id.eq_any(&organizations))
                    .filter(documents::fiscal_year.eq(stored_year(fiscal_year)))
                    .order_by((results::document_id, results::id))
                    .select((ResultRow::as_select(), ContentRow::as_select()));
                Ok(found.load(connection).await?)
            })
            .await?;
        rows.into_iter().map(StoredResult::try_from).collect()
    }

    /// One result of a measure.
    pub async fn find_result(&self, measure: DocumentId, id: ResultId) -> Result<Option<StoredResult>, StoreError> {
        let row = self
            .read(async |connection| {
                selected()
                    .filter(results::document_id.eq(measure.get()))
                    .filter(results::id.eq(id.get()))
                    .first::<Row>(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredResult::try_from).transpose()
    }
}

impl Transaction {
    /// The results of measures, oldest first.
    pub async fn results_of(&mut self, measures: &[DocumentId]) -> Result<Vec<StoredResult>, StoreError> {
        let measures: Vec<Uuid> = measures.iter().map(|id| id.get()).collect();
        let rows = selected()
            .filter(results::document_id.eq_any(measures))
            .order_by(results::id)
            .load::<Row>(self.connection())
            .await?;
        rows.into_iter().map(StoredResult::try_from).collect()
    }

    /// Calls `visit` with the results of measures, oldest first, while they are loaded: only those with certain keys, if
    /// `keys` are given.
    pub async fn visit_results_of(
        &mut self,
        measures: &[DocumentId],
        keys: Option<&[&str]>,
        mut visit: impl FnMut(StoredResult),
    ) -> Result<(), StoreError> {
        let measures: Vec<Uuid> = measures.iter().map(|id| id.get()).collect();
        let mut query = selected().into_boxed();
        if let Some(keys) = keys {
            query = query.filter(results::key.eq_any(keys.to_vec()));
        }
        let mut rows = query
            .filter(results::document_id.eq_any(measures))
            .order_by(results::id)
            .load_stream::<Row>(self.connection())
            .await?;
        while let Some(row) = rows.try_next().await? {
            visit(row.try_into()?);
        }
        Ok(())
    }

    /// One result of a measure. The lock of the measure protects it from changes.
    pub async fn find_result(&mut self, measure: DocumentId, id: ResultId) -> Result<Option<StoredResult>, StoreError> {
        let row = selected()
            .filter(results::document_id.eq(measure.get()))
            .filter(results::id.eq(id.get()))
            .first::<Row>(self.connection())
            .await
            .optional()?;
        row.map(StoredResult::try_from).transpose()
    }
}

impl TryFrom<Row> for StoredResult {
    type Error = StoreError;

    fn try_from((row, content): Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ResultId::new(row.id),
            measure_id: DocumentId::new(row.document_id),
            key: row.key,
            revision: row.revision,
            content: content.decode()?,
            version: content.version()?,
            created_by: UserId::new(row.created_by),
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}

//! The implementation results of measures.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{DocumentId, ResultId, UserId};
use prongsai_domain::result::ImplementationResult;
use uuid::Uuid;

use crate::schema::results;
use crate::{Canonical, Store, StoreError, Transaction, from_canonical};

/// A result as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResult {
    /// Which.
    pub id: ResultId,
    /// Of which measure.
    pub measure_id: DocumentId,
    /// The name a bundle knows it by, unique within its measure.
    pub key: String,
    /// Counts the changes; the entity tag.
    pub revision: i64,
    /// What it says.
    pub content: ImplementationResult,
    /// Who entered it.
    pub created_by: UserId,
    /// When, in UTC.
    pub created_at: Timestamp,
    /// When it last changed, in UTC.
    pub updated_at: Timestamp,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = results)]
struct ResultRow {
    id: Uuid,
    document_id: Uuid,
    key: String,
    revision: i64,
    content: String,
    created_by: Uuid,
    created_at: jiff_diesel::Timestamp,
    updated_at: jiff_diesel::Timestamp,
}

impl Store {
    /// The results of a measure, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn results_of(
        &self,
        measure: DocumentId,
        after: Option<ResultId>,
        limit: i64,
    ) -> Result<Vec<StoredResult>, StoreError> {
        let rows = self
            .read(async |connection| {
                results::table
                    .filter(results::document_id.eq(measure.get()))
                    .filter(results::id.gt(after.map_or(Uuid::nil(), ResultId::get)))
                    .order_by(results::id)
                    .limit(limit)
                    .select(ResultRow::as_select())
                    .load::<ResultRow>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(StoredResult::try_from).collect()
    }

    /// One result of a measure.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn find_result(&self, measure: DocumentId, id: ResultId) -> Result<Option<StoredResult>, StoreError> {
        let row = self
            .read(async |connection| {
                results::table
                    .filter(results::document_id.eq(measure.get()))
                    .filter(results::id.eq(id.get()))
                    .select(ResultRow::as_select())
                    .first::<ResultRow>(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredResult::try_from).transpose()
    }
}

impl Transaction {
    /// The results of a measure, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn results_of(&mut self, measure: DocumentId) -> Result<Vec<StoredResult>, StoreError> {
        let rows = results::table
            .filter(results::document_id.eq(measure.get()))
            .order_by(results::id)
            .select(ResultRow::as_select())
            .load::<ResultRow>(self.connection())
            .await?;
        rows.into_iter().map(StoredResult::try_from).collect()
    }

    /// Locks one result of a measure.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn lock_result(&mut self, measure: DocumentId, id: ResultId) -> Result<Option<StoredResult>, StoreError> {
        let row = results::table
            .filter(results::document_id.eq(measure.get()))
            .filter(results::id.eq(id.get()))
            .select(ResultRow::as_select())
            .for_update()
            .first::<ResultRow>(self.connection())
            .await
            .optional()?;
        row.map(StoredResult::try_from).transpose()
    }

    /// Keeps a new result.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the measure has a result with this key.
    pub async fn insert_result(&mut self, result: &StoredResult) -> Result<(), StoreError> {
        diesel::insert_into(results::table)
            .values(ResultRow::try_from(result)?)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps what changed in a result; its revision goes up.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn update_result(&mut self, result: &mut StoredResult, now: Timestamp) -> Result<(), StoreError> {
        result.updated_at = now;
        result.revision = diesel::update(results::table.find(result.id.get()))
            .set((
                results::revision.eq(results::revision + 1),
                results::content.eq(Canonical::of(&result.content)?.text),
                results::updated_at.eq(jiff_diesel::Timestamp::from(now)),
            ))
            .returning(results::revision)
            .get_result(self.connection())
            .await?;
        Ok(())
    }

    /// Removes a result; the audit trail stays.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn delete_result(&mut self, id: ResultId) -> Result<(), StoreError> {
        diesel::delete(results::table.find(id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl TryFrom<ResultRow> for StoredResult {
    type Error = StoreError;

    fn try_from(row: ResultRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ResultId::new(row.id),
            measure_id: DocumentId::new(row.document_id),
            key: row.key,
            revision: row.revision,
            content: from_canonical(&row.content)?,
            created_by: UserId::new(row.created_by),
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
        })
    }
}

impl TryFrom<&StoredResult> for ResultRow {
    type Error = StoreError;

    fn try_from(result: &StoredResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: result.id.get(),
            document_id: result.measure_id.get(),
            key: result.key.clone(),
            revision: result.revision,
            content: Canonical::of(&result.content)?.text,
            created_by: result.created_by.get(),
            created_at: result.created_at.into(),
            updated_at: result.updated_at.into(),
        })
    }
}

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::ResultId;
use serde::Serialize;
use uuid::Uuid;

use super::StoredResult;
use crate::content::NewContent;
use crate::rows::{ROWS_AT_ONCE, as_json};
use crate::schema::results;
use crate::store::fixed;
use crate::{StoreError, Transaction};

#[derive(Serialize)]
struct NewResultRow<'a> {
    id: Uuid,
    document_id: Uuid,
    key: &'a str,
    revision: i64,
    created_by: Uuid,
    created_at: Timestamp,
    updated_at: Timestamp,
    content_id: Uuid,
}

/// `$1` are contents, `$2` results. A statement does not see what it inserts: `present` is the number before it.
const INSERT_RESULTS: &str = "
WITH new_contents AS (
    INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id,
                          created_at)
    SELECT id, kind, subject_id, 1, schema_version, body, sha256, author_id, contributors, base_id, created_at
    FROM json_populate_recordset(NULL::contents, $1::json)),
new_results AS (
    INSERT INTO results (id, document_id, key, revision, created_by, created_at, updated_at, content_id)
    SELECT id, document_id, key, revision, created_by, created_at, updated_at, content_id
    FROM json_populate_recordset(NULL::results, $2::json)
    RETURNING document_id)
SELECT counted.added, counted.present
FROM (SELECT document_id, count(*) AS added,
             (SELECT count(*) FROM results known WHERE known.document_id = new_results.document_id) AS present
      FROM new_results GROUP BY document_id) counted
ORDER BY counted.added + counted.present DESC LIMIT 1";

/// The number of results of a measure before and after some were inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultCount {
    /// The number before.
    pub present: u64,
    /// The number of those that were inserted.
    pub added: u64,
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    added: i64,
    #[diesel(sql_type = BigInt)]
    present: i64,
}

impl From<CountRow> for ResultCount {
    fn from(row: CountRow) -> Self {
        Self {
            present: u64::try_from(row.present).unwrap_or_default(),
            added: u64::try_from(row.added).unwrap_or_default(),
        }
    }
}

/// `$1` are results.
const UPDATE_RESULTS: &str = "
UPDATE results result SET revision = new.revision, content_id = new.content_id, updated_at = new.updated_at
FROM json_populate_recordset(NULL::results, $1::json) new WHERE result.id = new.id";

impl<'a> From<&'a StoredResult> for NewResultRow<'a> {
    fn from(result: &'a StoredResult) -> Self {
        Self {
            id: result.id.get(),
            document_id: result.measure_id.get(),
            key: &result.key,
            revision: result.revision,
            created_by: result.created_by.get(),
            created_at: result.created_at,
            updated_at: result.updated_at,
            content_id: result.version.id.get(),
        }
    }
}

impl Transaction {
    /// Inserts results with the first versions of their contents, in one statement for [`ROWS_AT_ONCE`] of them. Returns
    /// the numbers of the measure that has the most results of them now. They are exact if the caller has locked the
    /// measures.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when a measure has a result with that key.
    pub async fn insert_results(&mut self, new: &[(StoredResult, NewContent)]) -> Result<ResultCount, StoreError> {
        let mut most = ResultCount::default();
        for some in new.chunks(ROWS_AT_ONCE) {
            let contents: Vec<_> = some.iter().map(|(_, content)| content.row()).collect();
            let rows: Vec<_> = some.iter().map(|(result, _)| NewResultRow::from(result)).collect();
            let row: CountRow = fixed(INSERT_RESULTS)
                .text(as_json(&contents)?)
                .text(as_json(&rows)?)
                .get_result(self.connection())
                .await?;
            let counted = ResultCount::from(row);
            if counted.present + counted.added > most.present + most.added {
                most = counted;
            }
        }
        Ok(most)
    }

    /// Inserts the next versions of the contents of results; raises their revisions. The content of each result is already the
    /// new one; this sets version, revision and time.
    pub async fn update_results(
        &mut self,
        changed: &mut [(StoredResult, NewContent)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for some in changed.chunks_mut(ROWS_AT_ONCE) {
            let contents: Vec<NewContent> = some.iter().map(|(_, content)| content.clone()).collect();
            let versions = self.insert_contents(&contents).await?;
            for ((result, _), version) in some.iter_mut().zip(versions) {
                result.version = version;
                result.revision += 1;
                result.updated_at = now;
            }
            let rows: Vec<_> = some.iter().map(|(result, _)| NewResultRow::from(result)).collect();
            fixed(UPDATE_RESULTS)
                .text(as_json(&rows)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Deletes a result. Its contents and the audit trail stay.
    pub async fn delete_result(&mut self, id: ResultId) -> Result<(), StoreError> {
        diesel::delete(results::table.find(id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

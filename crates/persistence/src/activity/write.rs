use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::ActivityId;
use serde::Serialize;
use uuid::Uuid;

use super::StoredActivity;
use crate::content::NewContent;
use crate::rows::{ROWS_AT_ONCE, as_json};
use crate::schema::activities;
use crate::store::fixed;
use crate::{StoreError, Transaction};

#[derive(Serialize)]
struct NewActivityRow<'a> {
    id: Uuid,
    document_id: Uuid,
    key: &'a str,
    revision: i64,
    created_by: Uuid,
    created_at: Timestamp,
    updated_at: Timestamp,
    content_id: Uuid,
}

/// `$1` are contents, `$2` activities. A statement does not see what it inserts: `present` is the number before it.
const INSERT_ACTIVITIES: &str = "
WITH new_contents AS (
    INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors, base_id,
                          created_at)
    SELECT id, kind, subject_id, 1, schema_version, body, sha256, author_id, contributors, base_id, created_at
    FROM json_populate_recordset(NULL::contents, $1::json)),
new_activities AS (
    INSERT INTO activities (id, document_id, key, revision, created_by, created_at, updated_at, content_id)
    SELECT id, document_id, key, revision, created_by, created_at, updated_at, content_id
    FROM json_populate_recordset(NULL::activities, $2::json)
    RETURNING document_id)
SELECT counted.added, counted.present
FROM (SELECT document_id, count(*) AS added,
             (SELECT count(*) FROM activities known WHERE known.document_id = new_activities.document_id) AS present
      FROM new_activities GROUP BY document_id) counted
ORDER BY counted.added + counted.present DESC LIMIT 1";

/// The number of activities of a measure before and after some were inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityCount {
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

impl From<CountRow> for ActivityCount {
    fn from(row: CountRow) -> Self {
        Self {
            present: u64::try_from(row.present).unwrap_or_default(),
            added: u64::try_from(row.added).unwrap_or_default(),
        }
    }
}

/// `$1` are activities.
const UPDATE_ACTIVITIES: &str = "
UPDATE activities activity SET revision = new.revision, content_id = new.content_id, updated_at = new.updated_at
FROM json_populate_recordset(NULL::activities, $1::json) new WHERE activity.id = new.id";

impl<'a> From<&'a StoredActivity> for NewActivityRow<'a> {
    fn from(activity: &'a StoredActivity) -> Self {
        Self {
            id: activity.id.get(),
            document_id: activity.measure_id.get(),
            key: &activity.key,
            revision: activity.revision,
            created_by: activity.created_by.get(),
            created_at: activity.created_at,
            updated_at: activity.updated_at,
            content_id: activity.version.id.get(),
        }
    }
}

impl Transaction {
    /// Inserts activities with the first versions of their contents, in one statement for [`ROWS_AT_ONCE`] of them. Returns
    /// the numbers of the measure that has the most activities of them now. They are exact if the caller has locked the
    /// measures.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when a measure has an activity with that key.
    pub async fn insert_activities(
        &mut self,
        new: &[(StoredActivity, NewContent)],
    ) -> Result<ActivityCount, StoreError> {
        let mut most = ActivityCount::default();
        for some in new.chunks(ROWS_AT_ONCE) {
            let contents: Vec<_> = some.iter().map(|(_, content)| content.row()).collect();
            let rows: Vec<_> = some
                .iter()
                .map(|(activity, _)| NewActivityRow::from(activity))
                .collect();
            let row: CountRow = fixed(INSERT_ACTIVITIES)
                .text(as_json(&contents)?)
                .text(as_json(&rows)?)
                .get_result(self.connection())
                .await?;
            let counted = ActivityCount::from(row);
            if counted.present + counted.added > most.present + most.added {
                most = counted;
            }
        }
        Ok(most)
    }

    /// Inserts the next versions of the contents of activities; raises their revisions. The content of each activity is already the
    /// new one; this sets version, revision and time.
    pub async fn update_activities(
        &mut self,
        changed: &mut [(StoredActivity, NewContent)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for some in changed.chunks_mut(ROWS_AT_ONCE) {
            let contents: Vec<NewContent> = some.iter().map(|(_, content)| content.clone()).collect();
            let versions = self.insert_contents(&contents).await?;
            for ((activity, _), version) in some.iter_mut().zip(versions) {
                activity.version = version;
                activity.revision += 1;
                activity.updated_at = now;
            }
            let rows: Vec<_> = some
                .iter()
                .map(|(activity, _)| NewActivityRow::from(activity))
                .collect();
            fixed(UPDATE_ACTIVITIES)
                .text(as_json(&rows)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Deletes an activity. Its contents and the audit trail stay.
    pub async fn delete_activity(&mut self, id: ActivityId) -> Result<(), StoreError> {
        diesel::delete(activities::table.find(id.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

use diesel::dsl::{AsSelect, InnerJoin, Select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::activity::Activity;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{ActivityId, DocumentId, OrganizationId, UserId};
use uuid::Uuid;

use crate::content::ContentRow;
use crate::rows::stored_year;
use crate::schema::{activities, contents, documents};
use crate::store::fixed;
use crate::{Store, StoreError, Transaction};

/// An activity as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredActivity {
    /// Its id.
    pub id: ActivityId,
    /// The measure.
    pub measure_id: DocumentId,
    /// The key of the activity in bundles, unique within its measure.
    pub key: String,
    /// Number of changes; the entity tag.
    pub revision: i64,
    /// The content.
    pub content: Activity,
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
#[diesel(table_name = activities)]
struct ActivityRow {
    id: Uuid,
    document_id: Uuid,
    key: String,
    revision: i64,
    created_by: Uuid,
    created_at: jiff_diesel::Timestamp,
    updated_at: jiff_diesel::Timestamp,
}

type Row = (ActivityRow, ContentRow);
type Selected =
    Select<InnerJoin<activities::table, contents::table>, (AsSelect<ActivityRow, Pg>, AsSelect<ContentRow, Pg>)>;

fn selected() -> Selected {
    activities::table
        .inner_join(contents::table)
        .select((ActivityRow::as_select(), ContentRow::as_select()))
}

/// `$1` are measures. What was not planned has a word in place of the object with the step.
const STEPS_WITH_ACTIVITIES: &str = "
SELECT DISTINCT measure, step
FROM (SELECT activity.document_id AS measure, content.body::jsonb -> 'serves' ->> 'step' AS step
      FROM activities activity JOIN contents content ON content.id = activity.content_id
      WHERE activity.document_id = ANY ($1::uuid[])) served
WHERE step IS NOT NULL ORDER BY measure, step";

#[derive(QueryableByName)]
struct StepRow {
    #[diesel(sql_type = SqlUuid)]
    measure: Uuid,
    #[diesel(sql_type = Text)]
    step: String,
}

impl Store {
    /// The activities for a measure, oldest first: those after `after`, at most `limit`.
    pub async fn activities_of(
        &self,
        measure: DocumentId,
        after: Option<ActivityId>,
        limit: i64,
    ) -> Result<Vec<StoredActivity>, StoreError> {
        let rows = self
            .read(async |connection| {
                selected()
                    .filter(activities::document_id.eq(measure.get()))
                    .filter(activities::id.gt(after.map_or(Uuid::nil(), ActivityId::get)))
                    .order_by(activities::id)
                    .limit(limit)
                    .load::<Row>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(StoredActivity::try_from).collect()
    }

    /// The activities of all measures of organizations for a year, by measure, oldest first.
    pub async fn activities_of_year(
        &self,
        organizations: &[OrganizationId],
        fiscal_year: FiscalYear,
    ) -> Result<Vec<StoredActivity>, StoreError> {
        let organizations: Vec<Uuid> = organizations.iter().map(|id| id.get()).collect();
        let rows: Vec<Row> = self
            .read_long(async |connection| {
                let found = activities::table
                    .inner_join(documents::table.on(documents::id.eq(activities::document_id)))
                    .inner_join(contents::table)
                    .filter(documents::organization_id.eq_any(&organizations))
                    .filter(documents::fiscal_year.eq(stored_year(fiscal_year)))
                    .order_by((activities::document_id, activities::id))
                    .select((ActivityRow::as_select(), ContentRow::as_select()));
                Ok(found.load(connection).await?)
            })
            .await?;
        rows.into_iter().map(StoredActivity::try_from).collect()
    }

    /// One activity for a measure.
    pub async fn find_activity(
        &self,
        measure: DocumentId,
        id: ActivityId,
    ) -> Result<Option<StoredActivity>, StoreError> {
        let row = self
            .read(async |connection| {
                selected()
                    .filter(activities::document_id.eq(measure.get()))
                    .filter(activities::id.eq(id.get()))
                    .first::<Row>(connection)
                    .await
                    .optional()
            })
            .await?;
        row.map(StoredActivity::try_from).transpose()
    }
}

impl Transaction {
    /// The activities for measures, oldest first.
    pub async fn activities_of(&mut self, measures: &[DocumentId]) -> Result<Vec<StoredActivity>, StoreError> {
        let measures: Vec<Uuid> = measures.iter().map(|id| id.get()).collect();
        let rows = selected()
            .filter(activities::document_id.eq_any(measures))
            .order_by(activities::id)
            .load::<Row>(self.connection())
            .await?;
        rows.into_iter().map(StoredActivity::try_from).collect()
    }

    /// The measures and the keys of their steps for which there are activities.
    pub async fn steps_with_activities(
        &mut self,
        measures: &[DocumentId],
    ) -> Result<Vec<(DocumentId, String)>, StoreError> {
        let measures = measures.iter().map(ToString::to_string).collect();
        let rows: Vec<StepRow> = fixed(STEPS_WITH_ACTIVITIES)
            .texts(measures)
            .load(self.connection())
            .await?;
        let steps = rows.into_iter().map(|row| (DocumentId::new(row.measure), row.step));
        Ok(steps.collect())
    }

    /// One activity for a measure. The lock of the measure protects it from changes.
    pub async fn find_activity(
        &mut self,
        measure: DocumentId,
        id: ActivityId,
    ) -> Result<Option<StoredActivity>, StoreError> {
        let row = selected()
            .filter(activities::document_id.eq(measure.get()))
            .filter(activities::id.eq(id.get()))
            .first::<Row>(self.connection())
            .await
            .optional()?;
        row.map(StoredActivity::try_from).transpose()
    }
}

impl TryFrom<Row> for StoredActivity {
    type Error = StoreError;

    fn try_from((row, content): Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ActivityId::new(row.id),
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

use std::time::Duration;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Text};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{JobId, OrganizationId, UserId};
use prongsai_domain::job::JobState;
use prongsai_domain::named::Named as _;
use uuid::Uuid;

use crate::schema::jobs;
use crate::{Store, StoreError};

/// A job as it is stored, without its payload.
#[derive(Clone, Debug)]
pub struct JobRecord {
    /// The id.
    pub id: JobId,
    /// The name of its kind.
    pub kind: String,
    /// How far it has come.
    pub state: JobState,
    /// How often it was attempted.
    pub attempts: i32,
    /// How often it may be attempted.
    pub attempts_max: i32,
    /// The person whose request caused it; `None` for the program itself.
    pub caused_by: Option<UserId>,
    /// The organization that it is about.
    pub organization: Option<OrganizationId>,
    /// When it was inserted, in UTC.
    pub created_at: Timestamp,
    /// When it is attempted next, or was due, in UTC.
    pub run_at: Timestamp,
    /// When the last attempt began, in UTC.
    pub started_at: Option<Timestamp>,
    /// When it ended, in UTC.
    pub finished_at: Option<Timestamp>,
    /// The code of the last error.
    pub error_code: Option<String>,
    /// The job that was done in its place.
    pub merged_into: Option<JobId>,
}

/// The filters of a list of jobs.
#[derive(Clone, Copy, Debug)]
pub struct JobFilter {
    /// Only jobs in this state.
    pub state: Option<JobState>,
    /// Only jobs before this one; ids sort by creation.
    pub before: Option<JobId>,
    /// The largest number of jobs.
    pub limit: i64,
}

/// The jobs of one kind that are in one state.
#[derive(Clone, Debug)]
pub struct JobCount {
    /// The name of the kind.
    pub kind: String,
    /// The state.
    pub state: JobState,
    /// The number of jobs.
    pub count: u64,
    /// How long the oldest of them has been due.
    pub oldest: Duration,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = jobs, check_for_backend(Pg))]
struct JobRow {
    id: Uuid,
    kind: String,
    state: String,
    attempts: i32,
    attempts_max: i32,
    caused_by: Option<Uuid>,
    organization_id: Option<Uuid>,
    created_at: jiff_diesel::Timestamp,
    run_at: jiff_diesel::Timestamp,
    started_at: jiff_diesel::NullableTimestamp,
    finished_at: jiff_diesel::NullableTimestamp,
    error_code: Option<String>,
    merged_into: Option<Uuid>,
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Double)]
    oldest: f64,
}

/// The jobs that somebody waits for or has to look at. Finished ones would need a scan of the table.
const COUNTS: &str = "
SELECT kind, state, count(*) AS count,
    greatest(extract(epoch FROM now() - min(run_at)), 0)::double precision AS oldest
FROM jobs WHERE state = 'queued' OR state = 'running' OR state = 'dead' GROUP BY kind, state";

fn state_of(name: &str) -> Result<JobState, StoreError> {
    JobState::with_name(name).ok_or_else(|| StoreError::Corrupt(format!("job state {name}")))
}

impl TryFrom<JobRow> for JobRecord {
    type Error = StoreError;

    fn try_from(row: JobRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: JobId::new(row.id),
            kind: row.kind,
            state: state_of(&row.state)?,
            attempts: row.attempts,
            attempts_max: row.attempts_max,
            caused_by: row.caused_by.map(UserId::new),
            organization: row.organization_id.map(OrganizationId::new),
            created_at: row.created_at.to_jiff(),
            run_at: row.run_at.to_jiff(),
            started_at: row.started_at.to_jiff(),
            finished_at: row.finished_at.to_jiff(),
            error_code: row.error_code,
            merged_into: row.merged_into.map(JobId::new),
        })
    }
}

impl Store {
    /// The job with this id.
    pub async fn find_job(&self, id: JobId) -> Result<Option<JobRecord>, StoreError> {
        let row: Option<JobRow> = self
            .read(async |connection| {
                let job = jobs::table.find(id.get()).select(JobRow::as_select());
                job.first(connection).await.optional()
            })
            .await?;
        row.map(JobRecord::try_from).transpose()
    }

    /// The jobs that match a filter, newest first.
    pub async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobRecord>, StoreError> {
        let rows: Vec<JobRow> = self
            .read(async |connection| {
                let mut query = jobs::table.select(JobRow::as_select()).into_boxed::<Pg>();
                if let Some(state) = filter.state {
                    query = query.filter(jobs::state.eq(state.as_str()));
                }
                if let Some(before) = filter.before {
                    query = query.filter(jobs::id.lt(before.get()));
                }
                query
                    .order_by(jobs::id.desc())
                    .limit(filter.limit)
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(JobRecord::try_from).collect()
    }

    /// The numbers of jobs that wait, run or are dead, for metrics.
    pub async fn job_counts(&self) -> Result<Vec<JobCount>, StoreError> {
        let rows: Vec<CountRow> = self
            .read_long(async |connection| Ok(diesel::sql_query(COUNTS).load(connection).await?))
            .await?;
        let count = |row: CountRow| {
            Ok(JobCount {
                state: state_of(&row.state)?,
                kind: row.kind,
                count: u64::try_from(row.count).unwrap_or_default(),
                oldest: Duration::try_from_secs_f64(row.oldest).unwrap_or_default(),
            })
        };
        rows.into_iter().map(count).collect()
    }
}

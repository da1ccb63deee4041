use diesel::sql_types::{Array, BigInt, Integer, SmallInt, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use prongsai_domain::id::JobId;
use uuid::Uuid;

use crate::{Store, StoreError};

/// A job that is due at regular times. Its kind is its name, and it has no payload.
#[derive(Clone, Debug)]
pub struct RegularJob {
    /// The name of the kind.
    pub kind: &'static str,
    /// The version of the payload.
    pub version: i16,
    /// The time between two moments at which it is due, in seconds. Hourly jobs are due at full hours, in UTC.
    pub period: i64,
    /// How often it is attempted.
    pub attempts_max: i32,
    /// The id that the job gets if it is due.
    pub id: JobId,
}

/// The parameters are arrays with one element for each regular job. Only the last moment counts: what was missed while no
/// server ran is done once.
const TICK: &str = "
WITH regular AS (
    SELECT * FROM unnest($1, $2, $3, $4, $5) AS regular (kind, version, period, attempts_max, id)),
ticked AS (
    INSERT INTO job_ticks (name, due_at)
    SELECT kind, date_bin(period * interval '1 second', now(), timestamptz '2000-01-01 00:00:00+00') FROM regular
    ON CONFLICT DO NOTHING RETURNING name)
INSERT INTO jobs (id, kind, version, payload, dedupe_key, attempts_max)
SELECT id, kind, version, 'null', 'regular:' || kind, attempts_max FROM regular JOIN ticked ON ticked.name = regular.kind";

impl Store {
    /// Inserts those regular jobs whose last moment has no job yet, of this or another server. Returns their number.
    pub async fn enqueue_regular_jobs(&self, jobs: &[RegularJob]) -> Result<usize, StoreError> {
        let kinds: Vec<&str> = jobs.iter().map(|job| job.kind).collect();
        let versions: Vec<i16> = jobs.iter().map(|job| job.version).collect();
        let periods: Vec<i64> = jobs.iter().map(|job| job.period).collect();
        let attempts: Vec<i32> = jobs.iter().map(|job| job.attempts_max).collect();
        let ids: Vec<Uuid> = jobs.iter().map(|job| job.id.get()).collect();
        self.write_alone(async |connection| {
            let tick = diesel::sql_query(TICK)
                .bind::<Array<Text>, _>(&kinds)
                .bind::<Array<SmallInt>, _>(&versions)
                .bind::<Array<BigInt>, _>(&periods)
                .bind::<Array<Integer>, _>(&attempts)
                .bind::<Array<SqlUuid>, _>(&ids);
            Ok(tick.execute(connection).await?)
        })
        .await
    }
}

use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{Array, Double, Integer, SmallInt, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use prongsai_domain::id::JobId;
use uuid::Uuid;

use crate::{Store, StoreError};

/// The right to do a job and to finish it, until it ends or another worker gets a later lease of the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobLease {
    /// The job.
    pub job: JobId,
    /// Distinguishes this lease from earlier and later ones of the job.
    pub token: Uuid,
}

/// A job with its lease.
#[derive(Clone, Debug)]
pub struct ClaimedJob {
    /// The lease.
    pub lease: JobLease,
    /// The name of its kind.
    pub kind: String,
    /// The version of the payload.
    pub version: i16,
    /// What is to be done, as JSON.
    pub payload: String,
    /// How often it was leased, with this time.
    pub attempts: i32,
    /// How long it waited since it was due.
    pub waited: Duration,
}

#[derive(QueryableByName)]
struct ClaimedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SmallInt)]
    version: i16,
    #[diesel(sql_type = Text)]
    payload: String,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Double)]
    waited: f64,
}

/// `$1` and `$2` are the known kinds with their versions, `$3` is the token, `$4` the length of the lease in seconds, `$5` the
/// time between two jobs of the same key.
///
/// Takes the job that is due for the longest time, or one whose worker let its lease end. Queued jobs with the same key
/// are done with it: this statement sees them, so their transactions are committed, and the work reads what they wrote. A
/// job that is committed later stays queued. Rows that another worker has locked are left out, so no worker waits.
const CLAIM: &str = "
WITH next AS (
    SELECT id, kind, version, dedupe_key, run_at FROM jobs candidate
    WHERE (kind, version) IN (SELECT * FROM unnest($1, $2))
      AND ((state = 'queued' AND run_at <= now() AND NOT EXISTS (
                SELECT FROM jobs other WHERE other.dedupe_key = candidate.dedupe_key AND other.state = 'running')
            AND NOT EXISTS (
                SELECT FROM jobs earlier WHERE earlier.dedupe_key = candidate.dedupe_key AND earlier.state = 'done'
                  AND earlier.finished_at > now() - $5 * interval '1 second'))
           OR (state = 'running' AND lease_until < now() AND attempts < attempts_max))
    ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED),
merged AS (
    UPDATE jobs SET state = 'merged', merged_into = next.id, finished_at = now() FROM next
    WHERE jobs.id IN (
        SELECT same.id FROM jobs same JOIN next ON same.dedupe_key = next.dedupe_key
            AND same.kind = next.kind AND same.version = next.version
        WHERE same.state = 'queued' AND same.id <> next.id FOR UPDATE OF same SKIP LOCKED))
UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_token = $3,
    lease_until = now() + $4 * interval '1 second', started_at = now()
FROM next WHERE jobs.id = next.id
RETURNING jobs.id, jobs.kind, jobs.version, jobs.payload, jobs.attempts,
    extract(epoch FROM now() - next.run_at)::double precision AS waited";

const RENEW: &str = "
UPDATE jobs SET lease_until = now() + $3 * interval '1 second'
WHERE id = $1 AND lease_token = $2 AND state = 'running'";

impl Store {
    /// Leases the next job of one of these kinds, given with the versions of their payloads. `None` if none is due. A job waits
    /// while one of the same key ended less than `spacing` ago.
    pub async fn claim_job(
        &self,
        kinds: &[(&'static str, i16)],
        token: Uuid,
        length: Duration,
        spacing: Duration,
    ) -> Result<Option<ClaimedJob>, StoreError> {
        let (names, versions): (Vec<&str>, Vec<i16>) = kinds.iter().copied().unzip();
        let row: Option<ClaimedRow> = self
            .write_alone(async |connection| {
                let claim = diesel::sql_query(CLAIM)
                    .bind::<Array<Text>, _>(&names)
                    .bind::<Array<SmallInt>, _>(&versions)
                    .bind::<SqlUuid, _>(token)
                    .bind::<Double, _>(length.as_secs_f64())
                    .bind::<Double, _>(spacing.as_secs_f64());
                Ok(claim.get_result(connection).await.optional()?)
            })
            .await?;
        Ok(row.map(|row| ClaimedJob {
            lease: JobLease {
                job: JobId::new(row.id),
                token,
            },
            kind: row.kind,
            version: row.version,
            payload: row.payload,
            attempts: row.attempts,
            waited: Duration::try_from_secs_f64(row.waited).unwrap_or_default(),
        }))
    }

    /// Extends a lease. Returns false when it was lost.
    pub async fn renew_lease(&self, lease: JobLease, length: Duration) -> Result<bool, StoreError> {
        self.write_alone(async |connection| {
            let renew = diesel::sql_query(RENEW)
                .bind::<SqlUuid, _>(lease.job.get())
                .bind::<SqlUuid, _>(lease.token)
                .bind::<Double, _>(length.as_secs_f64());
            Ok(renew.execute(connection).await? == 1)
        })
        .await
    }
}

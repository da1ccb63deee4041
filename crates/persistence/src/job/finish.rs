use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Double, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::id::JobId;

use super::claim::JobLease;
use super::enqueue::NewJob;
use crate::store::fixed;
use crate::{Store, StoreError, Transaction};

const FINISH: &str = "
UPDATE jobs SET state = 'done', lease_token = NULL, lease_until = NULL, finished_at = now(), error_code = NULL
WHERE id = $1 AND lease_token = $2 AND state = 'running'";

/// `$3` says whether another attempt may succeed, `$4` is the pause before it in seconds, `$5` the code of the error.
const FAIL: &str = "
UPDATE jobs SET lease_token = NULL, lease_until = NULL, error_code = $5,
    state = CASE WHEN $3 AND attempts < attempts_max THEN 'queued' ELSE 'dead' END,
    finished_at = CASE WHEN $3 AND attempts < attempts_max THEN NULL ELSE now() END,
    run_at = now() + $4 * interval '1 second'
WHERE id = $1 AND lease_token = $2 AND state = 'running'
RETURNING state = 'dead' AS is_dead";

/// The attempt did not count: nothing was wrong with the job. `$3` is the pause in seconds, `$4` the code of what is missing.
const GIVE_BACK: &str = "
UPDATE jobs SET state = 'queued', attempts = attempts - 1, lease_token = NULL, lease_until = NULL,
    run_at = now() + $3 * interval '1 second', error_code = coalesce($4, error_code)
WHERE id = $1 AND lease_token = $2 AND state = 'running'";

/// The last of the attempts ended with its worker.
const BURY: &str = "
UPDATE jobs SET state = 'dead', lease_token = NULL, lease_until = NULL, finished_at = now(), error_code = 'worker-lost'
WHERE state = 'running' AND lease_until < now() AND attempts >= attempts_max";

const RETRY: &str = "
WITH retried AS (
    UPDATE jobs SET state = 'queued', attempts = 0, run_at = now(), finished_at = NULL
    WHERE id = $1 AND state = 'dead' RETURNING kind)
SELECT pg_notify('jobs', kind) FROM retried";

/// Dead jobs stay until somebody retries them. A tick (see `TICK` in `regular.rs`) has to stay for longer than the longest
/// period, or its job would be inserted again.
const FORGET: &str = "
WITH ticks AS (DELETE FROM job_ticks WHERE due_at < now() - interval '30 days')
DELETE FROM jobs WHERE state IN ('done', 'merged') AND finished_at < now() - interval '7 days'";

#[derive(QueryableByName)]
struct Failed {
    #[diesel(sql_type = Bool)]
    is_dead: bool,
}

async fn finish(connection: &mut AsyncPgConnection, lease: JobLease) -> Result<bool, StoreError> {
    let finish = fixed(FINISH).uuid(lease.job.get()).uuid(lease.token);
    Ok(finish.execute(connection).await? == 1)
}

impl Transaction {
    /// Finishes a job in the transaction of its effect. Returns false when the lease was lost; roll back then, because
    /// another worker does the job.
    pub async fn finish_job(&mut self, lease: JobLease) -> Result<bool, StoreError> {
        finish(self.waiting_connection(), lease).await
    }

    /// Lets a dead job be attempted again. Returns false when it is not dead.
    pub async fn retry_job(&mut self, job: JobId) -> Result<bool, StoreError> {
        let retry = fixed(RETRY).uuid(job.get());
        Ok(retry.execute(self.waiting_connection()).await? == 1)
    }
}

impl Store {
    /// Finishes a job whose effect is elsewhere, or may happen twice. Returns false when the lease was lost.
    pub async fn finish_job(&self, lease: JobLease) -> Result<bool, StoreError> {
        self.write_alone(async |connection| finish(connection, lease).await)
            .await
    }

    /// Finishes a job and inserts those that follow from it, in one transaction. Returns false, and inserts none, when the
    /// lease was lost.
    pub async fn finish_job_with(&self, lease: JobLease, followers: &[NewJob]) -> Result<bool, StoreError> {
        self.write_counters("job.follow", async |transaction: &mut Transaction| {
            let is_ours = transaction.finish_job(lease).await?;
            for follower in followers.iter().filter(|_| is_ours) {
                transaction.enqueue(follower).await?;
            }
            Ok::<bool, StoreError>(is_ours)
        })
        .await
    }

    /// Records that an attempt failed. The job is attempted again after `pause` if `may_retry` and if attempts are left;
    /// otherwise it is dead. Returns whether it is dead; `None` when the lease was lost.
    pub async fn fail_job(
        &self,
        lease: JobLease,
        may_retry: bool,
        pause: Duration,
        error_code: &str,
    ) -> Result<Option<bool>, StoreError> {
        let failed: Option<Failed> = self
            .write_alone(async |connection| {
                let fail = diesel::sql_query(FAIL)
                    .bind::<SqlUuid, _>(lease.job.get())
                    .bind::<SqlUuid, _>(lease.token)
                    .bind::<Bool, _>(may_retry)
                    .bind::<Double, _>(pause.as_secs_f64())
                    .bind::<Text, _>(error_code);
                Ok(fail.get_result(connection).await.optional()?)
            })
            .await?;
        Ok(failed.map(|failed| failed.is_dead))
    }

    /// Gives a job back that was not finished, because the worker stops.
    pub async fn give_job_back(&self, lease: JobLease) -> Result<bool, StoreError> {
        self.postpone_job(lease, Duration::ZERO, None).await
    }

    /// Gives a job back that cannot be done yet. It is attempted again after `pause`, and this attempt does not count.
    /// `missing` is the code of what it needs. Returns false when the lease was lost.
    pub async fn postpone_job(
        &self,
        lease: JobLease,
        pause: Duration,
        missing: Option<&str>,
    ) -> Result<bool, StoreError> {
        self.write_alone(async |connection| {
            let give_back = diesel::sql_query(GIVE_BACK)
                .bind::<SqlUuid, _>(lease.job.get())
                .bind::<SqlUuid, _>(lease.token)
                .bind::<Double, _>(pause.as_secs_f64())
                .bind::<Nullable<Text>, _>(missing);
            Ok(give_back.execute(connection).await? == 1)
        })
        .await
    }

    /// Marks the jobs as dead whose last attempt ended with its worker. Returns their number.
    pub async fn bury_lost_jobs(&self) -> Result<usize, StoreError> {
        self.write_alone(async |connection| Ok(fixed(BURY).execute(connection).await?))
            .await
    }

    /// Deletes the jobs that were done more than 7 days ago. Returns their number.
    pub async fn forget_finished_jobs(&self) -> Result<usize, StoreError> {
        self.write_alone(async |connection| Ok(fixed(FORGET).execute(connection).await?))
            .await
    }
}

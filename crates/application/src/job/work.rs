use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use prongsai_persistence::{ClaimedJob, Store, StoreError};
use tokio::sync::{Notify, watch};
use tokio::time::{interval_at, sleep, timeout};
use uuid::Uuid;

use super::failure::{JobFailure, NextAttempt, WAIT, pause};

/// The length of a lease. After the death of a worker, its job waits that long at most.
const LEASE: Duration = Duration::from_secs(30);
/// Time between two renewals.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Time between two looks for jobs, when no notification arrives.
const POLL: Duration = Duration::from_secs(5);
/// The least time between two looks that find nothing. Many notifications arrive while jobs wait for their spacing.
const REST: Duration = Duration::from_millis(50);
/// How long a job may continue after the worker was asked to stop.
const GRACE: Duration = Duration::from_secs(4);

/// How a job that was done has to be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was finished in the transaction of its effect.
    Finished,
    /// Its effect may happen twice, or is outside of the database; it is finished now.
    Unfinished,
}

/// Does jobs.
pub trait Worker {
    /// Does a job under its lease.
    fn run(&self, job: &ClaimedJob) -> impl Future<Output = Result<End, JobFailure>>;
}

/// The jobs that a worker does.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Their kinds, with the versions of the payloads.
    pub kinds: &'a [(&'static str, i16)],
    /// The least time between the end of a job and the next one with the same key.
    pub spacing: Duration,
}

/// What a worker is told.
#[derive(Clone, Debug)]
pub struct Signals {
    /// A job may have been inserted.
    pub wake: Arc<Notify>,
    /// True when the worker has to stop.
    pub stop: watch::Receiver<bool>,
}

/// What a look for a job came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// No job was due.
    Idle,
    /// A job was done, or its attempt failed.
    Worked,
    /// A job waits for something that this server lacks. Other jobs of the lane probably need it too.
    Blocked,
}

/// Does jobs of these kinds until the worker is asked to stop. A job that is not done within a few seconds after that is
/// given back, and another server does it.
pub async fn work(store: &Store, worker: &impl Worker, wanted: &Wanted<'_>, mut signals: Signals) {
    let mut was_reported = false;
    let mut worked: Option<Instant> = None;
    while !*signals.stop.borrow() {
        match run_next(store, worker, wanted, &mut signals.stop).await {
            Ok(Turn::Worked) => {
                worked = Some(Instant::now());
                continue;
            }
            Ok(Turn::Idle) => was_reported = false,
            Ok(Turn::Blocked) => {
                let _ = timeout(WAIT, stopped(&mut signals.stop)).await;
                continue;
            }
            // Only the first failure is a warning, because every look fails while the database is away.
            Err(error) if !was_reported => {
                tracing::warn!(%error, "no jobs are done while the database is away");
                was_reported = true;
            }
            Err(error) => tracing::debug!(%error, "looking for jobs failed"),
        }
        // No notification tells that the spacing after the last job has ended, so the worker looks by itself.
        let is_spaced = worked.is_some_and(|worked| worked.elapsed() <= wanted.spacing + REST);
        let patience = if is_spaced { wanted.spacing.min(POLL) } else { POLL };
        let next = async {
            sleep(REST).await;
            let _ = timeout(patience, signals.wake.notified()).await;
        };
        tokio::select! {
            () = stopped(&mut signals.stop) => {}
            () = next => {}
        }
    }
}

/// Does the next job of these kinds, if one is due.
///
/// # Errors
/// The database fails. A job that was begun is done again when its lease has ended.
pub async fn run_next(
    store: &Store,
    worker: &impl Worker,
    wanted: &Wanted<'_>,
    stop: &mut watch::Receiver<bool>,
) -> Result<Turn, StoreError> {
    let claimed = store.claim_job(wanted.kinds, Uuid::new_v4(), LEASE, wanted.spacing);
    let Some(job) = claimed.await? else {
        return Ok(Turn::Idle);
    };
    let begun = Instant::now();
    let outcome = run_under_lease(store, worker, &job, stop).await;
    let settled = settle(store, &job, outcome).await?;
    let (kind, result) = (job.kind, settled.as_str());
    tracing::debug!(kind, id = %job.lease.job, result, attempts = job.attempts, "a job has ended");
    metrics::histogram!("job_duration_seconds", "kind" => kind, "result" => result)
        .record(begun.elapsed().as_secs_f64());
    Ok(match settled {
        Settled::Postponed => Turn::Blocked,
        Settled::Done | Settled::Failed | Settled::Dead | Settled::GivenBack | Settled::Lost => Turn::Worked,
    })
}

/// How the work on a job ended.
enum Outcome {
    Ended(Result<End, JobFailure>),
    LeaseLost,
    Stopped,
}

/// What was stored about the end of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settled {
    Done,
    /// The attempt failed; another one follows.
    Failed,
    /// The last attempt failed.
    Dead,
    /// The job waits for something that is missing.
    Postponed,
    GivenBack,
    /// Another worker has the job.
    Lost,
}

impl Settled {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Dead => "dead",
            Self::Postponed => "postponed",
            Self::GivenBack => "given-back",
            Self::Lost => "lost",
        }
    }
}

async fn run_under_lease(
    store: &Store,
    worker: &impl Worker,
    job: &ClaimedJob,
    stop: &mut watch::Receiver<bool>,
) -> Outcome {
    let mut work = pin!(AssertUnwindSafe(worker.run(job)).catch_unwind());
    let mut interrupted = pin!(async {
        stopped(stop).await;
        sleep(GRACE).await;
    });
    let mut heartbeat = interval_at(tokio::time::Instant::now() + HEARTBEAT, HEARTBEAT);
    let mut renewed = Instant::now();
    loop {
        tokio::select! {
            biased;
            done = &mut work => {
                let panicked = |_| Err(JobFailure::passing("internal", "the work panicked"));
                return Outcome::Ended(done.unwrap_or_else(panicked));
            }
            () = &mut interrupted => return Outcome::Stopped,
            _ = heartbeat.tick() => match store.renew_lease(job.lease, LEASE).await {
                Ok(true) => renewed = Instant::now(),
                Err(error) if renewed.elapsed() < LEASE => tracing::debug!(%error, "a lease is not renewed"),
                Ok(false) | Err(_) => return Outcome::LeaseLost,
            },
        }
    }
}

/// Stores how the work on a job ended.
async fn settle(store: &Store, job: &ClaimedJob, outcome: Outcome) -> Result<Settled, StoreError> {
    let failure = match outcome {
        Outcome::Ended(Ok(End::Finished)) => return Ok(Settled::Done),
        Outcome::Ended(Ok(End::Unfinished)) => {
            let is_ours = store.finish_job(job.lease).await?;
            return Ok(if is_ours { Settled::Done } else { Settled::Lost });
        }
        Outcome::LeaseLost => {
            tracing::warn!(kind = job.kind, id = %job.lease.job, "the lease of a job was lost; another worker does it");
            return Ok(Settled::Lost);
        }
        Outcome::Stopped => {
            store.give_job_back(job.lease).await?;
            return Ok(Settled::GivenBack);
        }
        Outcome::Ended(Err(failure)) => failure,
    };
    let JobFailure { code, next, cause } = failure;
    if next == NextAttempt::WhenReady {
        tracing::info!(kind = job.kind, id = %job.lease.job, code, cause, "a job waits for something that is missing");
        let is_ours = store.postpone_job(job.lease, WAIT, Some(code)).await?;
        return Ok(if is_ours { Settled::Postponed } else { Settled::Lost });
    }
    let may_retry = next == NextAttempt::AfterPause;
    let is_dead = store.fail_job(job.lease, may_retry, pause(job.attempts), code).await?;
    let (kind, id, attempts) = (&job.kind, job.lease.job, job.attempts);
    match is_dead {
        Some(true) => {
            tracing::error!(kind, %id, attempts, code, cause, "a job is dead; GET /api/v1/jobs?state=dead lists it");
            Ok(Settled::Dead)
        }
        Some(false) => {
            tracing::warn!(kind, %id, attempts, code, cause, "a job failed and is tried again");
            Ok(Settled::Failed)
        }
        None => Ok(Settled::Lost),
    }
}

/// Waits until the worker has to stop. A sender that is gone means the same.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stops| *stops).await;
}

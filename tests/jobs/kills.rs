//! A worker is a process that may die at any point. It is killed in a loop, and every effect is there once.

use std::env;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use prongsai_application::job::{End, JobFailure, Signals, Turn, Wanted, Worker, run_next, work};
use prongsai_application::{Clock as _, SystemClock};
use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{AuditEntry, ClaimedJob, Store, StoreOptions, Transaction};
use prongsai_test_support::{Recorded, StoreError, TestDatabase};
use tokio::sync::watch;

use super::{expire, insert};

/// The URL of the database, for the process that is killed.
const DATABASE: &str = "PRONGSAI_KILLED_WORKER";
const KINDS: [(&str, i16); 1] = [("test.count", 1)];
const WANTED: Wanted<'_> = Wanted {
    kinds: &KINDS,
    spacing: Duration::ZERO,
};
/// Jobs for each kill.
const JOBS: u32 = 40;

/// Does jobs whose effect is an entry of the audit trail.
struct Counter(Store);

impl Counter {
    fn of(url: &str) -> Self {
        Self(Store::new(StoreOptions::new(url)).unwrap())
    }
}

impl Worker for Counter {
    async fn run(&self, job: &ClaimedJob) -> Result<End, JobFailure> {
        let lease = job.lease;
        let effect = async |transaction: &mut Transaction| -> Result<Recorded<()>, StoreError> {
            let mut entry = AuditEntry::new(SystemClock.now(), None, AuditAction::JobRetry, "job");
            entry.subject = Some(lease.job.get());
            let recorded = transaction.record(entry, ()).await?;
            if transaction.finish_job(lease).await? {
                Ok(recorded)
            } else {
                Err(StoreError::Unavailable("the lease was lost".to_owned()))
            }
        };
        self.0.write("test.count", effect).await?;
        Ok(End::Finished)
    }
}

#[tokio::test]
#[ignore = "it is the process that the other test kills"]
async fn worker() {
    let Ok(url) = env::var(DATABASE) else {
        return;
    };
    let counter = Counter::of(&url);
    let (_sender, stop) = watch::channel(false);
    let wake = Arc::default();
    work(&counter.0, &counter, &WANTED, Signals { wake, stop }).await;
}

/// `PRONGSAI_KILLS` is the number of kills; `scripts/kill-workers` sets it to 200.
#[tokio::test]
async fn every_effect_is_there_once_whenever_workers_are_killed() {
    let kills: u32 = env::var("PRONGSAI_KILLS").map_or(10, |kills| kills.parse().unwrap());
    let database = TestDatabase::create().await;
    let mut expected = 0;
    for kill in 0..kills {
        insert(&database, JOBS, "NULL").await;
        expected += i64::from(JOBS);
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["jobs::kills::worker", "--exact", "--ignored"])
            .env(DATABASE, database.runtime_url())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let begun = "SELECT coalesce(sum(attempts), 0) FROM jobs";
        let wanted = database.number(begun).await + i64::from(kill % JOBS) + 1;
        while database.number(begun).await < wanted {
            assert_eq!(process.try_wait().unwrap(), None, "the worker ended by itself");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // SIGKILL.
        process.kill().unwrap();
        process.wait().unwrap();
        expire(&database).await;
    }
    let counter = Counter::of(database.runtime_url());
    let (_sender, mut stop) = watch::channel(false);
    // The server of the database may still have the session of the last process: it holds the locks of its job.
    while database.number("SELECT count(*) FROM jobs WHERE state <> 'done'").await > 0 {
        expire(&database).await;
        while run_next(&counter.0, &counter, &WANTED, &mut stop).await.unwrap() == Turn::Worked {}
    }
    let effects = "SELECT count(*) FROM audit_entries WHERE subject_kind = 'job'";
    assert_eq!(database.number(effects).await, expected);
    let jobs = "SELECT count(DISTINCT subject_id) FROM audit_entries JOIN jobs ON jobs.id = subject_id";
    assert_eq!(database.number(jobs).await, expected);
    let attempts = database.number("SELECT sum(attempts) FROM jobs").await;
    println!("{kills} kills, {expected} jobs, {attempts} attempts");
    assert!(attempts >= expected);
}

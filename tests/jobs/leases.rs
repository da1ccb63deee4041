use std::time::Duration;

use prongsai_application::job::{End, JobFailure, Turn, Wanted, Worker, run_next};
use prongsai_persistence::{ClaimedJob, Store, StoreOptions};
use prongsai_test_support::TestDatabase;
use tokio::sync::watch;
use tokio::task::LocalSet;
use uuid::Uuid;

use super::{expire, insert};

const KINDS: [(&str, i16); 1] = [("test.count", 1)];
const LONG: Duration = Duration::from_mins(1);
const WANTED: Wanted<'_> = Wanted {
    kinds: &KINDS,
    spacing: Duration::ZERO,
};

fn store(database: &TestDatabase) -> Store {
    Store::new(StoreOptions::new(database.runtime_url())).unwrap()
}

/// Leases the next job of these kinds.
async fn leased(store: &Store, kinds: &[(&'static str, i16)]) -> Option<ClaimedJob> {
    let claimed = store.claim_job(kinds, Uuid::new_v4(), LONG, Duration::ZERO);
    claimed.await.unwrap()
}

/// A worker that was held up finds that another one has its job.
#[tokio::test]
async fn a_lost_lease_neither_finishes_nor_fails_a_job() {
    let database = TestDatabase::create().await;
    let store = store(&database);
    insert(&database, 1, "NULL").await;
    let first = leased(&store, &KINDS).await.unwrap();
    assert!(leased(&store, &KINDS).await.is_none());

    expire(&database).await;
    let second = leased(&store, &KINDS).await.unwrap();

    assert_eq!((first.lease.job, second.attempts), (second.lease.job, 2));
    assert!(!store.renew_lease(first.lease, LONG).await.unwrap());
    assert!(!store.finish_job(first.lease).await.unwrap());
    assert!(!store.give_job_back(first.lease).await.unwrap());
    let failed = store.fail_job(first.lease, true, Duration::ZERO, "late").await.unwrap();
    assert_eq!(failed, None);
    assert!(store.renew_lease(second.lease, LONG).await.unwrap());
    assert!(store.finish_job(second.lease).await.unwrap());
    assert!(!store.finish_job(second.lease).await.unwrap());
    assert_eq!(database.text("SELECT state FROM jobs").await, "done");
}

#[tokio::test]
async fn a_job_that_fails_waits_and_dies_after_its_attempts() {
    let database = TestDatabase::create().await;
    let store = store(&database);
    insert(&database, 1, "NULL").await;
    database.execute("UPDATE jobs SET attempts_max = 2").await.unwrap();
    let claim = async || leased(&store, &KINDS).await;
    let first = claim().await.unwrap().lease;
    assert_eq!(store.fail_job(first, true, LONG, "busy").await.unwrap(), Some(false));
    assert!(claim().await.is_none(), "it is not due before the pause has passed");
    database.execute("UPDATE jobs SET run_at = now()").await.unwrap();
    let second = claim().await.unwrap().lease;
    assert_eq!(store.fail_job(second, true, LONG, "busy").await.unwrap(), Some(true));
    let found = database.text("SELECT state || ' ' || error_code FROM jobs").await;
    assert_eq!(found, "dead busy");

    // A failure that no attempt changes needs no second one.
    insert(&database, 1, "NULL").await;
    let lasting = claim().await.unwrap().lease;
    assert_eq!(
        store.fail_job(lasting, false, LONG, "refused").await.unwrap(),
        Some(true)
    );
}

/// A year book is not made again for each of a hundred measures that are published one by one.
#[tokio::test]
async fn jobs_with_the_same_key_keep_their_distance() {
    let database = TestDatabase::create().await;
    let store = store(&database);
    let claim = async || {
        let claimed = store.claim_job(&KINDS, Uuid::new_v4(), LONG, Duration::from_secs(2));
        claimed.await.unwrap()
    };
    insert(&database, 1, "'year'").await;
    assert!(store.finish_job(claim().await.unwrap().lease).await.unwrap());
    insert(&database, 1, "'year'").await;
    assert!(claim().await.is_none(), "the same key waits");
    insert(&database, 1, "'other year'").await;
    insert(&database, 1, "NULL").await;
    assert!(claim().await.is_some() && claim().await.is_some(), "others do not");
    let earlier = "UPDATE jobs SET finished_at = finished_at - interval '3 seconds' WHERE state = 'done'";
    database.execute(earlier).await.unwrap();
    assert!(claim().await.is_some());
}

/// What a server lacks is no fault of a job: the attempt does not count, and the lane waits, so that the other jobs that
/// need the same are not tried one after the other.
#[tokio::test]
async fn a_job_that_needs_what_is_missing_waits_and_loses_no_attempt() {
    struct Lacking;
    impl Worker for Lacking {
        async fn run(&self, _: &ClaimedJob) -> Result<End, JobFailure> {
            Err(JobFailure::not_ready("renderer-not-ready", "it is being built"))
        }
    }
    let database = TestDatabase::create().await;
    let store = store(&database);
    insert(&database, 1, "NULL").await;
    database.execute("UPDATE jobs SET attempts_max = 1").await.unwrap();
    let (_stop, mut stopped) = watch::channel(false);
    for _ in 0..3 {
        database.execute("UPDATE jobs SET run_at = now()").await.unwrap();
        let turn = run_next(&store, &Lacking, &WANTED, &mut stopped).await.unwrap();
        assert_eq!(turn, Turn::Blocked);
        assert!(leased(&store, &KINDS).await.is_none(), "it is not due yet");
        let found = database
            .text("SELECT state || ' ' || attempts || ' ' || error_code FROM jobs")
            .await;
        assert_eq!(found, "queued 0 renderer-not-ready");
    }
}

/// A job that ends its worker each time must not end every server for all time.
#[tokio::test]
async fn a_job_whose_workers_died_at_every_attempt_is_dead() {
    let database = TestDatabase::create().await;
    let store = store(&database);
    insert(&database, 1, "NULL").await;
    database.execute("UPDATE jobs SET attempts_max = 1").await.unwrap();
    leased(&store, &KINDS).await.unwrap();
    assert_eq!(store.bury_lost_jobs().await.unwrap(), 0);
    expire(&database).await;
    assert!(leased(&store, &KINDS).await.is_none());
    assert_eq!(store.bury_lost_jobs().await.unwrap(), 1);
    let found = database.text("SELECT state || ' ' || error_code FROM jobs").await;
    assert_eq!(found, "dead worker-lost");
}

#[tokio::test]
async fn a_job_of_a_newer_program_waits() {
    let database = TestDatabase::create().await;
    let store = store(&database);
    insert(&database, 2, "NULL").await;
    let newer = "UPDATE jobs SET version = 2 WHERE id = (SELECT min(id::text)::uuid FROM jobs)";
    database.execute(newer).await.unwrap();
    let claimed = leased(&store, &KINDS).await.unwrap();
    assert_eq!(claimed.version, 1);
    for kinds in [&KINDS[..], &[("test.other", 1), ("test.other", 2)]] {
        assert!(leased(&store, kinds).await.is_none());
    }
    let waiting = database
        .text("SELECT state || ' ' || attempts FROM jobs WHERE version = 2")
        .await;
    assert_eq!(waiting, "queued 0");
}

/// What is committed while the work runs was perhaps not read by it.
#[tokio::test]
async fn jobs_with_the_same_key_are_done_once_but_later_ones_again() {
    let database = TestDatabase::create().await;
    let store = store(&database);
    let claim = async || leased(&store, &KINDS).await;
    insert(&database, 5, "'year'").await;
    insert(&database, 1, "'other year'").await;
    let open = database.connect().await;
    let uncommitted = "BEGIN; INSERT INTO jobs (id, kind, version, payload, dedupe_key, attempts_max) \
                       VALUES (gen_random_uuid(), 'test.count', 1, 'null', 'year', 1000)";
    open.batch_execute(uncommitted).await.unwrap();

    let first = claim().await.unwrap();
    let other = claim().await.unwrap();
    assert!(claim().await.is_none());
    open.batch_execute("COMMIT").await.unwrap();
    assert!(claim().await.is_none(), "the same year is not made twice at once");
    let merged = format!(
        "SELECT count(*) FROM jobs WHERE state = 'merged' AND merged_into = '{}'",
        first.lease.job
    );
    assert_eq!(database.number(&merged).await, 4);
    assert!(store.finish_job(first.lease).await.unwrap());

    let later = claim().await.unwrap();
    assert!(store.finish_job(later.lease).await.unwrap());
    assert!(store.finish_job(other.lease).await.unwrap());
    assert!(claim().await.is_none());
}

#[tokio::test]
async fn workers_never_wait_for_each_other_and_never_share_a_job() {
    let database = TestDatabase::create().await;
    insert(&database, 60, "NULL").await;
    let together = LocalSet::new();
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let store = store(&database);
            together.spawn_local(async move {
                let mut done = 0;
                while let Some(job) = leased(&store, &KINDS).await {
                    assert!(store.finish_job(job.lease).await.unwrap());
                    done += 1;
                }
                done
            })
        })
        .collect();
    together.await;
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap();
    }
    assert_eq!(done, 60);
    assert_eq!(database.number("SELECT sum(attempts) FROM jobs").await, 60);
}

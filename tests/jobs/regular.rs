use prongsai_application::job::{self, KINDS, Kind, Lane};
use prongsai_test_support::TestApp;

/// However many servers look, and however often.
#[tokio::test]
async fn a_regular_job_is_inserted_once_in_the_cluster_for_each_moment() {
    let app = TestApp::start().await;
    let other = app.another_server();
    // A server that checks no links inserts no jobs for it.
    let is_inserted = |kind: &&Kind| kind.period.is_some() && kind.lane != Lane::Visits;
    let regular = KINDS.iter().filter(is_inserted).count();
    let mut inserted = 0;
    for _ in 0..3 {
        let (one, two) = tokio::join!(
            job::enqueue_regular(app.use_cases()),
            job::enqueue_regular(other.use_cases())
        );
        inserted += one.unwrap() + two.unwrap();
    }
    // The hour may end during the test.
    assert!(
        inserted == regular || inserted == 2 * regular || inserted == 2 * regular - 1,
        "{inserted}"
    );
    let twice = "SELECT count(*) FROM (SELECT 1 FROM job_ticks GROUP BY name, due_at HAVING count(*) > 1) twice";
    assert_eq!(app.database.number(twice).await, 0);

    // No server ran for three days. The last moment alone is made up for.
    app.database.execute("DELETE FROM jobs").await.unwrap();
    let three_days_ago = "UPDATE job_ticks SET due_at = due_at - interval '3 days'";
    app.database.execute(three_days_ago).await.unwrap();
    assert_eq!(job::enqueue_regular(app.use_cases()).await.unwrap(), regular);
    assert!(app.work().await >= regular);
    let left = "SELECT count(*) FROM jobs WHERE state NOT IN ('done', 'merged') AND kind NOT LIKE 'rendition.%'";
    assert_eq!(app.database.number(left).await, 0);
}

#[tokio::test]
async fn housekeeping_deletes_what_expired_and_finished_jobs() {
    let app = TestApp::start().await;
    app.try_login("nobody", "a wrong password").await.is(401);
    app.clock.advance_seconds(2 * 60 * 60);
    let old = "INSERT INTO jobs (id, kind, version, payload, attempts_max, state, finished_at) \
               SELECT gen_random_uuid(), 'test.old', 1, 'null', 1, state, now() - interval '8 days' \
               FROM unnest(ARRAY['done', 'dead']) AS old (state)";
    app.database.execute(old).await.unwrap();
    job::enqueue_regular(app.use_cases()).await.unwrap();
    app.work().await;
    assert_eq!(app.database.number("SELECT count(*) FROM login_throttle").await, 0);
    let left = app
        .database
        .text("SELECT string_agg(state, ' ') FROM jobs WHERE kind = 'test.old'")
        .await;
    assert_eq!(left, "dead");
}

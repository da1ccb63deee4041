//! Changes that conflict with another transaction. PostgreSQL rolls one of the two back, and the program repeats it.

use std::future::IntoFuture as _;

use prongsai_test_support::{Answer, Request, TestApp, TestDatabase, assert_problem, sample};
use serde_json::json;

const TITLE: &str = "แก้แล้ว";
const DEADLOCKS: &str = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

/// Sends a request that locks the organization and then documents, while another connection locks them in the opposite
/// order.
async fn in_a_deadlock(database: &TestDatabase, request: Request) -> Answer {
    let other = database.connect().await;
    // With the long timeout the other connection never detects the deadlock, so PostgreSQL never rolls it back.
    let lock = "SET deadlock_timeout = '1min'; BEGIN; SELECT FROM documents FOR UPDATE";
    other.batch_execute(lock).await.unwrap();
    let asked = tokio::spawn(request.into_future());
    while database.waiting().await == 0 {
        tokio::task::yield_now().await;
    }
    other
        .batch_execute("SELECT FROM organizations FOR UPDATE")
        .await
        .unwrap();
    other.batch_execute("ROLLBACK").await.unwrap();
    asked.await.unwrap()
}

/// Makes the first `times` attempts to write an audit entry of this action fail with a code. A sequence counts the
/// attempts, because a roll-back does not reset it.
async fn fail(database: &TestDatabase, action: &str, times: u32, code: &str) {
    let setup = format!(
        "CREATE SEQUENCE tried; GRANT USAGE ON SEQUENCE tried TO PUBLIC;
         CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF NEW.action = '{action}' AND nextval('tried') <= {times} THEN
                 RAISE EXCEPTION 'provoked' USING ERRCODE = '{code}';
             END IF;
             RETURN NEW;
         END $$;
         CREATE TRIGGER fail BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION fail()"
    );
    database.connect().await.batch_execute(&setup).await.unwrap();
}

#[tokio::test]
async fn a_change_that_a_deadlock_rolled_back_is_repeated() {
    let app = TestApp::start().await;
    let (drafter, measure) = (app.drafter().await, app.measure(&json!({})).await);
    let edit = drafter.patch(&measure.path()).if_match(&measure.etag);
    let answer = in_a_deadlock(&app.database, edit.json(&json!({ "title": TITLE })))
        .await
        .is(200);
    assert_eq!(answer.json()["title"], TITLE);
    assert!(app.database.number(DEADLOCKS).await > 0);
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM contents WHERE kind = 'measure'")
            .await,
        2
    );
    let edits = "SELECT count(*) FROM audit_entries WHERE action = 'measure.edit'";
    assert_eq!(app.database.number(edits).await, 1);
    let metrics = app.anonymous().get("/metrics").await.text();
    assert!(
        metrics.contains(r#"transaction_repeats_total{transaction="document.edit"} 1"#),
        "{metrics}"
    );
}

#[tokio::test]
async fn a_step_of_a_whole_year_is_taken_after_a_deadlock() {
    let app = TestApp::start().await;
    let (one, other) = (app.measure(&json!({})).await, app.measure(&json!({})).await);
    let drafter = app.drafter().await;
    let path = format!(
        "/api/v1/organizations/{}/fiscal-years/2566/measures/submit",
        app.ours.id
    );
    let all = drafter.all_measures(&app.ours.id, 2566).await;
    let submit = drafter.post(&path).key("key-1").json(&all);
    let answer = in_a_deadlock(&app.database, submit).await.is(200).json();
    let mut changed: Vec<&str> = answer["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    changed.sort_unstable();
    let mut expected = [one.id.as_str(), other.id.as_str()];
    expected.sort_unstable();
    assert_eq!(changed, expected);
}

/// Rows of measures: the templates that come with the program are contents too.
const OF_MEASURES: &str = "one WHERE coalesce(to_jsonb(one) ->> 'kind', 'measure') = 'measure'";

#[tokio::test]
async fn a_serialization_failure_is_repeated_with_the_same_input() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    fail(&app.database, "measure.create", 3, "40001").await;
    let create = || {
        drafter
            .post("/api/v1/measures")
            .key("key-1")
            .json(&sample::measure(&app.ours.id))
    };
    let first = create().await.is(201);
    assert_eq!(app.database.number("SELECT last_value FROM tried").await, 4);
    for table in ["documents", "editions", "contents", "idempotency_keys"] {
        assert_eq!(
            app.database
                .number(&format!("SELECT count(*) FROM {table} {OF_MEASURES}"))
                .await,
            1,
            "{table}"
        );
    }
    let again = create().await.is(201);
    assert_eq!(
        (again.header("idempotency-replayed"), &again.body),
        (Some("true"), &first.body)
    );
}

#[tokio::test]
async fn an_import_is_repeated_too() {
    let app = TestApp::start().await;
    let bundle = sample::bundle(&app.ours.name_th);
    fail(&app.database, "bundle.import", 1, "40P01").await;
    app.admin()
        .post("/api/v1/imports?dry_run=false")
        .json(&bundle)
        .await
        .is(201);
    assert_eq!(app.database.number("SELECT last_value FROM tried").await, 2);
    assert_eq!(app.database.number("SELECT count(*) FROM results").await, 1);
    let dry_run = app
        .admin()
        .post("/api/v1/imports?dry_run=true")
        .json(&bundle)
        .await
        .is(200)
        .json();
    assert_eq!(dry_run["created"], json!([]));
}

#[tokio::test]
async fn after_a_few_repeats_the_client_gets_retry_after() {
    let app = TestApp::start().await;
    let (drafter, measure) = (app.drafter().await, app.measure(&json!({})).await);
    fail(&app.database, "measure.edit", 100, "40001").await;
    let before = app.database.fingerprint(&[]).await;
    let edit = drafter.patch(&measure.path()).if_match(&measure.etag);
    let answer = edit.json(&json!({ "title": TITLE })).await;
    assert_problem(&answer, 503, "unavailable");
    assert!(answer.header("retry-after").is_some());
    assert_eq!(app.database.number("SELECT last_value FROM tried").await, 4);
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

/// Runs `what` at the first commit of a transaction that writes an audit entry of `measure.edit`. A sequence counts
/// these commits.
async fn at_commit(database: &TestDatabase, what: &str) {
    let setup = format!(
        "CREATE SEQUENCE tried; GRANT USAGE ON SEQUENCE tried TO PUBLIC;
         CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('tried') = 1 THEN {what}; END IF;
             RETURN NULL;
         END $$;
         CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON audit_entries DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW WHEN (NEW.action = 'measure.edit') EXECUTE FUNCTION at_commit()"
    );
    database.connect().await.batch_execute(&setup).await.unwrap();
}

#[tokio::test]
async fn a_commit_that_the_database_refuses_is_repeated() {
    let app = TestApp::start().await;
    let (drafter, measure) = (app.drafter().await, app.measure(&json!({})).await);
    at_commit(&app.database, "RAISE EXCEPTION 'provoked' USING ERRCODE = '40001'").await;
    let edit = drafter.patch(&measure.path()).if_match(&measure.etag);
    edit.json(&json!({ "title": TITLE })).await.is(200);
    assert_eq!(app.database.number("SELECT last_value FROM tried").await, 2);
}

/// The connection ends during the commit, so the program cannot know whether it was carried out.
#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_not_repeated() {
    let app = TestApp::start().await;
    let (drafter, measure) = (app.drafter().await, app.measure(&json!({})).await);
    let end = "PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(1)";
    at_commit(&app.database, end).await;
    let edit = drafter.patch(&measure.path()).if_match(&measure.etag);
    let answer = edit.json(&json!({ "title": TITLE })).await;
    assert_problem(&answer, 503, "unavailable");
    assert_eq!(app.database.number("SELECT last_value FROM tried").await, 1);
}

/// Another transaction may hold the lock for a long time, so the client decides whether to wait again.
#[tokio::test]
async fn a_lock_timeout_is_not_repeated() {
    let app = TestApp::start().await;
    let (drafter, measure) = (app.drafter().await, app.measure(&json!({})).await);
    fail(&app.database, "measure.edit", 100, "55P03").await;
    let edit = drafter.patch(&measure.path()).if_match(&measure.etag);
    let answer = edit.json(&json!({ "title": TITLE })).await;
    assert_problem(&answer, 503, "unavailable");
    assert!(answer.header("retry-after").is_some());
    assert_eq!(app.database.number("SELECT last_value FROM tried").await, 1);
}

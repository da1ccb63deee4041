//! Requests at the same time: of those in conflict one succeeds, and the others get an error.

use std::future::IntoFuture as _;

use prongsai_test_support::{Answer, Client, Document, Request, Role, TestApp, assert_problem, sample};
use serde_json::json;

async fn at_once(requests: Vec<Request>) -> Vec<Answer> {
    let mut running = tokio::task::JoinSet::new();
    for request in requests {
        running.spawn(async move { request.await });
    }
    running.join_all().await
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

fn step(client: &Client, document: &Document, step: &str) -> Request {
    client
        .post(&format!("{}/{step}", document.path()))
        .if_match(&document.etag)
}

#[tokio::test]
async fn of_simultaneous_edits_one_succeeds_and_the_others_get_412() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.measure(&json!({})).await;
    let edit = |number: u32| {
        drafter
            .patch(&measure.path())
            .if_match(&measure.etag)
            .json(&json!({ "title": format!("ฉบับของคนที่ {number}") }))
    };
    let answers = at_once((0..6).map(edit).collect()).await;
    assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 5));
    let winner = answers.iter().find(|answer| answer.status == 200).unwrap().json();
    measure.refresh(&drafter).await;
    assert_eq!(measure.view["title"], winner["title"]);
    for late in answers.iter().filter(|answer| answer.status == 412) {
        assert_problem(late, 412, "stale");
    }
}

#[tokio::test]
async fn of_two_simultaneous_approvals_one_succeeds() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let (one, other) = (app.approver().await, app.somebody_with(&[Role::Approver]).await);
    let answers = at_once(vec![step(&one, &measure, "approve"), step(&other, &measure, "approve")]).await;
    assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 1));
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM audit_entries WHERE action = 'measure.approve'")
            .await,
        1
    );
}

#[tokio::test]
async fn of_simultaneous_approval_and_return_one_succeeds() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let (one, other) = (app.approver().await, app.somebody_with(&[Role::Approver]).await);
    let back = step(&other, &measure, "return").json(&json!({ "reason": "ยังไม่ครบ" }));
    let answers = at_once(vec![step(&one, &measure, "approve"), back]).await;
    assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 1));
    let state = app.database.text("SELECT state FROM editions").await;
    assert!(["approved", "returned"].contains(&state.as_str()), "{state}");
}

#[tokio::test]
async fn two_corrections_begun_at_once_are_one() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    let (one, other) = (app.drafter().await, app.somebody_with(&[Role::Drafter]).await);
    let answers = at_once(vec![step(&one, &measure, "revise"), step(&other, &measure, "revise")]).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.status < 300).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(app.database.number("SELECT count(*) FROM editions").await, 2);
}

#[tokio::test]
async fn two_simultaneous_imports_of_a_bundle_make_one_year() {
    let app = TestApp::start().await;
    let bundle = sample::bundle(&app.ours.name_th);
    let import = || app.admin().post("/api/v1/imports?dry_run=false").json(&bundle);
    for answer in at_once(vec![import(), import(), import()]).await {
        assert!(matches!(answer.status, 201 | 409), "{}", answer.text());
    }
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM documents WHERE kind = 'measure'")
            .await,
        1
    );
    assert_eq!(app.database.number("SELECT count(*) FROM results").await, 1);
}

#[tokio::test]
async fn an_organization_is_founded_once() {
    let app = TestApp::start().await;
    let body = sample::organization("เทศบาลตำบลเกิดพร้อมกัน");
    let found = || app.admin().post("/api/v1/organizations").json(&body);
    let answers = at_once(vec![found(), found(), found()]).await;
    assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 2));
}

/// Submitting a report locks the measures of its year, and publishing one of them locks the same rows. Both take locks
/// in one order, so that they cannot deadlock and neither is answered 503.
#[tokio::test]
async fn a_report_is_submitted_while_one_of_its_measures_is_published() {
    const TIMES: usize = 1_000;
    let app = TestApp::start().await;
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let first = app.published_measure(&json!({})).await;
    let results = format!("{}/results", first.path());
    let result = drafter.post(&results).json(&sample::result()).await.is(201).id();
    let result = format!("{results}/{result}");
    let mut measure = app.measure(&json!({})).await;
    measure.steps(&[(&drafter, "submit"), (&approver, "approve")]).await;
    let mut report = app.report(&json!({})).await;
    let reason = json!({ "reason": "อีกครั้ง" });
    for round in 0..TIMES {
        // The tables grow from empty, and the planner needs new statistics.
        if round % 50 == 49 {
            app.database.execute("ANALYZE").await.unwrap();
        }
        let submitting = tokio::spawn(step(&drafter, &report, "submit").into_future());
        let publishing = tokio::spawn(step(&publisher, &measure, "publish").into_future());
        // A third request that locks a row between the other two.
        let edit = json!({ "output": format!("ครั้งที่ {round}") });
        let recording = tokio::spawn(drafter.patch(&result).if_match("*").json(&edit).into_future());
        (report.etag, measure.etag) = (
            submitting.await.unwrap().is(200).etag(),
            publishing.await.unwrap().is(200).etag(),
        );
        recording.await.unwrap().is(200);
        report.step(&approver, "return", &reason).await;
        measure
            .steps(&[(&drafter, "revise"), (&drafter, "submit"), (&approver, "approve")])
            .await;
    }
    let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    assert_eq!(app.database.number(deadlocks).await, 0);
}

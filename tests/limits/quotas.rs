//! How many things an organization may store.

use std::future::IntoFuture as _;
use std::time::Duration;

use prongsai_test_support::{
    Answer, Client, Limits, Quotas, Request, Role, ServerOptions, TestApp, assert_problem, sample,
};
use serde_json::{Value, json};

const MEASURES: &str = "/api/v1/measures";
const DOCUMENTS: &str = "SELECT count(*) FROM documents";

fn limits(quotas: Quotas) -> Limits {
    Limits {
        quotas,
        ..Limits::default()
    }
}

async fn start(quotas: Quotas) -> TestApp {
    TestApp::start_limited(ServerOptions::default(), limits(quotas)).await
}

fn documents(number: u64) -> Quotas {
    Quotas {
        documents: Some(number),
        ..Quotas::default()
    }
}

/// Expects a refusal whose detail has these numbers, in Thai.
#[track_caller]
fn assert_exceeded(answer: &Answer, numbers: &[&str]) {
    let refusal = assert_problem(answer, 409, "quota-exceeded");
    for number in numbers {
        assert!(refusal.detail().contains(number), "{number}: {}", refusal.detail());
    }
}

/// Results of a measure in a bundle, with keys of their own.
fn results(number: usize) -> Value {
    let one = |index: usize| json!({ "key": format!("r-{index}"), "details": "ทำแล้ว", "period": "2566-03" });
    (0..number).map(one).collect()
}

#[tokio::test]
async fn a_year_has_so_many_documents_of_all_kinds() {
    let app = start(documents(3)).await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    app.announcement(&json!({})).await;
    app.complaint_statistics().await;
    let body = sample::measure(&app.ours.id);
    let before = app.database.fingerprint(&[]).await;

    let refused = drafter.post(MEASURES).key("key-1").json(&body).await;

    assert_exceeded(&refused, &["ไม่เกิน 3 ", "มี 3 "]);
    let english = drafter.post(MEASURES).english().json(&body).await;
    assert_problem(&english, 409, "quota-exceeded");
    assert_eq!(app.database.fingerprint(&[]).await, before);
    // Another year and another organization have quotas of their own.
    let next_year = sample::with(body.clone(), &json!({ "fiscal_year": 2567 }));
    drafter.post(MEASURES).json(&next_year).await.is(201);
    let theirs = sample::measure(&app.theirs.id);
    app.stranger(Role::Drafter)
        .await
        .post(MEASURES)
        .json(&theirs)
        .await
        .is(201);
    // What is deleted makes room, and the refused request may use its key again.
    drafter.delete(&measure.path()).if_match(&measure.etag).await.is(204);
    drafter.post(MEASURES).key("key-1").json(&body).await.is(201);
    assert_exceeded(&drafter.post(MEASURES).json(&body).await, &["ไม่เกิน 3 "]);
}

async fn at_once(requests: Vec<Request>) -> Vec<Answer> {
    let running: Vec<_> = requests
        .into_iter()
        .map(|request| tokio::spawn(request.into_future()))
        .collect();
    let mut answers = Vec::new();
    for one in running {
        answers.push(one.await.unwrap());
    }
    answers
}

#[tokio::test]
async fn documents_that_are_created_at_once_do_not_exceed_the_quota() {
    const QUOTA: u64 = 7;
    let app = start(documents(QUOTA)).await;
    let other = app.another_server_limited(limits(documents(QUOTA)));
    let (one, another) = (app.drafter().await, app.somebody_with(&[Role::Drafter]).await);
    let there = |client: &Client| other.anonymous().with_token(client.token.clone().unwrap());
    let clients = [one.clone(), another.clone(), there(&one), there(&another)];
    let body = sample::measure(&app.ours.id);
    let create = |client: &Client| client.post(MEASURES).json(&body);

    let answers = at_once((0..5).flat_map(|_| clients.iter().map(create)).collect()).await;

    let created = answers.iter().filter(|answer| answer.status == 201).count();
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_problem(refused, 409, "quota-exceeded");
    }
    assert_eq!(u64::try_from(created).unwrap(), QUOTA);
    assert_eq!(app.database.number(DOCUMENTS).await, i64::try_from(QUOTA).unwrap());
}

/// Up to half of the quota, less a hundred, creates share the lock of the organization.
#[tokio::test]
async fn creates_go_on_beside_each_other_while_there_is_room() {
    let app = start(documents(240)).await;
    let drafter = app.drafter().await;
    let body = sample::measure(&app.ours.id);
    let create = || drafter.post(MEASURES).json(&body);
    for answer in at_once((0..30).map(|_| create()).collect()).await {
        answer.is(201);
    }
    // Creates that ran together may all have counted few documents, and such a count is used for a second.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let holder = app.database.connect().await;
    let share = "BEGIN; SELECT FROM organizations FOR SHARE";
    holder.batch_execute(share).await.unwrap();
    let waiting = tokio::spawn(create().into_future());
    while app.database.waiting().await == 0 {
        assert!(!waiting.is_finished(), "the create took no lock for itself");
        tokio::task::yield_now().await;
    }
    holder.batch_execute("ROLLBACK").await.unwrap();
    waiting.await.unwrap().is(201);
    // In another year there is room, so nothing waits for the lock.
    holder.batch_execute(share).await.unwrap();
    let next_year = sample::with(body.clone(), &json!({ "fiscal_year": 2567 }));
    drafter.post(MEASURES).json(&next_year).await.is(201);
    assert_eq!(app.database.number(DOCUMENTS).await, 32);
}

#[tokio::test]
async fn an_import_beyond_the_quota_stores_nothing() {
    let app = start(documents(4)).await;
    let drafter = app.drafter().await;
    app.measure(&json!({})).await;
    app.measure(&json!({})).await;
    // A measure, a report and an announcement.
    let bundle = sample::bundle(&app.ours.name_th);
    let before = app.database.fingerprint(&[]).await;
    for query in ["", "?dry_run=true"] {
        let refused = drafter.post(&format!("/api/v1/imports{query}")).json(&bundle).await;
        assert_exceeded(&refused, &["ไม่เกิน 4 ", "มี 2 ", "อีก 3 "]);
    }
    assert_eq!(app.database.fingerprint(&[]).await, before);
    let mut smaller = bundle.clone();
    smaller.as_object_mut().unwrap().remove("report");
    drafter.post("/api/v1/imports").json(&smaller).await.is(201);
    // What is there already needs no room.
    drafter.post("/api/v1/imports").json(&smaller).await.is(201);
    let mut changed = smaller;
    changed["measures"][0]["title"] = json!("ชื่อใหม่");
    drafter.post("/api/v1/imports").json(&changed).await.is(201);
    assert_eq!(app.database.number(DOCUMENTS).await, 4);
}

#[tokio::test]
async fn an_import_and_creates_at_once_do_not_exceed_the_quota() {
    let app = start(documents(6)).await;
    let drafter = app.drafter().await;
    let bundle = sample::bundle(&app.ours.name_th);
    let create = || drafter.post(MEASURES).json(&sample::measure(&app.ours.id));
    let mut requests: Vec<Request> = (0..6).map(|_| create()).collect();
    requests.insert(2, drafter.post("/api/v1/imports").json(&bundle));
    for answer in at_once(requests).await {
        assert!(matches!(answer.status, 201 | 409), "{}", answer.text());
    }
    assert!(app.database.number(DOCUMENTS).await <= 6);
}

#[tokio::test]
async fn a_measure_has_so_many_results() {
    let app = start(Quotas {
        results: Some(2),
        ..Quotas::default()
    })
    .await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    let path = format!("{}/results", measure.path());
    for _ in 0..2 {
        drafter.post(&path).json(&sample::result()).await.is(201);
    }
    assert_exceeded(
        &drafter.post(&path).json(&sample::result()).await,
        &["ไม่เกิน 2 ", "มี 2 "],
    );
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["measures"][0]["results"] = results(3);
    let before = app.database.fingerprint(&[]).await;
    let refused = drafter.post("/api/v1/imports").json(&bundle).await;
    assert_exceeded(&refused, &["ไม่เกิน 2 ", "อีก 3 "]);
    assert_eq!(app.database.fingerprint(&[]).await, before);
    bundle["measures"][0]["results"] = results(2);
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    let other_keys = json!([{ "key": "other", "details": "ทำแล้ว", "period": "2566-03" }]);
    bundle["measures"][0]["results"] = other_keys;
    let refused = drafter.post("/api/v1/imports").json(&bundle).await;
    assert_exceeded(&refused, &["ไม่เกิน 2 ", "มี 2 ", "อีก 1 "]);
}

#[tokio::test]
async fn results_that_are_recorded_at_once_do_not_exceed_the_quota() {
    let app = start(Quotas {
        results: Some(3),
        ..Quotas::default()
    })
    .await;
    let drafter = app.drafter().await;
    let path = format!("{}/results", app.measure(&json!({})).await.path());
    let record = || drafter.post(&path).json(&sample::result());
    let answers = at_once((0..8).map(|_| record()).collect()).await;
    let recorded = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(recorded, 3);
    assert_eq!(app.database.number("SELECT count(*) FROM results").await, 3);
}

#[tokio::test]
async fn a_document_has_so_many_editions() {
    let app = start(Quotas {
        editions: Some(2),
        ..Quotas::default()
    })
    .await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    let id = drafter.all(MEASURES).await[0]["id"].as_str().unwrap().to_owned();
    let mut measure = prongsai_test_support::Document::find(&drafter, "measures", &id).await;
    app.publish(&mut measure).await;
    measure.step(&drafter, "revise", &json!({})).await;
    app.publish(&mut measure).await;
    let refused = measure.try_step(&drafter, "revise", &json!({})).await;
    assert_exceeded(&refused, &["ไม่เกิน 2 ", "มี 2 "]);
    // An import that would begin a correction.
    bundle["measures"][0]["title"] = json!("ชื่อใหม่");
    let before = app.database.fingerprint(&[]).await;
    assert_exceeded(&drafter.post("/api/v1/imports").json(&bundle).await, &["ไม่เกิน 2 "]);
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn an_organization_has_so_many_divisions() {
    // The organizations of the tests have one.
    let app = start(Quotas {
        divisions: Some(3),
        ..Quotas::default()
    })
    .await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let path = format!("/api/v1/organizations/{}/divisions", app.ours.id);
    let create = |number: usize| admin.post(&path).json(&json!({ "name_th": format!("กองที่ {number}") }));
    let answers = at_once((0..5).map(create).collect()).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 2);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_exceeded(refused, &["ไม่เกิน 3 ", "มี 3 "]);
    }
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["organization"]["divisions"] = json!(["กองใหม่"]);
    bundle["measures"][0]["responsible_division"] = json!("กองใหม่");
    let drafter = app.drafter().await;
    let before = app.database.fingerprint(&[]).await;
    let path = "/api/v1/imports?create_divisions=true";
    let refused = drafter.post(path).json(&bundle).await;
    assert_exceeded(&refused, &["ไม่เกิน 3 "]);
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

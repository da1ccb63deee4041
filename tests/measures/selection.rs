//! A step of many measures names what was read: what is approved is what was seen.

use prongsai_test_support::{Answer, Client, Document, Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

async fn post(app: &TestApp, client: &Client, step: &str, body: &Value) -> Answer {
    let path = format!(
        "/api/v1/organizations/{}/fiscal-years/2566/measures/{step}",
        app.ours.id
    );
    client.post(&path).json(body).english().await
}

fn named(measures: &[&Document]) -> Value {
    let measures: Vec<Value> = measures
        .iter()
        .map(|measure| json!({ "id": measure.id, "revision": measure.view["revision"] }))
        .collect();
    json!({ "measures": measures })
}

async fn submitted(app: &TestApp, by: &Client) -> Document {
    let mut measure = Document::draft(by, "measures", &sample::measure(&app.ours.id)).await;
    measure.step(by, "submit", &json!({})).await;
    measure
}

/// Case P7: the refusal names the measure, with its place and the reason, and none is changed.
#[tokio::test]
async fn a_refusal_names_every_measure_and_why() {
    let app = TestApp::start().await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let both = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let (first, own, second) = (
        submitted(&app, &drafter).await,
        submitted(&app, &both).await,
        submitted(&app, &drafter).await,
    );
    for (body, pointer) in [
        (named(&[&first, &own, &second]), "/measures/1"),
        (both.all_measures(&app.ours.id, 2566).await, "/all"),
    ] {
        let refused = post(&app, &both, "approve", &body).await;
        let problem = assert_problem(&refused, 403, "four-eyes");
        let errors = problem.field_errors();
        assert_eq!(errors.len(), 1, "{}", refused.text());
        assert_eq!(
            (errors[0].place.as_str(), errors[0].code.as_str()),
            (pointer, "four-eyes")
        );
        assert!(errors[0].message.contains(&own.id), "{}", refused.text());
    }
    let mut with_reason = named(&[&own]);
    with_reason["override_reason"] = json!("หน่วยงานมีเจ้าหน้าที่คนเดียว");
    let refused = post(&app, &both, "approve", &with_reason).await;
    let errors = assert_problem(&refused, 403, "four-eyes").field_errors();
    assert!(
        errors[0].message.contains("allows_four_eyes_override"),
        "{}",
        refused.text()
    );
    assert_eq!(drafter.all("/api/v1/measures?state=submitted").await.len(), 3);
    post(&app, &approver, "approve", &named(&[&own, &first])).await.is(200);
    assert_eq!(drafter.all("/api/v1/measures?state=submitted").await.len(), 1);
}

#[tokio::test]
async fn what_changed_since_it_was_read_is_refused() {
    let app = TestApp::start().await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let (kept, changed) = (submitted(&app, &drafter).await, submitted(&app, &drafter).await);
    let (all, both) = (
        approver.all_measures(&app.ours.id, 2566).await,
        named(&[&kept, &changed]),
    );
    let mut now = changed.clone();
    now.step(&approver, "return", &json!({ "reason": "ขอให้แก้ไข" })).await;
    now.patch(&drafter, &json!({ "title": "ข้อความที่ยังไม่มีใครอ่าน" })).await;
    now.step(&drafter, "submit", &json!({})).await;
    assert_problem(&post(&app, &approver, "approve", &all).await, 412, "stale");
    let refused = post(&app, &approver, "approve", &both).await;
    let problem = assert_problem(&refused, 412, "stale");
    let errors = problem.field_errors();
    assert_eq!(errors.len(), 1, "{}", refused.text());
    assert_eq!(
        (errors[0].place.as_str(), errors[0].code.as_str()),
        ("/measures/1", "stale")
    );
    // A further measure is not in the digest that was read before.
    let all = approver.all_measures(&app.ours.id, 2566).await;
    submitted(&app, &drafter).await;
    assert_problem(&post(&app, &approver, "approve", &all).await, 412, "stale");
    let all = approver.all_measures(&app.ours.id, 2566).await;
    let outcome = post(&app, &approver, "approve", &all).await.is(200).json();
    assert_eq!(outcome["changed"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_step_of_many_says_what_was_read() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let (measure, other) = (
        app.measure(&json!({})).await,
        app.measure(&json!({ "fiscal_year": 2567 })).await,
    );
    assert_problem(
        &post(&app, &drafter, "submit", &json!({})).await,
        428,
        "precondition-required",
    );
    let path = format!(
        "/api/v1/organizations/{}/fiscal-years/2566/measures/submit",
        app.ours.id
    );
    assert_problem(&drafter.post(&path).await, 428, "precondition-required");
    let mut either = named(&[&measure]);
    either["all"] = json!("x");
    let place = |answer: &Answer| {
        let problem = assert_problem(answer, 422, "invalid-input");
        problem.field_errors()[0].place.clone()
    };
    assert_eq!(place(&post(&app, &drafter, "submit", &either).await), "/all");
    assert_eq!(
        place(&post(&app, &drafter, "submit", &json!({ "measures": [] })).await),
        "/measures"
    );
    let twice = named(&[&measure, &measure]);
    assert_eq!(place(&post(&app, &drafter, "submit", &twice).await), "/measures/1/id");
    let of_another_year = named(&[&other]);
    assert_eq!(
        place(&post(&app, &drafter, "submit", &of_another_year).await),
        "/measures/0/id"
    );
    let many: Vec<Value> = (0..301).map(|_| json!({ "id": measure.id, "revision": 1 })).collect();
    assert_eq!(
        place(&post(&app, &drafter, "submit", &json!({ "measures": many })).await),
        "/measures"
    );
    // A named measure in another state is refused; one of the whole year is left out.
    let mut published = app.published_measure(&json!({})).await;
    published.refresh(&drafter).await;
    let refused = post(&app, &drafter, "submit", &named(&[&measure, &published])).await;
    assert_problem(&refused, 409, "illegal-transition");
    let all = drafter.all_measures(&app.ours.id, 2566).await;
    let outcome = post(&app, &drafter, "submit", &all).await.is(200).json();
    assert_eq!(outcome["skipped"][0]["id"], json!(published.id));
    assert_eq!(outcome["changed"][0]["id"], json!(measure.id));
}

#[tokio::test]
async fn the_digest_is_of_the_whole_year_and_can_be_computed() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measures = [app.measure(&json!({})).await, app.measure(&json!({})).await];
    let list = format!("/api/v1/measures?organization_id={}&fiscal_year=2566", app.ours.id);
    let first = drafter.get(&format!("{list}&limit=1")).await.is(200).json();
    let lines = format!("{} 1\n{} 1\n", measures[0].id, measures[1].id);
    let digest = hex::encode(Sha256::digest(lines));
    assert_eq!(first["digest"], json!(digest));
    let next = format!("{list}&limit=1&cursor={}", first["next"].as_str().unwrap());
    assert_eq!(drafter.get(&next).await.is(200).json()["digest"], Value::Null);
    assert_eq!(
        drafter.get("/api/v1/measures").await.is(200).json()["digest"],
        Value::Null
    );
    // A viewer of the province does not see the drafts, so there is no digest of all.
    let viewer = app.client(Role::ProvincialViewer).await;
    assert_eq!(viewer.get(&list).await.is(200).json()["digest"], Value::Null);
}

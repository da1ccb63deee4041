//! Refusals as security events: what they are about, and who reads that.

use prongsai_test_support::{Client, Role, TestApp, membership};
use serde_json::{Value, json};

/// The refusals that a person reads.
async fn refusals(reader: &Client) -> Vec<Value> {
    reader.all("/api/v1/security-events?kind=refused").await
}

#[tokio::test]
async fn a_refusal_is_about_what_its_path_names() {
    let app = TestApp::start().await;
    let (drafter, auditor) = (app.drafter().await, app.client(Role::Auditor).await);
    let measure = app.measure(&json!({})).await;
    measure.try_step(&drafter, "approve", &json!({})).await.is(403);
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "website": "https://www.example.go.th/ita" });
    drafter.patch(&organization).if_match("*").json(&change).await.is(403);
    let division = format!("{organization}/divisions/{}", app.ours.division_id);
    let change = json!({ "name_th": "กองคลัง" });
    drafter.patch(&division).if_match("*").json(&change).await.is(403);
    drafter.get("/api/v1/audit").await.is(403);
    let events = refusals(&auditor).await;
    let subjects: Vec<Value> = events
        .iter()
        .map(|event| json!([event["subject_kind"], event["subject_id"]]))
        .collect();
    let expected = [
        json!(["measure", measure.id]),
        json!(["organization", app.ours.id]),
        json!(["division", app.ours.division_id]),
        json!([null, null]),
    ];
    assert_eq!(subjects, expected);
}

/// A drafter of one organization, who is a viewer of another province, is refused at an organization there. The event
/// belongs to both, and an auditor of only one of them does not learn what it is about (ADR 16).
#[tokio::test]
async fn a_refusal_names_no_organization_whose_events_the_reader_may_not_read() {
    let app = TestApp::start().await;
    let (auditor, stranger) = (app.client(Role::Auditor).await, app.stranger(Role::Auditor).await);
    let theirs = format!("/api/v1/organizations/{}", app.theirs.id);
    let change = json!({ "website": "https://www.example.go.th/ita" });
    let drafts_here = membership(Role::Drafter, &app.ours);
    let looks_there = membership(Role::ProvincialViewer, &app.theirs);
    let person = app.new_person(&[drafts_here, looks_there]).await;
    person.patch(&theirs).if_match("*").json(&change).await.is(403);
    for (reader, organization) in [(&auditor, &app.ours.id), (&stranger, &app.theirs.id)] {
        let events = refusals(reader).await;
        let event = events.last().unwrap();
        assert_eq!(event["organization_ids"], json!([organization]));
        for hidden in ["subject_kind", "subject_id", "detail"] {
            assert_eq!(event[hidden], Value::Null, "{hidden}");
        }
    }
    let events = refusals(&app.admin()).await;
    assert_eq!(events.last().unwrap()["subject_id"], app.theirs.id.as_str());
    // Who is a member of no organization is refused at one organization only.
    let viewer = app.stranger(Role::ProvincialViewer).await;
    viewer.patch(&theirs).if_match("*").json(&change).await.is(403);
    let events = refusals(&stranger).await;
    assert_eq!(events.last().unwrap()["subject_id"], app.theirs.id.as_str());
    assert_eq!(refusals(&auditor).await.len(), 1);
}

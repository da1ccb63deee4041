//! `/api/v1/measures/{id}/activities`.

mod progress;
mod reports;

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

#[tokio::test]
async fn activities_are_entered_through_the_year_also_while_the_measure_is_public() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.published_measure(&json!({})).await;
    let activities = format!("{}/activities", measure.path());
    let body = sample::with(sample::activity(), &json!({ "key": "visit-1" }));
    let made = drafter.post(&activities).json(&body).await.is(201);
    let path = format!("{activities}/{}", made.id());
    assert_eq!(made.header("location"), Some(path.as_str()));
    let view = made.json();
    assert_eq!(
        (&view["held"], &view["step"], &view["key"]),
        (&json!("2023-03-12/2023-03-13"), &json!("step-1"), &json!("visit-1"))
    );
    assert_eq!(view["evidence"][0]["url"], "https://www.example.go.th/visits");
    assert_problem(&drafter.post(&activities).json(&body).await, 409, "already-exists");

    let change = json!({ "participants": 45, "place": null, "step": "unplanned" });
    let changed = drafter.patch(&path).if_match(&made.etag()).json(&change).await.is(200);
    let view = changed.json();
    assert_eq!(
        (&view["participants"], &view["step"]),
        (&json!(45), &json!("unplanned"))
    );
    assert!(view["place"].is_null());
    assert_problem(&drafter.delete(&path).if_match(&made.etag()).await, 412, "stale");
    let stale = drafter.patch(&path).if_match(&made.etag()).json(&change).await;
    assert_problem(&stale, 412, "stale");
    assert_eq!(drafter.all(&activities).await.len(), 1);
    drafter.delete(&path).if_match(&changed.etag()).await.is(204);
    assert!(drafter.all(&activities).await.is_empty());
    assert_problem(&drafter.get(&path).await, 404, "not-found");
    let history = drafter.all(&format!("{}/history", measure.path())).await;
    for action in ["activity.create", "activity.edit", "activity.delete"] {
        assert!(
            history.iter().any(|entry| entry["action"] == action),
            "{action}: {history:?}"
        );
    }
}

#[tokio::test]
async fn an_activity_is_recorded_once_for_one_idempotency_key() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let activities = format!("{}/activities", app.measure(&json!({})).await.path());
    let post = || {
        drafter
            .post(&activities)
            .header("idempotency-key", "visit")
            .json(&sample::activity())
    };
    let (first, second) = (post().await.is(201), post().await.is(201));
    assert_eq!(first.id(), second.id());
    assert_eq!(drafter.all(&activities).await.len(), 1);
}

#[tokio::test]
async fn impossible_values_are_refused_at_their_place() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let activities = format!("{}/activities", app.measure(&json!({})).await.path());
    for (change, place) in [
        (json!({ "held": "2566-03" }), "/held"),
        (json!({ "held": "31 เม.ย. 2566" }), "/held"),
        (json!({ "held": "2566-03-12/2566-03-01" }), "/held"),
        (json!({ "step": "step-9" }), "/step"),
        (json!({ "text": " " }), "/text"),
        (json!({ "participants": 1_000_001 }), "/participants"),
        (json!({ "participants": -1 }), "/participants"),
        (
            json!({ "evidence": [{ "url": "javascript:alert(1)" }] }),
            "/evidence/0/url",
        ),
    ] {
        let body = sample::with(sample::activity(), &change);
        let answer = drafter.post(&activities).json(&body).await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    assert!(drafter.all(&activities).await.is_empty());
}

#[tokio::test]
async fn who_may_record_results_may_record_activities() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    let activities = format!("{}/activities", measure.path());
    let id = drafter.post(&activities).json(&sample::activity()).await.is(201).id();
    let path = format!("{activities}/{id}");
    let approver = app.approver().await;
    approver.get(&path).await.is(200);
    let refused = approver.post(&activities).json(&sample::activity()).await;
    assert_problem(&refused, 403, "forbidden");
    assert_problem(&approver.delete(&path).if_match("*").await, 403, "forbidden");
    let stranger = app.anonymous();
    assert_eq!(stranger.get(&path).await.status, 401);
    // A draft of another organization does not exist for its people.
    let other = app.stranger(Role::Drafter).await;
    for address in [&path, &activities, &format!("{}/progress", measure.path())] {
        assert_problem(&other.get(address).await, 404, "not-found");
    }
    let elsewhere = app.measure(&json!({ "title": "อีกมาตรการหนึ่ง" })).await;
    let elsewhere = format!("{}/activities/{id}", elsewhere.path());
    assert_problem(&drafter.get(&elsewhere).await, 404, "not-found");
    assert_problem(&drafter.delete(&elsewhere).if_match("*").await, 404, "not-found");
}

#[tokio::test]
async fn a_withdrawn_measure_takes_no_activities() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({})).await;
    let reason = json!({ "reason": "ยกเลิก" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    let activities = format!("{}/activities", measure.path());
    let answer = app.drafter().await.post(&activities).json(&sample::activity()).await;
    assert_problem(&answer, 409, "document-closed");
}

#[tokio::test]
async fn a_step_with_activities_stays() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    let activities = format!("{}/activities", measure.path());
    let body = sample::with(sample::activity(), &json!({ "step": "step-2" }));
    let activity = drafter.post(&activities).json(&body).await.is(201).id();
    let shorter = json!({ "steps": [{ "key": "step-1", "text": "ขั้นตอนเดียว" }] });
    let patch = || drafter.patch(&measure.path()).if_match("*").json(&shorter);
    let refused = patch().await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(problem.at("/steps").code, "step-has-activities");
    drafter
        .delete(&format!("{activities}/{activity}"))
        .if_match("*")
        .await
        .is(204);
    patch().await.is(200);
}

#[tokio::test]
async fn activities_go_with_a_draft_that_is_deleted() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    let activities = format!("{}/activities", measure.path());
    drafter.post(&activities).json(&sample::activity()).await.is(201);
    drafter.delete(&measure.path()).if_match("*").await.is(204);
    assert_eq!(app.database.text("SELECT count(*)::text FROM activities").await, "0");
}

#[tokio::test]
async fn the_database_keeps_what_activities_belong_to() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let (one, other) = (
        app.measure(&json!({})).await,
        app.measure(&json!({ "title": "อื่น" })).await,
    );
    let activities = format!("{}/activities", one.path());
    let id = drafter.post(&activities).json(&sample::activity()).await.is(201).id();
    let path = format!("{activities}/{id}");
    let change = json!({ "participants": 1 });
    drafter.patch(&path).if_match("*").json(&change).await.is(200);
    for statement in [
        format!("UPDATE activities SET document_id = '{}'", other.id),
        format!(
            "UPDATE activities SET content_id = (SELECT id FROM contents WHERE subject_id = '{id}' AND version = 1)"
        ),
        "UPDATE activities SET content_id = (SELECT id FROM contents WHERE kind = 'measure' LIMIT 1)".to_owned(),
    ] {
        assert!(app.database.execute(&statement).await.is_err(), "{statement}");
    }
}

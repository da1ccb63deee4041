//! `/api/v1/measures/{id}/results`.

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::json;

#[tokio::test]
async fn results_are_entered_through_the_year_also_while_the_measure_is_public() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.published_measure(&json!({})).await;
    let results = format!("{}/results", measure.path());
    let made = drafter.post(&results).json(&sample::result()).await.is(201);
    let path = format!("{results}/{}", made.id());
    assert_eq!(made.header("location"), Some(path.as_str()));
    let view = made.json();
    assert_eq!(
        (&view["period"], &view["step"], &view["status"]),
        (&json!("2023-01/2023-03"), &json!("step-1"), &json!("completed"))
    );
    assert_eq!(view["evidence"][0]["url"], "https://www.example.go.th/ita");

    let changed = drafter
        .patch(&path)
        .if_match(&made.etag())
        .json(&json!({ "progress_percent": 50, "outcome": null }))
        .await
        .is(200);
    assert_eq!(
        (
            changed.json()["progress_percent"].clone(),
            changed.json()["outcome"].is_null()
        ),
        (json!(50), true)
    );
    assert_problem(&drafter.delete(&path).if_match(&made.etag()).await, 412, "stale");
    assert_eq!(drafter.all(&results).await.len(), 1);
    drafter.delete(&path).if_match(&changed.etag()).await.is(204);
    assert!(drafter.all(&results).await.is_empty());
    let history = drafter.all(&format!("{}/history", measure.path())).await;
    for action in ["result.create", "result.edit", "result.delete"] {
        assert!(
            history.iter().any(|entry| entry["action"] == action),
            "{action}: {history:?}"
        );
    }
}

#[tokio::test]
async fn a_result_names_a_step_of_its_measure_or_that_it_was_not_planned() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let results = format!("{}/results", app.measure(&json!({})).await.path());
    for (step, fits) in [
        (json!("step-2"), true),
        (json!("unplanned"), true),
        (json!(null), true),
        (json!("step-9"), false),
    ] {
        let mut body = sample::result();
        body["step"] = step.clone();
        let answer = drafter.post(&results).json(&body).await;
        if fits {
            assert_eq!((answer.status, &answer.json()["step"]), (201, &step));
        } else {
            assert_problem(&answer, 422, "invalid-input").at("/step");
        }
    }
}

#[tokio::test]
async fn impossible_values_are_refused_at_their_place() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let results = format!("{}/results", app.measure(&json!({})).await.path());
    for (change, place) in [
        (json!({ "period": "2566-13" }), "/period"),
        (json!({ "period": "2566-03/2566-01" }), "/period"),
        (json!({ "period": "" }), "/period"),
        (json!({ "progress_percent": 101 }), "/progress_percent"),
        (
            json!({ "evidence": [{ "url": "javascript:alert(1)" }] }),
            "/evidence/0/url",
        ),
        (
            json!({ "evidence": [{ "url": "https://a.example" }, { "url": "ftp://a.example/x" }] }),
            "/evidence/1/url",
        ),
        (
            json!({ "evidence": [{ "url": "https://user:secret@a.example" }] }),
            "/evidence/0/url",
        ),
        (json!({ "details": " " }), "/details"),
        (json!({ "status": "done" }), "/status"),
    ] {
        let answer = drafter
            .post(&results)
            .json(&sample::with(sample::result(), &change))
            .await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    assert!(drafter.all(&results).await.is_empty());
}

#[tokio::test]
async fn a_withdrawn_measure_takes_no_results() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({})).await;
    measure
        .step(&app.publisher().await, "withdraw", &json!({ "reason": "ยกเลิก" }))
        .await;
    let answer = app
        .drafter()
        .await
        .post(&format!("{}/results", measure.path()))
        .json(&sample::result())
        .await;
    assert_problem(&answer, 409, "document-closed");
}

#[tokio::test]
async fn a_result_is_found_below_its_own_measure_only() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let (one, other) = (app.measure(&json!({})).await, app.measure(&json!({})).await);
    let id = drafter
        .post(&format!("{}/results", one.path()))
        .json(&sample::result())
        .await
        .is(201)
        .id();
    drafter.get(&format!("{}/results/{id}", one.path())).await.is(200);
    let elsewhere = format!("{}/results/{id}", other.path());
    assert_problem(&drafter.get(&elsewhere).await, 404, "not-found");
    assert_problem(&drafter.delete(&elsewhere).if_match("*").await, 404, "not-found");
}

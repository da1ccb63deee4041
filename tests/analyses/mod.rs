//! `/api/v1/organizations/{id}/analyses/{fiscal_year}`.

mod draft;
mod score_authors;

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

#[tokio::test]
async fn an_analysis_is_written_whole_and_read_back() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let path = app.analysis_path();
    let made = app.analysis(&drafter, &json!({})).await;
    let view = drafter.get(&path).await.is(200).json();
    assert_eq!(view, made.json());
    assert_eq!(
        (&view["assessed_fiscal_year"], &view["findings"][0]["indicator"]),
        (&json!(2565), &json!("i7"))
    );
    assert_eq!(
        (&view["scores"]["total"], &view["scores"]["indicators"]["i7"]),
        (&json!(84.28), &json!(78.25))
    );
    let without = sample::with(sample::analysis(), &json!({ "scores": null, "recommendations": null }));
    let second = drafter
        .put(&path)
        .if_match(&made.etag())
        .json(&without)
        .await
        .is(200)
        .json();
    assert!(second["scores"].is_null() && second["recommendations"].is_null());
}

#[tokio::test]
async fn impossible_values_are_refused_at_their_place() {
    let app = TestApp::start().await;
    let path = app.analysis_path();
    for (change, place) in [
        (json!({ "assessed_fiscal_year": 2567 }), "/assessed_fiscal_year"),
        (json!({ "assessed_fiscal_year": 2023 }), "/assessed_fiscal_year"),
        (json!({ "scores": { "total": 100.5 } }), "/scores/total"),
        (json!({ "scores": { "total": 84.255 } }), "/scores/total"),
        (
            json!({ "scores": { "indicators": { "i99": 80 } } }),
            "/scores/indicators/i99",
        ),
        (
            json!({ "findings": [{ "kind": "strength", "indicator": "ไม่มี" }] }),
            "/findings/0/indicator",
        ),
        (
            json!({ "findings": [{ "kind": "weakness", "indicator": "i7" }] }),
            "/findings/0/kind",
        ),
        (
            json!({ "findings": [{ "key": "a", "kind": "strength", "indicator": "i7" }, { "key": "a", "kind": "strength", "indicator": "i6" }] }),
            "/findings/1/key",
        ),
    ] {
        let body = sample::with(sample::analysis(), &change);
        let answer = app
            .drafter()
            .await
            .put(&path)
            .header("if-none-match", "*")
            .json(&body)
            .await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    assert_eq!(app.database.number("SELECT count(*) FROM analyses").await, 0);
}

#[tokio::test]
async fn an_invalid_year_is_not_found() {
    let app = TestApp::start().await;
    for year in ["2023", "2499", "2701", "x", "02566"] {
        let path = format!("/api/v1/organizations/{}/analyses/{year}", app.ours.id);
        assert_problem(&app.drafter().await.get(&path).await, 404, "not-found");
    }
}

/// First the revision, then the right, then the content.
#[tokio::test]
async fn a_replacement_is_refused_in_the_documented_order() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let path = app.analysis_path();
    let wrong = sample::with(
        sample::analysis(),
        &json!({ "findings": [{ "kind": "strength", "indicator": "ไม่มี" }] }),
    );
    app.analysis(&drafter, &json!({})).await;
    assert_problem(&drafter.put(&path).json(&wrong).await, 428, "precondition-required");
    let auditor = app.client(Role::Auditor).await;
    for person in [&drafter, &auditor] {
        let stale = person.put(&path).if_match("\"987654\"").json(&wrong).await;
        assert_problem(&stale, 412, "stale");
    }
    let present = drafter.get(&path).await.is(200).etag();
    assert_problem(
        &auditor.put(&path).if_match(&present).json(&wrong).await,
        403,
        "forbidden",
    );
    assert_problem(
        &drafter.put(&path).if_match(&present).json(&wrong).await,
        422,
        "invalid-input",
    )
    .at("/findings/0/indicator");
    // Who may not read the analysis learns nothing about its revision.
    let viewer = app.client(Role::ProvincialViewer).await;
    let unseen = viewer.put(&path).if_match("\"987654\"").json(&sample::analysis()).await;
    assert_problem(&unseen, 403, "forbidden");
}

#[tokio::test]
async fn a_finding_without_a_key_gets_one_that_no_other_has() {
    let app = TestApp::start().await;
    let path = app.analysis_path();
    let findings = json!({ "findings": [
        { "key": "finding-2", "kind": "strength", "indicator": "i7" },
        { "kind": "strength", "indicator": "i6" },
    ] });
    let body = sample::with(sample::analysis(), &findings);
    let view = app.drafter().await.put(&path).json(&body).await.is(201).json();
    assert_eq!(view["findings"][1]["key"], "finding-3");
}

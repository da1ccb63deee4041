//! Who wrote the scores wrote a part of the analysis that is drafted from them.

use prongsai_test_support::{Client, Role, TestApp, assert_problem};
use serde_json::{Value, json};

async fn accept_first(client: &Client, analysis: &str) -> Value {
    let proposals = client.get(&format!("{analysis}/draft")).await.is(200).json();
    let proposal = &proposals["findings"][0];
    let body = json!({ "proposal": proposal["id"], "proposal_sha256": proposal["sha256"], "decision": "accept" });
    let decided = client.post(&format!("{analysis}/draft/decisions")).json(&body).await;
    decided.is(200).json()
}

#[tokio::test]
async fn the_author_of_the_scores_does_not_approve_the_report_that_shows_them() {
    let app = TestApp::start().await;
    let both = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let analysis = format!("{organization}/analyses/2566");
    let scores = json!({ "total": 60, "indicators": { "i7": 60 } });
    both.put(&format!("{organization}/scores/2565"))
        .json(&scores)
        .await
        .is(201);
    accept_first(&app.drafter().await, &analysis).await;

    app.published_measure(&json!({})).await;
    let mut report = app.report(&json!({})).await;
    let submitted = report.step(&app.drafter().await, "submit", &json!({})).await.json();
    assert_eq!(submitted["frozen"]["analysis"]["scores"]["total"], 60.0);
    let own = report.try_step(&both, "approve", &json!({})).await;
    assert_problem(&own, 403, "four-eyes");
    report.step(&app.approver().await, "approve", &json!({})).await;
}

/// Also when the analysis was there before, and only a finding with figures enters it.
#[tokio::test]
async fn figures_in_a_finding_have_their_author_too() {
    let app = TestApp::start().await;
    let both = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let analysis = format!("{organization}/analyses/2566");
    let written = json!({ "assessed_fiscal_year": 2565, "covers": [], "findings": [] });
    app.drafter().await.put(&analysis).json(&written).await.is(201);
    let scores = json!({ "indicators": { "i7": 60 } });
    both.put(&format!("{organization}/scores/2565"))
        .json(&scores)
        .await
        .is(201);
    accept_first(&app.drafter().await, &analysis).await;

    app.published_measure(&json!({})).await;
    let mut report = app.report(&json!({})).await;
    report.step(&app.drafter().await, "submit", &json!({})).await;
    let own = report.try_step(&both, "approve", &json!({})).await;
    assert_problem(&own, 403, "four-eyes");
}

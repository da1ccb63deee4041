//! Rules that are binding: nobody submits, approves or publishes past them, and two people release them.

use prongsai_test_support::{Client, Document, Role, TestApp, assert_problem};
use serde_json::json;

const RULE: &str = "unbalanced-brackets";

/// A measure whose guideline has a bracket that is not closed: a matter of form, which nobody needs to acknowledge.
async fn measure_with_a_warning(app: &TestApp, key: &str) -> Document {
    app.measure(&json!({ "key": key, "guideline": "จัดทำคู่มือ (ฉบับย่อ" })).await
}

async fn bind(client: &Client, path: &str) {
    let bound = client.post(path).json(&json!({ "rule": RULE })).await.is(200).json();
    assert_eq!((&bound["rule"], &bound["release"]), (&json!(RULE), &json!(null)));
}

#[tokio::test]
async fn a_binding_rule_stops_every_step() {
    let app = TestApp::start().await;
    let rules = format!("/api/v1/organizations/{}/binding-rules", app.ours.id);
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let measure = measure_with_a_warning(&app, "one").await;
    // These were submitted and approved before the rule was binding.
    let mut submitted = measure_with_a_warning(&app, "two").await;
    submitted.step(&drafter, "submit", &json!({})).await;
    let mut approved = measure_with_a_warning(&app, "three").await;
    approved.steps(&[(&drafter, "submit"), (&approver, "approve")]).await;
    bind(&app.client(Role::OrganizationAdmin).await, &rules).await;

    for (document, client, step) in [
        (&measure, &drafter, "submit"),
        (&submitted, &approver, "approve"),
        (&approved, &publisher, "publish"),
    ] {
        let refused = document.try_step(client, step, &json!({})).await;
        let problem = assert_problem(&refused, 409, "binding-rules");
        assert_eq!(problem.at("/guideline").code, RULE, "{step}");
        let all = client.step_year(&app.ours.id, "2566", step).await;
        let problem = assert_problem(&all, 409, "binding-rules");
        assert!(problem.document.to_string().contains(RULE), "{}", problem.document);
    }
}

#[tokio::test]
async fn two_people_release_a_rule() {
    let app = TestApp::start().await;
    let rules = format!("/api/v1/organizations/{}/binding-rules", app.ours.id);
    let admin = app.client(Role::OrganizationAdmin).await;
    let (propose, accept) = (
        format!("{rules}/{RULE}/propose-release"),
        format!("{rules}/{RULE}/accept-release"),
    );
    assert_problem(&admin.post(&propose).await, 404, "not-found");
    bind(&admin, &rules).await;
    assert_problem(&app.admin().post(&accept).await, 409, "nothing-proposed");
    let proposed = admin.post(&propose).await.is(200).json();
    assert!(proposed["release"]["proposed_by"].is_string(), "{proposed}");
    assert_problem(&admin.post(&accept).await, 403, "second-person-required");
    // It is binding until then, and to bind it again ends the proposal.
    bind(&app.admin(), &rules).await;
    assert_problem(&app.admin().post(&accept).await, 409, "nothing-proposed");
    admin.post(&propose).await.is(200);
    app.admin().post(&accept).await.is(200);
    assert_eq!(admin.get(&rules).await.is(200).json()["items"], json!([]));
    let mut measure = measure_with_a_warning(&app, "one").await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    // The database refuses a release by one person.
    bind(&admin, &rules).await;
    let alone = "UPDATE binding_rules SET released_by = bound_by, released_at = now() WHERE released_at IS NULL";
    assert_eq!(app.database.execute(alone).await.unwrap_err(), "23514");
    assert_eq!(
        app.database.execute("DELETE FROM binding_rules").await.unwrap_err(),
        "23001"
    );
}

#[tokio::test]
async fn a_province_binds_all_its_organizations() {
    let app = TestApp::start().await;
    let province = &app.ours.province_code;
    bind(&app.admin(), &format!("/api/v1/provinces/{province}/binding-rules")).await;
    let listed = app.drafter().await;
    let listed = listed
        .get(&format!("/api/v1/organizations/{}/binding-rules", app.ours.id))
        .await;
    assert_eq!(listed.is(200).json()["items"][0]["province_code"], json!(province));
    let measure = measure_with_a_warning(&app, "one").await;
    let refused = measure.try_step(&app.drafter().await, "submit", &json!({})).await;
    assert_problem(&refused, 409, "binding-rules");
    // The organization cannot release it.
    let own = format!(
        "/api/v1/organizations/{}/binding-rules/{RULE}/propose-release",
        app.ours.id
    );
    assert_problem(
        &app.client(Role::OrganizationAdmin).await.post(&own).await,
        404,
        "not-found",
    );
}

#[tokio::test]
async fn who_bind_a_rule_at_the_same_moment_bind_it_once() {
    let app = TestApp::start().await;
    let rules = format!("/api/v1/provinces/{}/binding-rules", app.ours.province_code);
    let (admin, body) = (app.admin(), json!({ "rule": RULE }));
    let post = || async { admin.post(&rules).json(&body).await };
    let answers = tokio::join!(post(), post(), post(), post(), post(), post());
    let (one, two, three, four, five, six) = answers;
    for answer in [one, two, three, four, five, six] {
        answer.is(200);
    }
    let bound = "SELECT count(*) FROM binding_rules";
    assert_eq!(app.database.number(bound).await, 1);
    let nowhere = admin.post("/api/v1/provinces/99/binding-rules").json(&body).await;
    assert_problem(&nowhere, 404, "not-found");
}

#[tokio::test]
async fn only_rules_of_documents_bind() {
    let app = TestApp::start().await;
    let rules = format!("/api/v1/organizations/{}/binding-rules", app.ours.id);
    let admin = app.client(Role::OrganizationAdmin).await;
    for (rule, code, suggestion) in [
        ("same-guidelines", "unknown-rule", json!("same-guideline")),
        ("organization-differs", "rule-of-no-document", json!(null)),
    ] {
        let refused = admin.post(&rules).json(&json!({ "rule": rule })).await;
        let problem = assert_problem(&refused, 422, "invalid-input");
        let error = &problem.document["errors"][0];
        assert_eq!((&error["code"], &error["pointer"]), (&json!(code), &json!("/rule")));
        assert_eq!(error["suggestion"], suggestion);
    }
}

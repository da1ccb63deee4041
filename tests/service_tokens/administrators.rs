//! Administrators see and revoke the tokens of their organization.

use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::json;

use super::script;

#[tokio::test]
async fn administrators_list_and_revoke_and_the_person_is_told() {
    let app = TestApp::start().await;
    let (drafter, admin) = (app.drafter().await, app.client(Role::OrganizationAdmin).await);
    let script = script(&app, &drafter, "นำเข้า", &["import"]).await;
    let me = drafter.get("/api/v1/me").await.is(200).json();
    let list = format!("/api/v1/organizations/{}/service-tokens", app.ours.id);
    let listed = admin.all(&list).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["display_name"], me["display_name"]);
    let text = admin.get(&list).await.text();
    assert!(!text.contains("prs_") && !text.contains("secret"), "{text}");

    let one = format!("{list}/{}", script.id);
    let elsewhere = format!("/api/v1/organizations/{}/service-tokens/{}", app.theirs.id, script.id);
    let stranger = app.stranger(Role::OrganizationAdmin).await;
    assert_problem(&stranger.delete(&one).await, 404, "not-found");
    assert_problem(&stranger.delete(&elsewhere).await, 404, "not-found");
    assert_problem(&app.approver().await.delete(&one).await, 403, "forbidden");
    script.client.get("/api/v1/me").await.is(200);
    for _ in 0..2 {
        admin.delete(&one).await.is(204);
        assert_problem(&script.client.get("/api/v1/me").await, 401, "invalid-token");
    }
    let notices = drafter.all("/api/v1/me/notices").await;
    let told: Vec<_> = notices
        .iter()
        .filter(|notice| notice["kind"] == "service-token-revoked")
        .collect();
    assert_eq!(told.len(), 1, "{notices:?}");
    assert_eq!(
        told[0]["detail"]["service_token"],
        json!({ "id": script.id, "name": "นำเข้า" })
    );
    assert_eq!(told[0]["detail"]["person"]["name"], me["display_name"]);
    let entries = app.admin().all("/api/v1/audit?action=service-token.revoke").await;
    let were_valid: Vec<_> = entries.iter().map(|entry| &entry["detail"]["was_valid"]).collect();
    assert_eq!(were_valid, [&json!(true), &json!(false)]);
}

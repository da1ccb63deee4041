//! Tokens end with what they rest on: the password, the second factor, the account, the role. They do not come back.

use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership};
use serde_json::json;

use super::{TOKENS, body, script};
use crate::second_factor::enrol;

const ME: &str = "/api/v1/me";

/// A person of our organization with a token, their path, and the script that uses the token.
async fn with_token(app: &TestApp) -> (Client, String, Client) {
    let person = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let path = format!("/api/v1/users/{}", person.get(ME).await.is(200).id());
    let script = script(app, &person, "ร่าง", &["draft"]).await.client;
    script.get(ME).await.is(200);
    (person, path, script)
}

#[tokio::test]
async fn a_reset_of_the_password_ends_them() {
    let app = TestApp::start().await;
    let (_, path, script) = with_token(&app).await;
    let handed = app.admin().post(&format!("{path}/password-token")).json(&json!({}));
    let token = handed.await.is(201).json()["token"].clone();
    // Until it is used, nothing changes.
    script.get(ME).await.is(200);
    let activate = json!({ "token": token, "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" });
    let activate = app.anonymous().post("/api/v1/auth/activate").json(&activate);
    activate.await.is(204);
    assert_problem(&script.get(ME).await, 401, "invalid-token");
    let second = app.client(Role::OrganizationAdmin).await;
    let read = second.get(&path).await.is(200).etag();
    let confirm = second.post(&format!("{path}/confirm")).if_match(&read);
    confirm.json(&json!({})).await.is(200);
    assert_problem(&script.get(ME).await, 401, "invalid-token");
    let by = "SELECT coalesce(revoked_by::text, 'nobody') FROM service_tokens";
    assert_eq!(app.database.text(by).await, "nobody");
    let entries = app.admin().all("/api/v1/audit?action=service-token.revoke").await;
    assert_eq!(entries[0]["organization_id"], json!(app.ours.id));
    assert_eq!(entries[0]["detail"]["was_valid"], json!(true));
}

#[tokio::test]
async fn a_removal_of_the_second_factor_by_an_administrator_ends_them() {
    let app = TestApp::start().await;
    let (person, path, script) = with_token(&app).await;
    enrol(&app, &person).await;
    script.get(ME).await.is(200);
    let admin = app.client(Role::OrganizationAdmin).await;
    admin.delete(&format!("{path}/second-factor")).await.is(204);
    assert_problem(&script.get(ME).await, 401, "invalid-token");
}

#[tokio::test]
async fn a_closed_account_ends_them_for_good() {
    let app = TestApp::start().await;
    let (_, path, script) = with_token(&app).await;
    for is_active in [false, true] {
        let edit = app.admin().patch(&path).if_match("*");
        edit.json(&json!({ "is_active": is_active })).await.is(200);
        assert_problem(&script.get(ME).await, 401, "invalid-token");
    }
    let valid = format!("/api/v1/organizations/{}/service-tokens?valid=true", app.ours.id);
    assert!(app.admin().all(&valid).await.is_empty());
}

#[tokio::test]
async fn the_last_role_in_the_organization_ends_them() {
    let app = TestApp::start().await;
    let (person, path, script) = with_token(&app).await;
    let me = person.get(ME).await.is(200).json();
    for (held, status) in [(0, 200), (1, 401)] {
        let role = me["memberships"][held]["id"].as_str().unwrap();
        app.admin().delete(&format!("{path}/memberships/{role}")).await.is(204);
        script.get(ME).await.is(status);
    }
    // It does not come back with a role.
    let role = membership(Role::Drafter, &app.ours);
    app.admin()
        .post(&format!("{path}/memberships"))
        .json(&role)
        .await
        .is(201);
    assert_problem(&script.get(ME).await, 401, "invalid-token");
}

/// Also a token that was left from before does nothing while somebody else may know the password.
#[tokio::test]
async fn a_token_of_an_unconfirmed_account_does_nothing() {
    let app = TestApp::start().await;
    let (_, _, script) = with_token(&app).await;
    let admin = app.client(Role::OrganizationAdmin).await.get(ME).await.id();
    let unconfirmed =
        format!("UPDATE users SET handed_over_by = '{admin}' WHERE id = (SELECT user_id FROM service_tokens)");
    app.database.execute(&unconfirmed).await.unwrap();
    assert_problem(&script.get(ME).await, 401, "invalid-token");
    let create = script.post("/api/v1/measures");
    let create = create.json(&prongsai_test_support::sample::measure(&app.ours.id)).await;
    assert_problem(&create, 401, "invalid-token");
}

/// Other changes of the person leave the tokens.
#[tokio::test]
async fn a_change_of_the_own_password_leaves_them() {
    let app = TestApp::start().await;
    let (person, _, script) = with_token(&app).await;
    let change = json!({
        "current_password": prongsai_test_support::PASSWORD, "new_password": "แม่น้ำ ภูเขา ตะกร้า หวาย",
    });
    person.post("/api/v1/me/password").json(&change).await.is(204);
    script.get(ME).await.is(200);
    let old = person.post(TOKENS).json(&body(&app, "อื่น", &["draft"])).await;
    assert_problem(&old, 422, "invalid-input").at("/current_password");
}

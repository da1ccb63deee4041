//! A session that was left open or stolen makes no token.

use prongsai_domain::access::FactorState;
use prongsai_test_support::{PASSWORD, Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};

use super::{ALL, TOKENS, body, rotation, script};
use crate::second_factor::{enrol, step_up};

fn without_password(mut body: Value) -> Value {
    body.as_object_mut().unwrap().remove("current_password");
    body
}

#[tokio::test]
async fn who_has_no_second_factor_sends_the_password() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = body(&app, "ร่าง", &["draft"]);
    let answer = drafter.post(TOKENS).json(&without_password(body.clone())).await;
    assert_problem(&answer, 422, "invalid-input").at("/current_password");
    let wrong = sample::with(body.clone(), &json!({ "current_password": "ไม่ใช่รหัสผ่านนี้แน่" }));
    let answer = drafter.post(TOKENS).json(&wrong).await;
    assert_problem(&answer, 422, "invalid-input").at("/current_password");
    let failed = "SELECT count(*) FROM security_events WHERE kind = 'login-failed'";
    assert_eq!(app.database.number(failed).await, 1);
    assert_eq!(app.database.number("SELECT count(*) FROM service_tokens").await, 0);

    let made = script(&app, &drafter, "ร่าง", &["draft"]).await;
    let rotate = format!("{TOKENS}/{}/rotate", made.id);
    let answer = drafter.post(&rotate).json(&json!({})).await;
    assert_problem(&answer, 422, "invalid-input").at("/current_password");
    drafter.post(&rotate).json(&rotation(0)).await.is(201);
}

#[tokio::test]
async fn who_guesses_the_password_waits() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let wrong = sample::with(
        body(&app, "ร่าง", &["draft"]),
        &json!({ "current_password": "ไม่ใช่รหัสผ่านนี้แน่" }),
    );
    for _ in 0..10 {
        let answer = drafter.post(TOKENS).json(&wrong).await;
        assert_problem(&answer, 422, "invalid-input").at("/current_password");
    }
    let right = drafter.post(TOKENS).json(&body(&app, "ร่าง", &["draft"])).await;
    assert_problem(&right, 429, "too-many-attempts");
}

#[tokio::test]
async fn who_has_a_second_factor_proves_it() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let (phone, _) = enrol(&app, &drafter).await;
    let fresh = without_password(body(&app, "ร่าง", &["draft"]));
    let made = drafter.post(TOKENS).json(&fresh).await.is(201).json();
    let rotate = format!("{TOKENS}/{}/rotate", made["service_token"]["id"].as_str().unwrap());
    app.clock.advance_seconds(FactorState::FRESH_FOR.as_secs());
    // The password does not replace the code.
    let stale = drafter.post(TOKENS).json(&body(&app, "นำเข้า", &["import"])).await;
    assert_problem(&stale, 403, "second-factor-stale");
    assert_problem(
        &drafter.post(&rotate).json(&rotation(0)).await,
        403,
        "second-factor-stale",
    );
    step_up(&drafter, &phone.next(&app)).await.is(200);
    drafter.post(&rotate).json(&json!({})).await.is(201);
}

#[tokio::test]
async fn a_new_token_is_told() {
    let app = TestApp::start().await;
    let (drafter, admin) = (app.drafter().await, app.client(Role::OrganizationAdmin).await);
    let made = script(&app, &drafter, "ร่าง", &["draft"]).await;
    let rotated = drafter.post(&format!("{TOKENS}/{}/rotate", made.id)).json(&rotation(0));
    rotated.await.is(201);
    let me = drafter.get("/api/v1/me").await.is(200).json();
    for reader in [&drafter, &admin] {
        let notices = reader.all("/api/v1/me/notices").await;
        let told: Vec<_> = notices
            .iter()
            .filter(|notice| notice["kind"] == "service-token-made")
            .collect();
        assert_eq!(told.len(), 2, "{notices:?}");
        let first = &told[1]["detail"];
        assert_eq!(first["service_token"], json!({ "id": made.id, "name": "ร่าง" }));
        assert_eq!(first["person"]["id"], me["id"]);
        assert_eq!(first["organization_ids"], json!([app.ours.id]));
    }
}

/// Rights come before the password: a wrong one tells nothing about an organization.
#[tokio::test]
async fn the_password_is_checked_after_the_rights() {
    let app = TestApp::start().await;
    let stranger = app.stranger(Role::Drafter).await;
    let wrong = sample::with(
        body(&app, "ร่าง", &ALL),
        &json!({ "current_password": PASSWORD.repeat(2) }),
    );
    assert_problem(&stranger.post(TOKENS).json(&wrong).await, 404, "not-found");
    let failed = "SELECT count(*) FROM security_events WHERE kind = 'login-failed'";
    assert_eq!(app.database.number(failed).await, 0);
}

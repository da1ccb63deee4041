//! Logins that the throttle refuses and refused tokens for passwords are security events, of which nobody stores many.

use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership, sample};
use serde_json::{Value, json};

const WRONG: &str = "ไม่ใช่รหัสผ่านนี้แน่";

async fn of_kind(client: &Client, kind: &str) -> Vec<Value> {
    client.all(&format!("/api/v1/security-events?kind={kind}")).await
}

/// A token of a new person, and the person's id.
async fn token(app: &TestApp, username: &str) -> (String, String) {
    let new = json!({ "memberships": [membership(Role::Drafter, &app.ours)] });
    let id = app
        .admin()
        .post("/api/v1/users")
        .json(&sample::with(sample::user(username), &new))
        .await
        .is(201)
        .id();
    let made = app.admin().post(&format!("/api/v1/users/{id}/password-token"));
    let made = made.json(&json!({})).await.is(201).json();
    (made["token"].as_str().unwrap().to_owned(), id)
}

async fn refuse(app: &TestApp, token: &str) {
    let sent = json!({ "token": token, "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" });
    let answer = app.anonymous().post("/api/v1/auth/activate").json(&sent).await;
    assert_problem(&answer, 422, "invalid-input").at("/token");
}

#[tokio::test]
async fn a_throttled_login_is_an_event_once_an_hour() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let drafter = app.drafter().await;
    let name = drafter.username.clone().unwrap();
    for _ in 0..10 {
        assert_problem(&app.try_login(&name, WRONG).await, 401, "bad-credentials");
    }
    assert!(of_kind(&auditor, "login-throttled").await.is_empty());
    for _ in 0..5 {
        assert_problem(&app.try_login(&name, WRONG).await, 429, "too-many-attempts");
    }
    let events = of_kind(&auditor, "login-throttled").await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["person_id"], drafter.get("/api/v1/me").await.id());
    assert_eq!(events[0]["address"], "127.0.0.1");
    assert_eq!(events[0]["detail"], json!({ "of": "password" }));
    assert!(events[0]["request_id"].is_string());
    // An hour later another one is stored.
    app.clock.advance_seconds(3600);
    for _ in 0..40 {
        app.try_login(&name, WRONG).await;
    }
    let platform = app.login("platform.admin").await;
    assert_eq!(of_kind(&platform, "login-throttled").await.len(), 2);
}

/// Who invents names is noted ten times, however many names there are.
#[tokio::test]
async fn invented_names_do_not_fill_the_table() {
    let app = TestApp::start().await;
    for number in 0..100 {
        app.try_login(&format!("invented-{number}"), WRONG).await.is(401);
    }
    for number in 0..30 {
        let refused = app.try_login(&format!("another-{number}"), WRONG).await;
        assert_problem(&refused, 429, "too-many-attempts");
    }
    let events = of_kind(&app.admin(), "login-throttled").await;
    assert_eq!(events.len(), 10);
    assert!(events.iter().all(|event| event["person_id"].is_null()));
    let stored = app
        .database
        .text("SELECT string_agg(e::text, '') FROM security_events e")
        .await;
    assert!(!stored.contains("another-") && !stored.contains("ไม่ใช่"), "{stored}");
}

#[tokio::test]
async fn a_refused_token_is_an_event_with_its_reason() {
    let app = TestApp::start().await;
    let (expired, person) = token(&app, "somchai").await;
    let (used, _) = token(&app, "somying").await;
    let sent = json!({ "token": used, "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" });
    app.anonymous().post("/api/v1/auth/activate").json(&sent).await.is(204);
    refuse(&app, &used).await;
    refuse(&app, "nonsense").await;
    app.clock.advance_seconds(72 * 3600);
    refuse(&app, &expired).await;

    let platform = app.login("platform.admin").await;
    let events = of_kind(&platform, "password-token-refused").await;
    let reasons: Vec<&str> = events
        .iter()
        .map(|event| event["detail"]["why"].as_str().unwrap())
        .collect();
    assert_eq!(reasons, ["unknown", "malformed", "expired"]);
    assert_eq!(events[2]["person_id"], person.as_str());
    assert!(events[0]["person_id"].is_null() && events[0]["address"] == "127.0.0.1");
    let stored = app
        .database
        .text("SELECT string_agg(e::text, '') FROM security_events e")
        .await;
    for secret in [&expired, &used] {
        assert!(!stored.contains(secret.as_str()), "{stored}");
    }
}

#[tokio::test]
async fn guessed_tokens_do_not_fill_the_table() {
    let app = TestApp::start().await;
    for _ in 0..30 {
        refuse(&app, "nonsense").await;
    }
    let noted = of_kind(&app.admin(), "password-token-refused").await.len();
    assert_eq!(noted, 10);
    app.clock.advance_seconds(360);
    for _ in 0..5 {
        refuse(&app, "nonsense").await;
    }
    let noted = of_kind(&app.admin(), "password-token-refused").await.len();
    assert_eq!(noted, 11, "one more in six minutes");
}

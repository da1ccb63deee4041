use prongsai_test_support::{PASSWORD, TestApp, assert_problem};
use serde_json::json;

use super::{log_in, refresh, who};

#[tokio::test]
async fn a_refresh_token_is_exchanged_for_new_tokens() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    app.clock.advance_seconds(16 * 60);
    assert_problem(&who(&app, &first).get("/api/v1/me").await, 401, "expired-token");

    let second = refresh(&app.anonymous(), &first).await.is(200).json();

    assert_ne!(second["refresh_token"], first["refresh_token"]);
    who(&app, &second).get("/api/v1/me").await.is(200);
    refresh(&app.anonymous(), &second).await.is(200);
}

#[tokio::test]
async fn an_invalid_refresh_token_is_refused() {
    let app = TestApp::start().await;
    let tokens = log_in(&app).await;
    for written in [
        tokens["access_token"].as_str().unwrap(),
        "",
        "x",
        "ก",
        &"a".repeat(10_000),
    ] {
        let answer = app
            .anonymous()
            .post("/api/v1/auth/refresh")
            .json(&json!({ "refresh_token": written }))
            .await;
        assert_problem(&answer, 401, "invalid-token");
    }
    let used_as_access = app
        .anonymous()
        .with_token(tokens["refresh_token"].as_str().unwrap())
        .get("/api/v1/me")
        .await;
    assert_problem(&used_as_access, 401, "invalid-token");
}

#[tokio::test]
async fn tokens_are_stored_as_digests_only() {
    let app = TestApp::start().await;
    let tokens = log_in(&app).await;
    let second = refresh(&app.anonymous(), &tokens).await.is(200).json();
    let all = "SELECT string_agg(t::text, ' ') FROM (SELECT s::text FROM sessions s UNION ALL SELECT r::text FROM \
               refresh_tokens r UNION ALL SELECT a::text FROM audit_entries a UNION ALL SELECT u::text FROM users u) t";
    let stored = app.database.text(all).await;
    assert!(stored.len() > 100);
    for tokens in [tokens, second] {
        for name in ["access_token", "refresh_token"] {
            assert!(!stored.contains(tokens[name].as_str().unwrap()), "{name}");
        }
    }
    assert!(!stored.contains(PASSWORD));
}

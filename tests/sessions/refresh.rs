use prongsai_test_support::{Answer, Client, PASSWORD, TestApp, assert_problem};
use serde_json::{Value, json};

async fn log_in(app: &TestApp) -> Value {
    let name = app.drafter().await.username.unwrap();
    app.try_login(&name, PASSWORD).await.is(200).json()
}

async fn refresh(client: &Client, tokens: &Value) -> Answer {
    client
        .post("/api/v1/auth/refresh")
        .json(&json!({ "refresh_token": tokens["refresh_token"] }))
        .await
}

fn who(app: &TestApp, tokens: &Value) -> Client {
    app.anonymous().with_token(tokens["access_token"].as_str().unwrap())
}

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
async fn reuse_of_an_exchanged_token_ends_the_whole_session() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    let second = refresh(&app.anonymous(), &first).await.is(200).json();
    app.clock.advance_seconds(60);

    assert_problem(&refresh(&app.anonymous(), &first).await, 401, "invalid-token");

    assert_problem(&refresh(&app.anonymous(), &second).await, 401, "invalid-token");
    assert_problem(&who(&app, &second).get("/api/v1/me").await, 401, "invalid-token");
    let other = log_in(&app).await;
    who(&app, &other).get("/api/v1/me").await.is(200);
}

#[tokio::test]
async fn parallel_refreshes_of_one_client_all_succeed() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    let client = app.anonymous();
    let (one, other) = tokio::join!(refresh(&client, &first), refresh(&client, &first));
    for answer in [one, other] {
        let tokens = answer.is(200).json();
        who(&app, &tokens).get("/api/v1/me").await.is(200);
        refresh(&client, &tokens).await.is(200);
    }
}

#[tokio::test]
async fn only_the_same_client_may_repeat_a_refresh() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    let second = refresh(&app.anonymous(), &first).await.is(200).json();
    let thief = app
        .anonymous()
        .post("/api/v1/auth/refresh")
        .header("user-agent", "somebody-else");

    let stolen = thief.json(&json!({ "refresh_token": first["refresh_token"] })).await;

    assert_problem(&stolen, 401, "invalid-token");
    assert_problem(&refresh(&app.anonymous(), &second).await, 401, "invalid-token");
}

#[tokio::test]
async fn a_refresh_token_expires() {
    let app = TestApp::start().await;
    let first = log_in(&app).await;
    app.clock.advance_seconds(31 * 24 * 3600);
    assert_problem(&refresh(&app.anonymous(), &first).await, 401, "invalid-token");
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

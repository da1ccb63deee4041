use prongsai_test_support::{PASSWORD, TestApp, assert_problem};
use serde_json::json;

#[tokio::test]
async fn a_logout_ends_this_session_and_no_other() {
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let tokens = app.try_login(&name, PASSWORD).await.is(200).json();
    let here = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    let elsewhere = app.login(&name).await;

    here.post("/api/v1/auth/logout").await.is(204);

    assert_problem(&here.get("/api/v1/me").await, 401, "invalid-token");
    let body = json!({ "refresh_token": tokens["refresh_token"] });
    assert_problem(
        &app.anonymous().post("/api/v1/auth/refresh").json(&body).await,
        401,
        "invalid-token",
    );
    elsewhere.get("/api/v1/me").await.is(200);
    assert_problem(&app.anonymous().post("/api/v1/auth/logout").await, 401, "missing-token");
}

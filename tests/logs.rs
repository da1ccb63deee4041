//! The log has enough to identify a request, and never a secret.

use prongsai_test_support::{Logs, PASSWORD, TestApp, assert_problem};
use serde_json::json;

#[tokio::test]
async fn logs_name_requests_and_hold_no_secret() {
    let logs = Logs::capture();
    let app = TestApp::start().await;
    let name = app.drafter().await.username.unwrap();
    let tokens = app.try_login(&name, PASSWORD).await.is(200).json();
    let refresh = json!({ "refresh_token": tokens["refresh_token"] });
    let refreshed = app
        .anonymous()
        .post("/api/v1/auth/refresh")
        .json(&refresh)
        .await
        .is(200)
        .json();
    let wrong = app.try_login(&name, "รหัสผ่านที่พิมพ์ผิด-2566").await;
    let refusal = assert_problem(&wrong, 401, "bad-credentials");
    let broken = "{\"username\":\"x\",\"password\":\"รหัสในคำขอที่พัง-2566\"";
    app.anonymous()
        .post("/api/v1/auth/login")
        .raw("application/json", broken)
        .await
        .is(400);
    app.measure(&json!({ "title": "เนื้อหาของร่างที่ไม่ควรอยู่ในบันทึก" })).await;
    app.anonymous().get("/api/v1/me?access_token=secret-in-the-query").await;

    let text = logs.text();

    assert!(
        text.contains(refusal.document["request_id"].as_str().unwrap()),
        "{text}"
    );
    for line in text.lines() {
        assert!(
            serde_json::from_str::<serde_json::Value>(line).is_ok(),
            "a line is one JSON object: {line}"
        );
    }
    let mut secrets = vec![
        PASSWORD,
        "รหัสผ่านที่พิมพ์ผิด-2566",
        "รหัสในคำขอที่พัง-2566",
        "secret-in-the-query",
        "เนื้อหาของร่าง",
    ];
    for tokens in [&tokens, &refreshed] {
        secrets.extend(["access_token", "refresh_token"].map(|name| tokens[name].as_str().unwrap()));
    }
    // The beginning of every password hash.
    secrets.push("argon2id$");
    for secret in secrets {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} was logged: {line:?}");
    }
}

//! The log has enough to identify a request, and never a secret.

use prongsai_test_support::{Answer, Logs, PASSWORD, TestApp, assert_problem};
use serde_json::{Value, json};

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

/// The lines of a request in the log, and its one line at the end. The capture does not flatten the fields of the event.
fn lines_of(logs: &Logs, answer: &Answer) -> (Vec<Value>, Value) {
    let id = answer.header("x-request-id").unwrap();
    let text = logs.text();
    let all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let lines: Vec<Value> = all.filter(|line| line["span"]["request_id"] == id).collect();
    let is_last = |line: &&Value| line["target"] == "prongsai_http::middleware::access_log";
    let last: Vec<&Value> = lines.iter().filter(is_last).collect();
    assert_eq!(last.len(), 1, "{lines:?}");
    let last = last[0].clone();
    (lines, last)
}

#[tokio::test]
async fn one_event_has_everything_about_a_request_and_its_span_has_the_id_alone() {
    let logs = Logs::capture();
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let me = drafter.get("/api/v1/me").await.is(200).json();
    let measure = app.measure(&json!({})).await;
    let known = drafter
        .get(&measure.path())
        .header("x-request-id", "gateway-7")
        .await
        .is(200);
    let (lines, line) = lines_of(&logs, &known);
    let span = json!({ "name": "request", "request_id": known.header("x-request-id") });
    assert!(lines.iter().all(|line| line["span"] == span), "{lines:?}");
    let fields = line["fields"].as_object().unwrap();
    let names: Vec<&str> = fields
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "latency_ms")
        .collect();
    assert!(fields["latency_ms"].as_f64().unwrap() > 0.0);
    let mut expected = ["actor", "client_request_id", "message", "method", "route", "status"].to_vec();
    expected.sort_unstable();
    let mut names = names;
    names.sort_unstable();
    assert_eq!(names, expected, "{line}");
    assert_eq!(line["level"], "INFO");
    for (name, value) in [
        ("message", json!("request done")),
        ("method", json!("GET")),
        ("route", json!("/api/v1/measures/{id}")),
        ("status", json!(200)),
        ("actor", me["id"].clone()),
        ("client_request_id", json!("gateway-7")),
    ] {
        assert_eq!(fields[name], value, "{name}");
    }
}

#[tokio::test]
async fn the_line_of_a_request_names_its_service_token_and_no_path() {
    let logs = Logs::capture();
    let app = TestApp::start().await;
    let body = json!({ "name": "สคริปต์", "organization_id": app.ours.id, "actions": ["read_organization"],
        "current_password": PASSWORD });
    let drafter = app.drafter().await;
    let made = drafter
        .post("/api/v1/me/service-tokens")
        .json(&body)
        .await
        .is(201)
        .json();
    let script = app.anonymous().with_token(made["secret"].as_str().unwrap());
    let read = script
        .get(&format!("/api/v1/organizations/{}", app.ours.id))
        .await
        .is(200);
    let (_, line) = lines_of(&logs, &read);
    assert_eq!(line["fields"]["service_token"], made["service_token"]["id"]);
    let nowhere = app.anonymous().get("/api/v1/measures/x/nowhere").await.is(404);
    let (_, line) = lines_of(&logs, &nowhere);
    assert_eq!(line["fields"]["status"], 404);
    assert!(!line.to_string().contains("nowhere"), "{line}");
    assert!(line["fields"].get("actor").is_none());
}

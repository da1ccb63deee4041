//! Refusals that belong to no resource: unknown paths, methods, bodies. Each is a complete problem document.

use prongsai_test_support::{TestApp, assert_any_problem, assert_problem, is_thai};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn an_unknown_path_is_not_found_in_the_language_that_was_preferred() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    for path in [
        "/nowhere",
        "/api/v1/nowhere",
        "/public/v1/nowhere",
        "/api/v1/measures/",
        "/api/v2/measures",
        "/docsx",
        "/.env",
    ] {
        let thai = anyone.get(path).await;
        let refusal = assert_problem(&thai, 404, "not-found");
        assert!(is_thai(refusal.detail()));
        assert_eq!(refusal.document["instance"], path);
        let english = anyone.get(path).english().await;
        assert!(!is_thai(assert_problem(&english, 404, "not-found").detail()));
    }
    let mixed = anyone
        .get("/nowhere")
        .header("accept-language", "fr, en;q=0.8, th;q=0.9")
        .await;
    assert_eq!(mixed.header("content-language"), Some("th"));
}

#[tokio::test]
async fn a_known_path_tells_its_methods() {
    let app = TestApp::start().await;
    for (method, path) in [
        (Method::DELETE, "/api/v1/measures"),
        (Method::PUT, "/api/v1/auth/login"),
        (Method::POST, "/public/v1/measures"),
        (Method::PATCH, "/health/live"),
        (Method::DELETE, "/docs/"),
        (Method::TRACE, "/api/v1/measures"),
    ] {
        let answer = app.drafter().await.request(method.clone(), path).await;
        assert_problem(&answer, 405, "method-not-allowed");
        let allow = answer
            .header("allow")
            .unwrap_or_else(|| panic!("{method} {path}: no Allow"));
        assert!(!allow.contains(method.as_str()), "{allow}");
        let options = app.anonymous().request(Method::OPTIONS, path).await.is(204);
        assert!(options.header("allow").is_some_and(|allow| allow.contains("OPTIONS")));
    }
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = prongsai_test_support::sample::measure(&app.ours.id).to_string();
    for media_type in [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json; charset=tis-620",
        "",
        "x",
    ] {
        let answer = drafter.post("/api/v1/measures").raw(media_type, body.clone()).await;
        assert_problem(&answer, 415, "unsupported-media-type").at("Content-Type");
    }
    let packed = drafter
        .post("/api/v1/measures")
        .header("content-encoding", "gzip")
        .raw("application/json", body.clone())
        .await;
    assert_problem(&packed, 415, "unsupported-media-type").at("Content-Encoding");
    drafter
        .post("/api/v1/measures")
        .raw("Application/JSON; charset=\"UTF-8\"", body)
        .await
        .is(201);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let large = json!({ "title": "ก".repeat(400_000) }).to_string();
    assert!(large.len() > 1_048_576);
    let answer = drafter.post("/api/v1/measures").raw("application/json", large).await;
    assert_problem(&answer, 413, "body-too-large");
    let login = app
        .anonymous()
        .post("/api/v1/auth/login")
        .raw("application/json", " ".repeat(1_048_577))
        .await;
    assert_problem(&login, 413, "body-too-large");
    let fits = drafter
        .post("/api/v1/measures")
        .raw("application/json", " ".repeat(1_048_576))
        .await;
    assert_problem(&fits, 422, "invalid-input");
}

#[tokio::test]
async fn a_bundle_may_be_larger_but_not_too_large() {
    let app = TestApp::start().await;
    let padding = |mebibytes: usize| format!("{{\"format\":\"{}\"}}", "x".repeat(mebibytes * 1_048_576));
    let path = format!("/api/v1/imports?dry_run=true&organization_id={}", app.ours.id);
    let large = app.admin().post(&path).raw("application/json", padding(2)).await;
    assert_eq!(assert_any_problem(&large).document["status"], 422);
    let too_large = app.admin().post(&path).raw("application/json", padding(32)).await;
    assert_problem(&too_large, 413, "body-too-large");
}

#[tokio::test]
async fn invalid_json_is_refused_with_its_position() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    for (body, line) in [
        ("{", "1"),
        ("{\n\"title\": x}", "2"),
        ("{\"title\":\"a\"} {}", "1"),
        ("[1,", "1"),
        ("nul", "1"),
    ] {
        let answer = drafter
            .post("/api/v1/measures")
            .raw("application/json", body)
            .english()
            .await;
        let refusal = assert_problem(&answer, 400, "malformed-json");
        assert!(
            refusal.detail().contains(&format!("line {line}")),
            "{body}: {}",
            refusal.detail()
        );
    }
    for body in ["[]", "\"x\"", "7", "null"] {
        let answer = drafter.post("/api/v1/measures").raw("application/json", body).await;
        assert_problem(&answer, 422, "invalid-input").at("");
    }
}

#[tokio::test]
async fn every_problem_is_described_at_the_address_of_its_type() {
    let app = TestApp::start().await;
    let refusal = assert_any_problem(&app.anonymous().get("/nowhere").await);
    let kind = app
        .anonymous()
        .get(refusal.document["type"].as_str().unwrap())
        .await
        .is(200)
        .json();
    assert_eq!((&kind["code"], &kind["status"]), (&json!("not-found"), &json!(404)));
    assert!(is_thai(kind["meaning_th"].as_str().unwrap()) && !is_thai(kind["meaning_en"].as_str().unwrap()));
    assert_problem(
        &app.anonymous().get("/problems/no-such-problem").await,
        404,
        "not-found",
    );
}

#[tokio::test]
async fn invalid_ids_are_not_found() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    for id in [
        "7",
        "x",
        "%00",
        "%ff",
        "00000000-0000-0000-0000-000000000000",
        "019376A1-5C3E-7B8A-9F0D-2B1C4D5E6F70",
        "..%2f..%2fetc",
    ] {
        for path in [format!("/api/v1/measures/{id}"), format!("/public/v1/measures/{id}")] {
            let answer = drafter.get(&path).await;
            assert!(
                matches!(assert_any_problem(&answer).document["status"].as_u64(), Some(400 | 404)),
                "{path}"
            );
        }
    }
}

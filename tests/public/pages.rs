//! What a browser gets where there is no page to show.

use prongsai_test_support::{Answer, TestApp, assert_problem};
use reqwest::Method;
use serde_json::json;

/// What a browser sends.
pub(crate) const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const UNKNOWN: &str = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";

/// Expects the page of a refusal: in Thai, complete, and closed to everything but its own stylesheet.
#[track_caller]
pub(crate) fn assert_page(answer: &Answer, status: u16, title: &str) {
    let (line, text) = (&answer.request_line, answer.text());
    assert_eq!(answer.status, status, "{line}: {text}");
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8"),
        "{line}"
    );
    assert_eq!(answer.header("content-language"), Some("th"), "{line}");
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{line}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{line}");
    let vary = answer.header("vary").unwrap_or_default();
    assert!(vary.split(", ").any(|name| name == "accept"), "{line}: {vary}");
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sha256-"),
        "{line}: {policy}"
    );
    assert!(
        !policy.contains("script-src") && !policy.contains("unsafe"),
        "{line}: {policy}"
    );
    let id = answer.header("x-request-id").expect("an id");
    for part in [
        "<!DOCTYPE html>",
        "<html lang=\"th\">",
        &format!("<h1>{title}</h1>"),
        id,
        &status.to_string(),
    ] {
        assert!(text.contains(part), "{line}: no {part} in {text}");
    }
}

#[tokio::test]
async fn a_browser_gets_a_page_and_a_program_a_problem_where_nothing_is() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    for path in [
        "/nowhere".to_owned(),
        format!("/public/{UNKNOWN}/"),
        format!("/public/{UNKNOWN}/2566"),
        format!("/public/v1/measures/{UNKNOWN}"),
        format!("/public/v1/measures/{UNKNOWN}.html"),
        format!("/public/v1/measures/{UNKNOWN}.pdf"),
        "/public/v1/verify/00000-00000".to_owned(),
    ] {
        let page = anyone.get(&path).header("accept", BROWSER).await;
        assert_page(&page, 404, "ไม่พบ");
        let head = anyone.request(Method::HEAD, &path).header("accept", BROWSER).await;
        assert_eq!((head.status, head.body.len()), (404, 0), "{path}");
        assert_eq!(head.header("content-type"), page.header("content-type"), "{path}");
        for accept in [
            "*/*",
            "application/json",
            "application/problem+json",
            "application/json, text/html",
        ] {
            let problem = anyone.get(&path).header("accept", accept).await;
            assert_problem(&problem, 404, "not-found");
            let vary = problem.header("vary").unwrap_or_default();
            assert!(vary.split(", ").any(|name| name == "accept"), "{path}: {vary}");
        }
    }
}

/// The API is for programs, also when they forget to say which form they want.
#[tokio::test]
async fn the_api_answers_a_browser_with_problems() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let refused = anyone.get("/api/v1/me").header("accept", BROWSER).await;
    assert_problem(&refused, 401, "missing-token");
    let missing = anyone.get("/api/v1/nowhere").header("accept", BROWSER).await;
    assert_problem(&missing, 404, "not-found");
    let posted = anyone
        .request(Method::POST, "/public/v1/measures")
        .header("accept", BROWSER);
    assert_problem(&posted.await, 405, "method-not-allowed");
}

#[tokio::test]
async fn the_page_of_a_withdrawn_document_gives_the_reason_as_text() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({ "title": "มาตรการที่จะถอน" })).await;
    let reason = json!({ "reason": "เปิดเผย <b onclick=x>เกินจำเป็น</b>" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    for path in [measure.public_path(), format!("{}.html", measure.public_path())] {
        let page = app.anonymous().get(&path).header("accept", BROWSER).await;
        assert_page(&page, 410, "ถอนแล้ว");
        let text = page.text();
        assert!(
            text.contains("เปิดเผย &lt;b onclick=x&gt;เกินจำเป็น") && !text.contains("<b "),
            "{text}"
        );
        assert!(
            !text.contains("มาตรการที่จะถอน"),
            "nothing that was withdrawn is shown: {text}"
        );
    }
}

#[tokio::test]
async fn the_page_shows_nothing_of_a_draft() {
    let app = TestApp::start().await;
    let draft = app.measure(&json!({ "title": "ร่างที่ยังเป็นความลับ" })).await;
    let asked = |id: &str| {
        let path = draft.public_path().replace(&draft.id, id);
        app.anonymous().get(&path).header("accept", BROWSER)
    };
    let (hidden, unknown) = (asked(&draft.id).await, asked(UNKNOWN).await);
    assert_page(&hidden, 404, "ไม่พบ");
    let without_id = |answer: &Answer| answer.text().replace(answer.header("x-request-id").unwrap(), "");
    assert_eq!(without_id(&hidden), without_id(&unknown));
}

#[tokio::test]
async fn what_a_request_says_comes_back_as_text_only() {
    let app = TestApp::start().await;
    let path = "/public/v1/measures?%3Cscript%3Ealert(1)%3C/script%3E=1";
    let page = app.anonymous().get(path).header("accept", BROWSER).await;
    assert_page(&page, 400, "ไม่รู้จักพารามิเตอร์");
    assert!(!page.text().contains("<script"), "{}", page.text());
    let path = "/public/%3Cimg%20src=x%20onerror=alert(1)%3E";
    let page = app.anonymous().get(path).header("accept", BROWSER).await;
    assert_page(&page, 404, "ไม่พบ");
    assert!(!page.everything().contains("onerror"), "{}", page.text());
}

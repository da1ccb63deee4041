//! What a server shows beside the API: metrics, strict transport, and where to report a weakness.

use prongsai_test_support::{MetricsAccess, ServerOptions, TestApp, assert_problem};
use reqwest::Method;

const PUBLIC: &str = "https://ita.example.go.th";
const SECURITY_TXT: &str = "/.well-known/security.txt";

async fn start(public_url: &str) -> TestApp {
    TestApp::start_with(ServerOptions {
        public_url: Some(public_url.to_owned()),
        security_contacts: vec!["mailto:security@example.go.th".to_owned()],
        ..ServerOptions::default()
    })
    .await
}

#[tokio::test]
async fn answers_at_the_public_https_address_are_strict_about_transport() {
    let app = start(PUBLIC).await;
    let drafter = app.drafter().await;
    let year = Some("max-age=31536000");
    for (path, status) in [
        ("/", 200),
        ("/docs/", 200),
        ("/nowhere", 404),
        ("/api/v1/me", 200),
        ("/public/v1/measures", 200),
        (SECURITY_TXT, 200),
    ] {
        let ask = |host: &str| drafter.get(path).header("host", host);
        for host in ["ita.example.go.th", "ITA.example.go.th:443"] {
            let answer = ask(host).await.is(status);
            assert_eq!(answer.header("strict-transport-security"), year, "{path} {host}");
        }
        let by_http = ask("ita.example.go.th").header("x-forwarded-proto", "http").await;
        let locally = drafter.get(path).await.is(status);
        let elsewhere = ask("www.example.go.th").await;
        for answer in [by_http, locally, elsewhere] {
            assert_eq!(answer.header("strict-transport-security"), None, "{path}");
        }
    }
    let anonymous = app
        .anonymous()
        .get("/api/v1/me")
        .header("host", "ita.example.go.th")
        .await;
    assert_problem(&anonymous, 401, "missing-token");
    assert_eq!(anonymous.header("strict-transport-security"), year);
}

#[tokio::test]
async fn without_https_no_answer_is_strict_about_transport() {
    let app = start("http://ita.example.go.th").await;
    let answer = app
        .anonymous()
        .get("/")
        .header("host", "ita.example.go.th")
        .await
        .is(200);
    assert_eq!(answer.header("strict-transport-security"), None);
}

#[tokio::test]
async fn security_txt_says_where_to_report_a_weakness() {
    let app = start(PUBLIC).await;
    let anyone = app.anonymous();
    let first = anyone.get(SECURITY_TXT).await.is(200);
    assert_eq!(first.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(first.header("cache-control"), Some("public, max-age=60"));
    // The clock of the tests begins on 2 October 2023.
    let text = |expires: &str| {
        format!(
            "Contact: mailto:security@example.go.th\nExpires: {expires}\nPreferred-Languages: th, en\n\
             Canonical: {PUBLIC}{SECURITY_TXT}\n"
        )
    };
    assert_eq!(first.text(), text("2024-04-01T00:00:00Z"));

    let again = || anyone.get(SECURITY_TXT).header("if-none-match", &first.etag());
    assert!(again().await.is(304).body.is_empty());
    app.clock.advance_seconds(200 * 24 * 60 * 60);
    assert_eq!(again().await.is(200).text(), text("2024-10-01T00:00:00Z"));
    let head = anyone.request(Method::HEAD, SECURITY_TXT).await.is(200);
    assert!(head.body.is_empty());
    assert_problem(&anyone.post(SECURITY_TXT).await, 405, "method-not-allowed");
}

/// A path that a server does not have is answered like any unknown path, whatever the method.
#[tokio::test]
async fn what_is_not_configured_does_not_exist() {
    let app = TestApp::start_with(ServerOptions::default()).await;
    for path in ["/metrics", SECURITY_TXT] {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS] {
            let answer = app.anonymous().request(method.clone(), path).await;
            assert_eq!(answer.status, 404, "{method} {path}");
            assert_eq!(answer.header("allow"), None, "{method} {path}");
        }
        let answer = app.anonymous().get(&format!("{path}?x=1")).await;
        assert_problem(&answer, 404, "not-found");
    }
}

/// A proxy on the same machine connects from the loopback too.
#[tokio::test]
async fn a_local_listener_shows_metrics_to_direct_clients_only() {
    let app = TestApp::start_with(ServerOptions {
        metrics: MetricsAccess::Direct,
        ..ServerOptions::default()
    })
    .await;
    app.anonymous().get("/metrics").await.is(200);
    for (name, value) in [
        ("forwarded", "for=192.0.2.7"),
        ("x-forwarded-for", "192.0.2.7"),
        ("via", "1.1 proxy"),
    ] {
        let passed_on = app.anonymous().get("/metrics").header(name, value).await;
        assert_problem(&passed_on, 404, "not-found");
    }
}

//! HTTP in general: HEAD, CORS, headers, request ids, compression, invalid requests.

use prongsai_test_support::{ServerOptions, TestApp, assert_problem};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    for path in [
        measure.public_path(),
        "/public/v1/measures".to_owned(),
        "/health/live".to_owned(),
    ] {
        let get = app.anonymous().get(&path).await.is(200);
        let head = app.anonymous().request(Method::HEAD, &path).await.is(200);
        assert_has_no_body(&app, &path).await;
        for header in ["content-type", "etag", "cache-control"] {
            assert_eq!(head.header(header), get.header(header), "{path}: {header}");
        }
    }
    app.anonymous().request(Method::HEAD, "/nowhere").await.is(404);
    assert_has_no_body(&app, "/nowhere").await;
}

/// A client of HTTP reads no body after HEAD, so these are the bytes.
async fn assert_has_no_body(app: &TestApp, path: &str) {
    let request = format!("HEAD {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    let answer = raw(app, request.as_bytes()).await;
    assert!(answer.ends_with("\r\n\r\n"), "{path}: {answer}");
    assert_eq!(answer.matches("\r\n\r\n").count(), 1, "{path}: {answer}");
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    let drafter = app.drafter().await;
    for path in [
        "/",
        "/docs/",
        "/health/live",
        "/nowhere",
        "/api/v1/me",
        "/api/openapi.json",
        &measure.public_path(),
    ] {
        let answer = drafter.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let policy = answer
            .header("content-security-policy")
            .expect("a content security policy");
        for directive in ["default-src", "object-src", "base-uri", "frame-ancestors"] {
            assert!(policy.contains(&format!("{directive} 'none'")), "{path}: {policy}");
        }
        for absent in ["server", "set-cookie"] {
            assert!(answer.header(absent).is_none(), "{path}: {absent}");
        }
    }
    assert_eq!(
        drafter.get("/api/v1/me").await.header("cache-control"),
        Some("no-store")
    );
}

#[tokio::test]
async fn every_request_has_an_id_of_the_server() {
    let app = TestApp::start().await;
    for sent in ["019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "<script>"] {
        let answer = app.anonymous().get("/nowhere").header("x-request-id", sent).await;
        let id = answer.header("x-request-id").unwrap();
        assert_eq!(answer.json()["request_id"], id);
        assert!(!answer.everything().contains(sent), "{sent}");
    }
}

#[tokio::test]
async fn only_configured_origins_may_call_from_a_web_page() {
    let origin = "https://www.example.go.th";
    let app = TestApp::start_with(ServerOptions {
        cors_origins: vec![origin.to_owned()],
        ..ServerOptions::default()
    })
    .await;
    let preflight = |origin: &str| {
        app.anonymous()
            .request(Method::OPTIONS, "/api/v1/measures")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization, content-type, if-match, idempotency-key",
            )
    };
    let allowed = preflight(origin).await;
    assert_eq!(
        (allowed.status, allowed.body.len()),
        (200, 0),
        "{}",
        allowed.everything()
    );
    assert_eq!(allowed.header("access-control-allow-origin"), Some(origin));
    assert_eq!(allowed.header("access-control-max-age"), Some("3600"));
    let refused = preflight("https://evil.example").await;
    assert_problem(&refused, 400, "malformed-request");
    assert_eq!(refused.header("access-control-allow-origin"), None);
    let read = app
        .anonymous()
        .get("/public/v1/measures")
        .header("origin", origin)
        .await
        .is(200);
    assert_eq!(read.header("access-control-allow-origin"), Some(origin));
    let exposed = read
        .header("access-control-expose-headers")
        .unwrap_or_default()
        .to_lowercase();
    for header in ["etag", "content-disposition"] {
        assert!(exposed.contains(header), "{header}: {exposed}");
    }
    let missing = app.anonymous().get("/nowhere").header("origin", origin).await.is(404);
    assert_eq!(
        missing.header("access-control-allow-origin"),
        Some(origin),
        "a page may read a refusal too"
    );
}

#[tokio::test]
async fn without_configured_origins_no_web_page_may_call() {
    let app = TestApp::start().await;
    let preflight = app
        .anonymous()
        .request(Method::OPTIONS, "/api/v1/measures")
        .header("origin", "https://www.example.go.th")
        .header("access-control-request-method", "POST")
        .await
        .is(204);
    assert_eq!(preflight.header("allow"), Some("GET, HEAD, POST, OPTIONS"));
    assert_eq!(preflight.header("access-control-allow-origin"), None);
    let answer = app
        .anonymous()
        .get("/public/v1/measures")
        .header("origin", "https://www.example.go.th")
        .await
        .is(200);
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn a_long_answer_is_compressed_on_request() {
    let app = TestApp::start().await;
    let document = app
        .anonymous()
        .get("/api/openapi.json")
        .header("accept-encoding", "gzip")
        .await
        .is(200);
    assert_eq!(document.header("content-encoding"), Some("gzip"));
    // The first two bytes of every gzip file.
    assert!(document.body.starts_with(&[0x1f, 0x8b]));
    assert_eq!(
        app.anonymous()
            .get("/api/openapi.json")
            .await
            .is(200)
            .header("content-encoding"),
        None
    );
}

/// The server's answer to bytes that are not a request, or to an unusual one.
async fn raw(app: &TestApp, request: &[u8]) -> String {
    let address = app.base_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // The server may keep the connection open; what it has sent by then is the answer.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn malformed_requests_do_not_stop_the_server() {
    let app = TestApp::start().await;
    let malformed: [&[u8]; 8] = [
        b"GET /\0 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\nconnection: close\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n",
        b"GET /api/v1/measures?q=\xff\xfe HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \xff\xfe\r\nconnection: close\r\n\r\n",
    ];
    for request in malformed {
        let answer = raw(&app, request).await;
        // The server may close the connection without an answer, refuse the request, or ignore what is wrong with it.
        let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
        assert!(
            answer.is_empty() || status.starts_with('4') || status == "200",
            "{request:?}: {answer}"
        );
    }
    app.anonymous().get("/health/ready").await.is(200);
}

#[tokio::test]
async fn the_docs_page_loads_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    let moved = app.anonymous().get("/docs").await;
    assert_eq!((moved.status, moved.header("location")), (308, Some("/docs/")));
    let page = app.anonymous().get("/docs/").await.is(200);
    assert!(
        page.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
    );
    for path in [
        "/docs/swagger-ui-bundle.js",
        "/docs/swagger-ui.css",
        "/docs/swagger-initializer.js",
    ] {
        let part = app.anonymous().get(path).await.is(200);
        assert!(!part.text().contains("petstore"), "{path}");
        let kind = part.header("content-type").unwrap_or_default();
        assert!(kind.ends_with("; charset=utf-8"), "{path}: {kind}");
    }
    assert!(!page.text().contains("https://"), "nothing is loaded from elsewhere");
}

#[tokio::test]
async fn metrics_count_by_route_and_never_by_id() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    app.drafter().await.get(&measure.path()).await.is(200);
    let metrics = app.anonymous().get("/metrics").await.is(200).text();
    assert!(metrics.contains("/api/v1/measures/{id}"), "{metrics}");
    assert!(!metrics.contains(&measure.id), "{metrics}");
}

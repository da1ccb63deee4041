//! What nginx does by itself: no program is behind it, or one that only notes what it receives.

use std::fs;

use prongsai_http::problem::ProblemCode;
use prongsai_test_support::{Answer, PROBLEM_MEMBERS, is_thai};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::process::Nginx;
use crate::demo::free_address;

const KIBIBYTE: u64 = 1024;
const MEBIBYTE: u64 = 1024 * KIBIBYTE;

/// Expects a problem document that nginx made: in the form of the program's, in both languages.
#[track_caller]
fn assert_of_nginx(answer: &Answer, path: &str, status: u16, code: &str) {
    let text = answer.everything();
    assert_eq!(answer.status, status, "{}: {text}", answer.request_line);
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json"),
        "{text}"
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{text}");
    let document = answer.json();
    let members: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    let (mut found, mut expected) = (members, PROBLEM_MEMBERS.to_vec());
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "{text}");
    assert_eq!(document["status"], status, "{text}");
    assert_eq!(document["code"], code, "{text}");
    assert_eq!(document["type"], format!("/problems/{code}"), "{text}");
    assert_eq!(document["instance"], path, "{text}");
    assert_eq!(document["errors"], serde_json::json!([]), "{text}");
    let known = ProblemCode::find(code).expect("a code of the program");
    assert_eq!(known.status().as_u16(), status, "{text}");
    let title = format!("{} — {}", known.title_th(), known.title_en());
    assert_eq!(document["title"], title, "{text}");
    let (thai, english) = document["detail"]
        .as_str()
        .unwrap()
        .split_once(" — ")
        .expect("both languages");
    assert!(is_thai(thai) && !is_thai(english) && english.ends_with('.'), "{text}");
    let id = document["request_id"].as_str().unwrap();
    assert_eq!((id.len(), answer.header("x-request-id")), (32, Some(id)), "{text}");
}

/// Receives one request, answers 204 and returns the head of the request, in lower case.
async fn head_of_one(listener: TcpListener) -> String {
    let (mut connection, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.unwrap());
    }
    let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    connection.write_all(answer).await.unwrap();
    String::from_utf8(head).unwrap().to_lowercase()
}

#[tokio::test]
async fn the_program_gets_the_address_and_the_name_that_nginx_saw_and_nothing_that_the_client_claims() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nginx = Nginx::start(&listener.local_addr().unwrap().to_string()).await;
    let receiving = tokio::spawn(head_of_one(listener));
    let claims = [
        "X-Forwarded-For: 203.0.113.9",
        "Forwarded: for=203.0.113.9;proto=http;host=evil.example",
        "X-Forwarded-Proto: http",
        "X-Forwarded-Host: evil.example",
        "Accept-Encoding: gzip",
        "If-Match: W/\"7\"",
        "X-Request-Id: their-own",
    ];
    let mut arguments = vec!["--interface", "127.0.0.2"];
    arguments.extend(claims.iter().flat_map(|claim| ["--header", claim]));

    nginx.ask("/public/v1/measures?q=%E0%B8%81", &arguments).await.is(204);

    let head = receiving.await.unwrap();
    let values = |name: &str| -> Vec<&str> {
        let prefix = format!("{name}: ");
        head.lines().filter_map(|line| line.strip_prefix(&prefix)).collect()
    };
    assert!(
        head.starts_with("get /public/v1/measures?q=%e0%b8%81 http/1.1\r\n"),
        "{head}"
    );
    assert_eq!(values("host"), ["ita.example.go.th"], "{head}");
    assert_eq!(values("x-forwarded-for"), ["127.0.0.2"], "{head}");
    assert_eq!(values("x-forwarded-proto"), ["https"], "{head}");
    assert_eq!(values("if-match"), ["w/\"7\""], "{head}");
    assert_eq!(values("x-request-id"), ["their-own"], "{head}");
    for name in ["forwarded", "x-forwarded-host", "accept-encoding", "via", "upgrade"] {
        assert_eq!(values(name), [""; 0], "{head}");
    }
}

#[tokio::test]
async fn without_tls_pages_lead_to_https_and_the_api_refuses() {
    let nginx = Nginx::start(&free_address()).await;
    let moved = nginx.ask_plainly("/public/v1/measures?limit=1", &[]).await.is(308);
    let https = "https://ita.example.go.th/public/v1/measures?limit=1";
    assert_eq!(moved.header("location"), Some(https));
    let login = "/api/v1/auth/login";
    let refused = nginx.ask_plainly(login, &["--json", "{}"]).await;
    assert_of_nginx(&refused, login, 403, "https-required");
    assert_eq!(refused.header("location"), None);
    // The port for TLS does not speak without it.
    let refused = nginx.ask_at("http", nginx.https, login, &["--json", "{}"]).await;
    assert_of_nginx(&refused, login, 403, "https-required");
    // What a program for certificates puts there is served.
    let challenges = nginx.folder.path().join("letsencrypt/.well-known/acme-challenge");
    fs::create_dir_all(&challenges).unwrap();
    fs::write(challenges.join("token"), "answer").unwrap();
    let challenge = nginx
        .ask_plainly("/.well-known/acme-challenge/token", &[])
        .await
        .is(200);
    assert_eq!(challenge.text(), "answer");
}

/// The limits are exactly those of the program, so the program never sees a larger body.
#[tokio::test]
async fn bodies_over_the_limits_of_the_program_are_refused_by_nginx() {
    let nginx = Nginx::start(&free_address()).await;
    for (path, limit) in [
        ("/api/v1/measures", MEBIBYTE),
        ("/api/v1/imports?organization_id=x", 32 * MEBIBYTE),
    ] {
        for (size, status, code) in [(limit, 503, "unavailable"), (limit + 1, 413, "body-too-large")] {
            let file = nginx.folder.path().join("upload");
            fs::File::create(&file).unwrap().set_len(size).unwrap();
            let data = format!("@{}", file.display());
            let arguments = [
                "--http1.1",
                "--header",
                "Content-Type: application/json",
                "--data-binary",
                &data,
            ];
            let plain = path.split('?').next().unwrap();
            assert_of_nginx(&nginx.ask(path, &arguments).await, plain, status, code);
        }
    }
}

#[tokio::test]
async fn nginx_answers_for_a_program_that_does_not_run() {
    let nginx = Nginx::start(&free_address()).await;
    for path in ["/", "/public/v1/reports/x.html", "/api/v1/audit"] {
        let answer = nginx.ask(path, &[]).await;
        assert_of_nginx(&answer, path, 503, "unavailable");
        assert_eq!(answer.header("retry-after"), Some("10"));
    }
    for path in ["/metrics", "/metrics?x=1", "//metrics", "/%6detrics", "/_prongsai/503"] {
        let plain = path.split('?').next().unwrap();
        assert_of_nginx(&nginx.ask(path, &["--path-as-is"]).await, plain, 404, "not-found");
    }
    let said = nginx.ask("/", &["--tls-max", "1.2"]).await;
    assert_of_nginx(&said, "/", 503, "unavailable");
    assert_eq!(said.header("server"), Some("nginx"), "without its version");
}

/// Requests that nginx does not understand never reach the program.
#[tokio::test]
async fn nginx_refuses_what_is_not_a_request_in_the_form_of_the_program() {
    let nginx = Nginx::start(&free_address()).await;
    // nginx reads lines of 8 KiB at most (`large_client_header_buffers`, by default).
    let long = "x".repeat(9 * 1024);
    let header = format!("X-Long: {long}");
    for (path, arguments, shown, status, code) in [
        ("/a?b=c", vec!["--header", "Host: a/b"], "/a", 400, "malformed-request"),
        ("/a", vec!["--request", "TRACE"], "/a", 405, "method-not-allowed"),
        ("/a", vec!["--header", &header], "/a", 431, "headers-too-large"),
        // Nothing of an address that is too long is kept.
        (&format!("/{long}"), vec![], "/", 414, "uri-too-long"),
        // A character that is not plain ends the path, so that the text stays JSON.
        ("/a;b", vec!["--header", "Host: a/b"], "/a", 400, "malformed-request"),
    ] {
        let arguments: Vec<&str> = ["--http1.1"].into_iter().chain(arguments).collect();
        let answer = nginx.ask(path, &arguments).await;
        assert_of_nginx(&answer, shown, status, code);
        let allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        assert_eq!(answer.header("allow"), (status == 405).then_some(allow));
    }
}

#[tokio::test]
async fn the_rate_of_uploads_of_one_address_is_limited() {
    let nginx = Nginx::start(&free_address()).await;
    let answers = tempfile::tempdir().unwrap();
    // curl sends all of them on one connection, faster than the rate allows.
    let mut curl = nginx.curl("https", nginx.https, "/api/v1/imports?n=[1-80]");
    curl.args(["--json", "{}", "--write-out", "%{http_code}\n", "--output"])
        .arg(answers.path().join("#1"));
    let output = curl.output().await.unwrap();
    let statuses = String::from_utf8(output.stdout).unwrap();
    let statuses: Vec<&str> = statuses.lines().collect();

    assert_eq!(statuses.len(), 80, "{statuses:?}");
    // One request of the rate, and the burst of 20 in the sample.
    assert!(
        statuses[..21].iter().all(|status| *status == "503"),
        "the first ones arrive: {statuses:?}"
    );
    let refused = statuses.iter().position(|status| *status == "429").expect("a refusal") + 1;
    let document = fs::read_to_string(answers.path().join(refused.to_string())).unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(
        (&document["code"], &document["status"], &document["instance"]),
        (&"too-many-requests".into(), &429.into(), &"/api/v1/imports".into())
    );
    // Other addresses and other requests are not affected.
    let other = ["--interface", "127.0.0.2", "--json", "{}"];
    for (path, arguments) in [("/api/v1/imports", &other[..]), ("/api/v1/measures", &other[2..])] {
        assert_of_nginx(&nginx.ask(path, arguments).await, path, 503, "unavailable");
    }
}

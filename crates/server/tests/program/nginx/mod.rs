//! The sample configuration for nginx: `deploy/nginx/prongsai.conf`, as nginx itself and the program see it.

mod alone;
mod curl;
mod process;

use std::fs;

use prongsai_test_support::{Client, assert_problem, sample};
use serde_json::{Value, json};

use self::process::{NAME, Nginx};
use crate::demo::{Demo, Home};

/// The program behind nginx, as the sample tells to start it.
async fn home() -> Home {
    Home::new()
        .await
        .with("PRONGSAI_PUBLIC_URL", format!("https://{NAME}"))
        .with("PRONGSAI_SECURITY_CONTACT", "mailto:security@example.go.th")
        .with("PRONGSAI_TRUSTED_PROXIES", "127.0.0.1")
}

/// The login of a person of the demo.
fn login(home: &Home, role: &str) -> Value {
    let credentials = home.credentials();
    let logins = credentials["users"].as_array().unwrap();
    logins.iter().find(|login| login["role"] == role).unwrap().clone()
}

async fn token(demo: &Demo<'_>, home: &Home, role: &str) -> String {
    let client = demo.log_in(&login(home, role)).await;
    format!("Authorization: Bearer {}", client.token.unwrap())
}

#[tokio::test]
async fn public_answers_come_through_compressed_and_are_validated() {
    let home = home().await;
    let demo = home.start().await;
    let nginx = Nginx::start(home.listen()).await;
    let organization = login(&home, "drafter")["organization_id"].as_str().unwrap().to_owned();
    let page = format!("/public/{organization}/");
    for path in [page.as_str(), "/public/v1/districts", "/api/openapi.json"] {
        let direct = demo.anonymous().get(path).await.is(200);
        let passed = nginx.ask(path, &["--compressed"]).await.is(200);
        assert_eq!(passed.header("content-encoding"), Some("gzip"), "{path}");
        assert!(
            passed
                .headers
                .get_all("vary")
                .iter()
                .any(|name| name == "Accept-Encoding"),
            "{path}"
        );
        assert!(passed.body == direct.body, "{path}: the bytes differ");
        for name in [
            "content-type",
            "cache-control",
            "content-security-policy",
            "x-content-type-options",
        ] {
            assert_eq!(passed.header(name), direct.header(name), "{path}: {name}");
        }
        let plain = nginx.ask(path, &[]).await.is(200);
        assert!(plain.body == direct.body, "{path}: the bytes differ");
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        assert_eq!(plain.header("etag"), direct.header("etag"), "{path}");
    }
    let direct = demo.anonymous().get(&page).await.is(200);
    let passed = nginx.ask(&page, &["--compressed"]).await.is(200);
    assert_eq!(passed.etag(), format!("W/{}", direct.etag()));
    let known = format!("If-None-Match: {}", passed.etag());
    let again = nginx.ask(&page, &["--compressed", "--header", &known]).await.is(304);
    assert_eq!(again.header("cache-control"), Some("public, max-age=60"));
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn nginx_adds_hsts_passes_security_txt_and_hides_the_metrics() {
    let home = home().await;
    let demo = home.start().await;
    let nginx = Nginx::start(home.listen()).await;
    for path in ["/", "/api/v1/me", "/nowhere"] {
        let passed = nginx.ask(path, &[]).await;
        assert_eq!(
            passed.header("strict-transport-security"),
            Some("max-age=31536000"),
            "{path}"
        );
        let direct = demo.anonymous().get(path).await;
        assert_eq!(direct.status, passed.status, "{path}");
        assert_eq!(direct.header("strict-transport-security"), None, "{path}");
    }
    let file = nginx.ask("/.well-known/security.txt", &[]).await.is(200).text();
    assert!(file.contains("Contact: mailto:security@example.go.th\n"), "{file}");
    assert!(
        file.contains("Canonical: https://ita.example.go.th/.well-known/security.txt\n"),
        "{file}"
    );
    demo.anonymous().get("/metrics").await.is(200);
    nginx.ask("/metrics", &[]).await.is(404);
    nginx.ask("/health/ready", &[]).await.is(200);
    // The problems that nginx names exist.
    let sample = process::sample();
    let named: Vec<&str> = sample.split("\"type\":\"/problems/").skip(1).collect();
    assert_eq!(named.len(), 12);
    for rest in named {
        let (code, _) = rest.split_once('"').unwrap();
        nginx.ask(&format!("/problems/{code}"), &[]).await.is(200);
    }
}

/// Case P11 of `tests/preconditions.rs` and docs/security.md, with a proxy that compresses.
#[tokio::test]
async fn a_change_names_the_tag_that_nginx_has_weakened() {
    let home = home().await;
    let demo = home.start().await;
    let nginx = Nginx::start(home.listen()).await;
    let drafter = token(&demo, &home, "drafter").await;
    let organization = login(&home, "drafter")["organization_id"].as_str().unwrap().to_owned();
    // Long enough to be compressed.
    let long = json!({ "guideline": "เผยแพร่ข้อมูลข่าวสารผ่านหลายช่องทาง ".repeat(60) });
    let measure = sample::with(sample::measure(&organization), &long).to_string();
    let compressed = ["--compressed", "--header", &drafter];
    let create = [&compressed[..], &["--json", &measure]].concat();
    let made = nginx.ask("/api/v1/measures", &create).await.is(201);
    let path = made.header("location").unwrap().to_owned();

    let read = nginx.ask(&path, &compressed).await.is(200);
    assert_eq!(read.header("content-encoding"), Some("gzip"));
    assert_eq!(read.header("cache-control"), Some("no-store"));
    assert_eq!(read.etag(), format!("W/\"{}\"", read.json()["revision"]));
    let tag = format!("If-Match: {}", read.etag());
    let content_type = "Content-Type: application/merge-patch+json";
    let patch = [
        "--request",
        "PATCH",
        "--header",
        &tag,
        "--header",
        content_type,
        "--data",
        r#"{"title":"ชื่อใหม่"}"#,
    ];
    let patch = [&compressed[..], &patch].concat();
    let changed = nginx.ask(&path, &patch).await.is(200);
    assert_eq!(changed.json()["title"], "ชื่อใหม่");
    assert_problem(&nginx.ask(&path, &patch).await, 412, "stale");
}

#[tokio::test]
async fn refusals_and_lines_of_the_program_come_through() {
    let home = home().await;
    let demo = home.start().await;
    let nginx = Nginx::start(home.listen()).await;
    // Within the limit of nginx, and larger than the program reads without an organization.
    let file = nginx.folder.path().join("upload");
    fs::write(&file, vec![b' '; 300 * 1024]).unwrap();
    let data = format!("@{}", file.display());
    let drafter = token(&demo, &home, "drafter").await;
    let post = [
        "--header",
        &drafter,
        "--header",
        "Content-Type: application/json",
        "--data-binary",
        &data,
    ];
    let refused = nginx.ask("/api/v1/imports", &post).await;
    assert_problem(&refused, 413, "body-too-large").at("organization_id");

    let auditor = token(&demo, &home, "auditor").await;
    let lines = [
        "--compressed",
        "--header",
        &auditor,
        "--header",
        "Accept: application/x-ndjson",
    ];
    let lines = nginx.ask("/api/v1/audit?limit=200", &lines).await.is(200);
    assert_eq!(lines.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(lines.header("content-encoding"), None, "lines go out as they come");
    assert!(lines.body.len() > 4096, "{}", lines.body.len());
    for line in lines.text().lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
}

/// The program reads the address that nginx passes on. It needs `PRONGSAI_TRUSTED_PROXIES`.
#[tokio::test]
async fn the_program_knows_the_address_of_a_client_behind_nginx() {
    let home = home().await;
    let _demo = home.start().await;
    let nginx = Nginx::start(home.listen()).await;
    let login = login(&home, "auditor");
    let body = json!({ "username": login["username"], "password": login["password"] }).to_string();
    let claim = "X-Forwarded-For: 203.0.113.9";
    let arguments = ["--interface", "127.0.0.2", "--header", claim, "--json", &body];
    let tokens = nginx.ask("/api/v1/auth/login", &arguments).await.is(200).json();
    let auditor = Client::anonymous(&home.url()).with_token(tokens["access_token"].as_str().unwrap());
    let events = auditor.all("/api/v1/security-events?kind=login").await;
    let addresses: Vec<&Value> = events.iter().map(|event| &event["address"]).collect();
    assert!(
        addresses.contains(&&json!("127.0.0.2")) && !addresses.contains(&&json!("203.0.113.9")),
        "{addresses:?}"
    );
}

/// 26 wrong logins under invented names once kept everybody out. All of these come to the program from nginx.
#[tokio::test]
async fn wrong_logins_of_invented_names_through_nginx_stop_nobody() {
    let home = home().await;
    let _demo = home.start().await;
    let nginx = Nginx::start(home.listen()).await;
    let log_in = async |address: &str, username: &str, password: &str| {
        let body = json!({ "username": username, "password": password }).to_string();
        nginx
            .ask("/api/v1/auth/login", &["--interface", address, "--json", &body])
            .await
    };
    for number in 0..26 {
        let name = format!("nobody{number}");
        log_in("127.0.0.2", &name, "Not the password, certainly").await.is(401);
    }
    let login = login(&home, "drafter");
    let (username, password) = (login["username"].as_str().unwrap(), login["password"].as_str().unwrap());
    for address in ["127.0.0.2", "127.0.0.3"] {
        log_in(address, username, password).await.is(200);
    }
}

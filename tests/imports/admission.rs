//! What an import is refused before its bundle is read, and while it arrives.

use std::time::Duration;

use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership, read_answer, sample};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

/// The size of the largest bundle, less a little.
const LARGE: usize = 31 * 1024 * 1024;

/// Sends the head of an import with a body of this length.
async fn begin(app: &TestApp, client: &Client, query: &str, length: usize) -> TcpStream {
    let address = app.base_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/imports{query} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
        client.token.as_deref().unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

fn with_padding(app: &TestApp, length: usize) -> Value {
    let mut bundle = sample::bundle(&app.ours.name_th);
    let results = bundle["measures"][0]["results"].as_array_mut().unwrap();
    let details = "ก".repeat(1_000);
    for index in 0..length / 3_000 {
        let result = json!({ "key": format!("r-{index}"), "details": details, "period": "2566-03" });
        results.push(result);
    }
    bundle
}

#[tokio::test]
async fn who_may_import_nowhere_is_refused_before_the_body() {
    let app = TestApp::start().await;
    for role in [Role::Auditor, Role::Approver, Role::Publisher, Role::ProvincialViewer] {
        let client = app.client(role).await;
        // Not one byte of the body is sent.
        let (status, text) = read_answer(&mut begin(&app, &client, "", LARGE).await).await;
        assert_eq!(status, 403, "{role}: {text}");
    }
}

#[tokio::test]
async fn the_named_organization_is_checked_before_the_body() {
    let app = TestApp::start().await;
    let stranger = app.stranger(Role::Drafter).await;
    let ours = format!("?organization_id={}", app.ours.id);
    assert_eq!(
        read_answer(&mut begin(&app, &stranger, &ours, LARGE).await).await.0,
        404
    );
    let auditor = app.client(Role::Auditor).await;
    assert_eq!(read_answer(&mut begin(&app, &auditor, &ours, LARGE).await).await.0, 403);
    let nowhere = "?organization_id=00000000-0000-4000-8000-000000000000";
    let drafter = app.drafter().await;
    assert_eq!(
        read_answer(&mut begin(&app, &drafter, nowhere, LARGE).await).await.0,
        404
    );
}

#[tokio::test]
async fn a_bundle_of_another_organization_than_the_named_one_is_refused() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/imports?organization_id={}", app.theirs.id);
    let bundle = sample::bundle(&app.ours.name_th);
    let both = [&app.ours, &app.theirs].map(|organization| membership(Role::Drafter, organization));
    for client in [app.admin(), app.new_person(&both).await] {
        let refused = client.post(&path).json(&bundle).await;
        let error = assert_problem(&refused, 422, "invalid-input").at("/organization");
        assert_eq!(error.code, "other-organization");
    }
    assert_eq!(app.database.number("SELECT count(*) FROM documents").await, 0);
}

#[tokio::test]
async fn a_large_bundle_names_its_organization() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let bundle = with_padding(&app, 400_000);
    let refused = drafter.post("/api/v1/imports").json(&bundle).await;
    let refusal = assert_problem(&refused, 413, "body-too-large");
    assert!(
        refusal.document.to_string().contains("organization_id"),
        "{}",
        refusal.document
    );
    let path = format!("/api/v1/imports?organization_id={}", app.ours.id);
    let first = drafter.post(&path).json(&bundle).key("large").await.is(201);
    let again = drafter.post(&path).json(&bundle).key("large").await.is(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.json(), again.json());
    let mut other = bundle.clone();
    other["measures"][0]["title"] = json!("อีกชื่อหนึ่ง");
    let reused = drafter.post(&path).json(&other).key("large").await;
    assert_problem(&reused, 422, "idempotency-key-reused");
}

/// The right is there when the body begins to arrive, and not when it has arrived.
#[tokio::test]
async fn a_right_that_is_removed_while_the_body_arrives_is_not_used() {
    let app = TestApp::start().await;
    let drafter = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let body = with_padding(&app, 600_000).to_string();
    let query = format!("?organization_id={}", app.ours.id);
    let mut stream = begin(&app, &drafter, &query, body.len()).await;
    let (first, rest) = body.as_bytes().split_at(body.len() / 2);
    stream.write_all(first).await.unwrap();
    // Time for the server to read the right before it is removed.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let me = drafter.get("/api/v1/me").await.is(200).json();
    let held = me["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .find(|held| held["role"] == "drafter");
    let membership = format!(
        "/api/v1/users/{}/memberships/{}",
        me["id"].as_str().unwrap(),
        held.unwrap()["id"].as_str().unwrap()
    );
    app.admin().delete(&membership).await.is(204);
    stream.write_all(rest).await.unwrap();
    let (status, text) = read_answer(&mut stream).await;
    assert_eq!(status, 403, "{text}");
    assert_eq!(app.database.number("SELECT count(*) FROM documents").await, 0);
}

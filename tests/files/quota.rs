//! The files of an organization have a limit.

use prongsai_application::Quotas;
use prongsai_http::ServerOptions;
use prongsai_test_support::{Limits, TestApp, assert_problem};

use super::{upload, uploaded};

#[tokio::test]
async fn an_organization_has_a_limit_of_bytes_for_all_versions() {
    let limits = Limits {
        quotas: Quotas {
            file_bytes: Some(1_000),
            ..Quotas::default()
        },
        ..Limits::default()
    };
    let app = TestApp::start_limited(ServerOptions::default(), limits).await;
    let drafter = app.drafter().await;
    let file = uploaded(&app, &drafter, "a.txt", "a".repeat(600)).await;
    let refused = upload(&app, &drafter, "b.txt", "b".repeat(401)).await;
    let problem = assert_problem(&refused, 409, "quota-exceeded");
    assert!(problem.detail().contains("1000"), "{}", problem.detail());
    let path = format!("/api/v1/files/{}", file["id"].as_str().unwrap());
    let put = drafter.put(&format!("{path}/content?name=a.txt")).if_match("\"1\"");
    let version = put.raw("text/plain", "c".repeat(401).into_bytes()).await;
    assert_problem(&version, 409, "quota-exceeded");
    // Nothing of what was refused is stored.
    assert_eq!(app.database.number("SELECT count(*) FROM blobs").await, 1);
    uploaded(&app, &drafter, "c.txt", "c".repeat(400)).await;
    drafter.delete(&path).if_match("\"1\"").await.is(204);
    uploaded(&app, &drafter, "d.txt", "d".repeat(600)).await;
}

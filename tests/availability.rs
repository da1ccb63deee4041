//! Behaviour while the database cannot be reached, and afterwards.

use std::time::Duration;

use prongsai_test_support::{DocumentKind, StoreError, TestApp, assert_any_problem, assert_problem};
use serde_json::json;

use crate::announcements::eventually;

#[tokio::test]
async fn without_its_database_the_server_is_not_ready_and_recovers() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.published_measure(&json!({})).await;
    let anyone = app.anonymous();

    app.database.shut().await;

    anyone.get("/health/live").await.is(200);
    eventually(async || anyone.get("/health/ready").await.status == 503).await;
    let body = prongsai_test_support::sample::measure(&app.ours.id);
    for answer in [
        anyone.get("/health/ready").await,
        anyone.get("/public/v1/reports").await,
        drafter.get(&measure.path()).await,
        drafter.post("/api/v1/measures").json(&body).await,
    ] {
        let refusal = assert_problem(&answer, 503, "unavailable");
        assert!(answer.header("retry-after").is_some(), "{}", answer.request_line);
        // Only the log may tell where the database is and why it cannot be reached.
        let text = refusal.document.to_string();
        assert!(
            !text.contains("prongsai_test_") && !text.contains("socket") && !text.contains("SQL"),
            "{text}"
        );
    }

    app.database.open().await;

    for _ in 0..100 {
        let answer = drafter.get(&measure.path()).await;
        if answer.status == 200 {
            break;
        }
        assert_any_problem(&answer);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyone.get("/health/ready").await.is(200);
    drafter.post("/api/v1/measures").json(&body).await.is(201);
    anyone.get(&measure.public_path()).await.is(200);
}

/// Connections that the database closes (a restart, an administrator) are replaced without a visible error.
#[tokio::test]
async fn connections_that_were_cut_are_replaced() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    for _ in 0..3 {
        app.database.cut_connections().await;
        drafter.get(&measure.path()).await.is(200);
        app.anonymous().get("/public/v1/measures").await.is(200);
    }
}

/// A transaction whose caller disconnects releases its locks at once.
#[tokio::test]
async fn an_abandoned_transaction_ends_at_once() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let id: prongsai_test_support::DocumentId = measure.id.parse().unwrap();
    let store = app.use_cases().store.clone();
    let (locked, mut is_locked) = tokio::sync::mpsc::unbounded_channel();
    let abandoned = tokio::task::LocalSet::new();
    abandoned
        .run_until(async {
            let holding = tokio::task::spawn_local(async move {
                store
                    .write(
                        "test.hold",
                        async |transaction| -> Result<prongsai_test_support::Recorded<()>, StoreError> {
                            transaction.lock_document(DocumentKind::Measure, id).await?;
                            locked.send(()).unwrap();
                            std::future::pending().await
                        },
                    )
                    .await
            });
            is_locked.recv().await.unwrap();
            holding.abort();
            assert!(holding.await.unwrap_err().is_cancelled());
        })
        .await;
    let change = json!({ "title": "แก้ได้ทันที" });
    let edit = app.drafter().await.patch(&measure.path()).if_match(&measure.etag);
    // While a lock is held, a request waits for five seconds and then fails.
    edit.json(&change).await.is(200);
}

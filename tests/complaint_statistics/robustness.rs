//! Bounds, and databases that do not match the program.

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::{Value, json};

/// Neither the time nor the answer grows with the square of what is sent.
#[tokio::test]
async fn more_channels_than_there_are_is_one_error() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let channel = |name: &str| json!({ "channel": name, "received": 1, "finished": 1, "in_progress": 0 });
    let many: Vec<Value> = (0..8_000)
        .map(|index| channel(["email", "letter"][index % 2]))
        .collect();
    let body = sample::with(sample::complaint_statistics(&app.ours.id), &json!({ "channels": many }));
    let answer = drafter.post("/api/v1/complaint-statistics").json(&body).await;
    assert_problem(&answer, 422, "invalid-input").at("/channels");
    assert!(answer.body.len() < 2_000, "{}", answer.body.len());

    let mut bundle = sample::bundle(&app.ours.name_th);
    let unknown: Vec<Value> = (0..20_000).map(|_| channel("fax")).collect();
    bundle["complaint_statistics"] = json!([{ "key": "half", "period": "2565-10/2566-03", "channels": unknown }]);
    let path = format!("/api/v1/imports?dry_run=true&organization_id={}", app.ours.id);
    let answer = drafter.post(&path).json(&bundle).await;
    assert_problem(&answer, 422, "invalid-input").at("/complaint_statistics/0/channels");
    assert!(answer.body.len() < 2_000, "{}", answer.body.len());
}

/// A newer program on the same database may have added a kind. Its documents are left out; the others stay readable.
#[tokio::test]
async fn a_document_of_an_unknown_kind_does_not_hide_the_others() {
    let app = TestApp::start().await;
    let mut unknown = app.complaint_statistics().await;
    app.publish(&mut unknown).await;
    let known = app.published_measure(&json!({})).await;
    let change = "SET session_replication_role = replica; INSERT INTO kinds VALUES ('gift_report'); \
        INSERT INTO document_kinds VALUES ('gift_report'); \
        UPDATE documents SET kind = 'gift_report', fiscal_year = 2567 WHERE kind = 'complaint_statistics'; \
        UPDATE publications SET kind = 'gift_report', fiscal_year = 2567 WHERE kind = 'complaint_statistics'; \
        SET session_replication_role = origin";
    app.database.connect().await.batch_execute(change).await.unwrap();
    let year = format!("/public/v1/organizations/{}/fiscal-years/2566", app.ours.id);
    let empty_year = format!("/public/{}/2567", app.ours.id);
    assert_problem(&app.anonymous().get(&empty_year).await, 404, "not-found");
    for path in [
        format!("/public/{}/", app.ours.id),
        format!("/public/{}/2566", app.ours.id),
        format!("/public/{}/feed.atom", app.ours.id),
        format!("{year}/plan.html"),
        format!("{year}/yearbook.html"),
    ] {
        let page = app.anonymous().get(&path).await.is(200);
        assert!(page.text().contains(known.view["title"].as_str().unwrap()), "{path}");
    }
}

/// A dump of an earlier release has no row for the kind until the schema is migrated.
#[tokio::test]
async fn a_missing_row_of_the_kind_is_a_server_error() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    app.database
        .execute("DELETE FROM document_kinds WHERE name = 'complaint_statistics'")
        .await
        .unwrap();
    let answer = drafter
        .post("/api/v1/complaint-statistics")
        .json(&sample::complaint_statistics(&app.ours.id))
        .await;
    assert_eq!(answer.status, 503, "{}", answer.text());
}

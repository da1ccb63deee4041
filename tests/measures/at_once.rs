//! A draft in one statement: what the server remembers is checked by the statement, and so are the rights.

use prongsai_test_support::{Client, TestApp, assert_problem, sample};
use serde_json::{Value, json};

/// The rows of measures, of tables that have rows of other things too.
const OF_MEASURES: &str = "coalesce(to_jsonb(stored) ->> 'action', 'measure.create') = 'measure.create' \
    AND coalesce(to_jsonb(stored) ->> 'kind', 'measure') = 'measure'";
const MEASURES: &str = "/api/v1/measures";
const OF_2566: &str = "/api/v1/catalogues/nacc-ita/2566";
const NAME: &str = "ประสิทธิภาพการสื่อสาร";
const NEW_NAME: &str = "การสื่อสารกับประชาชน";

/// A client of another server, which has drafted a measure and so remembers organization and catalogue.
async fn elsewhere(app: &TestApp, drafter: &Client) -> Client {
    let client = app
        .another_server()
        .anonymous()
        .with_token(drafter.token.clone().unwrap());
    client.post(MEASURES).json(&sample::measure(&app.ours.id)).await.is(201);
    client
}

fn with_indicator(app: &TestApp, indicator: &str) -> Value {
    sample::with(sample::measure(&app.ours.id), &json!({ "indicators": [indicator] }))
}

#[tokio::test]
async fn a_catalogue_that_another_server_replaced_counts_at_once() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let there = elsewhere(&app, &drafter).await;
    there.post(MEASURES).json(&with_indicator(&app, NAME)).await.is(201);
    let before = app.admin().get(OF_2566).await.is(200);
    let text = before.text().replacen(NAME, NEW_NAME, 1);
    let put = app.admin().put(OF_2566).if_match(&before.etag());
    put.raw("application/json", text).await.is(200);

    let old = there.post(MEASURES).json(&with_indicator(&app, NAME)).await;
    assert_problem(&old, 422, "invalid-input").at("/indicators/0");
    let new = there.post(MEASURES).json(&with_indicator(&app, NEW_NAME)).await.is(201);
    assert_eq!(new.json()["indicators"], json!(["i7"]));
}

#[tokio::test]
async fn an_organization_that_moved_on_another_server_has_its_new_province() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let there = elsewhere(&app, &drafter).await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "province_code": "40", "district_code": null });
    app.admin().patch(&path).if_match("*").json(&change).await.is(200);

    let measure = there.post(MEASURES).json(&sample::measure(&app.ours.id)).await.is(201);
    assert_eq!(measure.json()["province_code"], "40");
    let stored = "SELECT count(*) FROM documents WHERE province_code = '40'";
    assert_eq!(app.database.number(stored).await, 2);
}

#[tokio::test]
async fn a_division_that_was_dissolved_is_refused() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let there = elsewhere(&app, &drafter).await;
    let division = json!({ "division_id": app.ours.division_id });
    let body = sample::with(sample::measure(&app.ours.id), &division);
    there.post(MEASURES).json(&body).await.is(201);
    let dissolve = format!(
        "UPDATE divisions SET is_active = false WHERE id = '{}'",
        app.ours.division_id
    );
    app.database.execute(&dissolve).await.unwrap();
    let refused = there.post(MEASURES).json(&body).await;
    assert_problem(&refused, 422, "invalid-input").at("/division_id");
}

/// The document, its content, its edition and the entry of the trail are those that several statements write.
#[tokio::test]
async fn one_statement_writes_what_several_write() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = sample::measure(&app.ours.id);
    // The lock makes the statement insert nothing; the transaction that follows waits for it.
    let holder = app.database.lock_rows("organizations").await;
    let request = drafter.post(MEASURES).json(&body);
    let drafting = crate::revocation::sent_and_waiting(&app, request, 0).await;
    holder.batch_execute("ROLLBACK").await.unwrap();
    drafting.await.unwrap().is(201);
    drafter.post(MEASURES).json(&body).await.is(201);
    drafter.post(MEASURES).json(&body).key("a-key").await.is(201);
    let named = sample::with(body, &json!({ "key": "a-key" }));
    drafter.post(MEASURES).json(&named).await.is(201);

    for (table, except) in [
        ("contents", "id, subject_id, created_at"),
        ("documents", "id, key, created_at"),
        ("editions", "document_id, content_id, created_at, updated_at"),
        (
            "audit_entries",
            "id, at, subject_id, request_id, after_content_id, transaction_id",
        ),
    ] {
        let except = except.replace(", ", "}' #- '{");
        let different = format!(
            "SELECT count(DISTINCT to_jsonb(stored) #- '{{{except}}}') FROM {table} stored \
             WHERE {OF_MEASURES}"
        );
        assert_eq!(app.database.number(&different).await, 1, "{table}");
        let all = format!(
            "SELECT count(*) FROM {table} stored \
             WHERE {OF_MEASURES}"
        );
        assert_eq!(app.database.number(&all).await, 4, "{table}");
    }
}

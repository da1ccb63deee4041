use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::json;

async fn job_of(app: &TestApp, kind: &str) -> String {
    app.database
        .text(&format!("SELECT id FROM jobs WHERE kind = '{kind}'"))
        .await
}

#[tokio::test]
async fn a_job_is_seen_by_whoever_caused_it_and_by_administrators() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let path = format!("/api/v1/jobs/{}", job_of(&app, "verification.year").await);
    let said = app.publisher().await.get(&path).await.is(200).json();
    assert_eq!(
        (&said["kind"], &said["state"], &said["attempts"]),
        (&json!("verification.year"), &json!("queued"), &json!(0))
    );
    assert_eq!(said["organization_id"], json!(app.ours.id));
    assert!(said["payload"].is_null());
    app.client(Role::OrganizationAdmin).await.get(&path).await.is(200);
    app.admin().get(&path).await.is(200);
    for outsider in [app.drafter().await, app.stranger(Role::OrganizationAdmin).await] {
        assert_problem(&outsider.get(&path).await, 404, "not-found");
    }
    app.work().await;
    let said = app.publisher().await.get(&path).await.is(200).json();
    assert_eq!((&said["state"], &said["attempts"]), (&json!("done"), &json!(1)));
    assert!(said["finished_at"].is_string());
    // What followed from it was caused by the program.
    let follower = format!("/api/v1/jobs/{}", job_of(&app, "rendition.year").await);
    assert_problem(&app.publisher().await.get(&follower).await, 404, "not-found");
    app.admin().get(&follower).await.is(200);
}

#[tokio::test]
async fn a_refused_step_inserts_no_job() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let early = measure.try_step(&app.publisher().await, "publish", &json!({})).await;
    assert_eq!(early.status, 409, "{}", early.text());
    let jobs = "SELECT count(*) FROM jobs WHERE kind = 'verification.year'";
    assert_eq!(app.database.number(jobs).await, 0);
}

#[tokio::test]
async fn a_dead_job_is_listed_and_retried_by_administrators_of_the_platform() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let id = job_of(&app, "verification.year").await;
    let path = format!("/api/v1/jobs/{id}/retry");
    assert_problem(&app.admin().post(&path).json(&json!({})).await, 409, "job-not-dead");
    app.database
        .execute("UPDATE jobs SET payload = '{}' WHERE kind = 'verification.year'")
        .await
        .unwrap();
    app.work().await;

    let dead = app.admin().get("/api/v1/jobs?state=dead").await.is(200).json();
    assert_eq!(dead["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&dead["items"][0]["id"], &dead["items"][0]["error_code"]),
        (&json!(id), &json!("unreadable-payload"))
    );
    let admin = app.client(Role::OrganizationAdmin).await;
    assert_problem(&admin.get("/api/v1/jobs").await, 403, "forbidden");
    assert_problem(&admin.post(&path).json(&json!({})).await, 403, "forbidden");

    let retried = app.admin().post(&path).json(&json!({})).await.is(200).json();

    assert_eq!((&retried["state"], &retried["attempts"]), (&json!("queued"), &json!(0)));
    let entries = format!("SELECT count(*) FROM audit_entries WHERE action = 'job.retry' AND subject_id = '{id}'");
    assert_eq!(app.database.number(&entries).await, 1);
    let none = app.admin().get("/api/v1/jobs?state=dead").await.is(200).json();
    assert!(none["items"].as_array().unwrap().is_empty());
    assert_problem(
        &app.admin().get("/api/v1/jobs?state=lost").await,
        400,
        "invalid-parameter",
    );
}

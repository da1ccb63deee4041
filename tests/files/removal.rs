//! A file that must go leaves a tombstone.

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

use super::{picture, uploaded};

#[tokio::test]
async fn a_removed_file_leaves_who_when_why_and_its_hash() {
    let app = TestApp::start().await;
    app.analysis(&app.drafter().await, &json!({})).await.is(201);
    let drafter = app.drafter().await;
    let measure = app.published_measure(&json!({})).await;
    let file = uploaded(&app, &drafter, "meeting.jpg", picture("x")).await;
    let path = format!("/api/v1/files/{}", file["id"].as_str().unwrap());
    let body = sample::with(
        sample::result(),
        &json!({ "evidence": [{ "file": { "id": file["id"] } }] }),
    );
    drafter
        .post(&format!("{}/results", measure.path()))
        .json(&body)
        .await
        .is(201);
    let mut report = app.report(&json!({ "preliminary": true })).await;
    app.publish(&mut report).await;
    let public = format!("/public/v1/files/{}/1", file["id"].as_str().unwrap());
    app.anonymous().get(&public).await.is(200);

    assert_problem(&drafter.delete(&path).if_match("\"1\"").await, 409, "in-use");
    let removal = format!("{path}/removal");
    let reason = json!({ "reason": "ภาพมีใบหน้าของเด็ก" });
    assert_problem(
        &drafter.put(&removal).if_match("\"1\"").json(&reason).await,
        403,
        "forbidden",
    );
    let admin = app.client(Role::OrganizationAdmin).await;
    let without = admin
        .put(&removal)
        .if_match("\"1\"")
        .json(&json!({ "reason": " " }))
        .await;
    assert_problem(&without, 422, "invalid-input").at("/reason");
    let removed = admin.put(&removal).if_match("\"1\"").json(&reason).await.is(200).json();
    assert_eq!(removed["removed"]["reason"], "ภาพมีใบหน้าของเด็ก");
    assert_eq!(removed["versions"][0]["sha256"], file["versions"][0]["sha256"]);
    for answer in [
        app.anonymous().get(&public).await,
        app.anonymous().get(&format!("{public}/thumbnail")).await,
        drafter.get(&format!("{path}/content")).await,
    ] {
        let problem = assert_problem(&answer, 410, "file-removed");
        assert!(problem.detail().contains("ภาพมีใบหน้าของเด็ก"), "{}", problem.detail());
    }
    // The report says what it said, and its verification holds.
    let shown = app.anonymous().get(&report.public_path()).await.is(200).text();
    assert!(
        shown.contains(file["versions"][0]["sha256"].as_str().unwrap()),
        "{shown}"
    );
    let again = admin.put(&removal).if_match("\"2\"").json(&reason).await;
    assert_problem(&again, 409, "file-is-tombstone");
    let results = format!("{}/results", measure.path());
    let named = drafter.post(&results).json(&body).await;
    assert_problem(&named, 422, "invalid-input").at("/evidence/0/file");
    let bytes = "SELECT count(*) FROM file_versions WHERE blob IS NOT NULL OR thumbnail IS NOT NULL";
    assert_eq!(app.database.number(bytes).await, 0);
    let untouched = app.database.refusal("UPDATE files SET removal_reason = 'x'").await;
    assert_eq!(untouched, "23001", "a tombstone does not change");
}

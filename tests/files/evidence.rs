//! A file as evidence of a result: it is public with the report that shows it, and as long.

use prongsai_test_support::{Client, Document, Role, TestApp, assert_problem, sample, sha256};
use serde_json::{Value, json};

use super::{picture, uploaded};

/// The JSON of a result with a file as its evidence.
fn result_with(file: &Value) -> Value {
    sample::with(
        sample::result(),
        &json!({ "evidence": [{ "file": { "id": file["id"] }, "title": "ภาพการประชุม" }] }),
    )
}

/// A published measure with a result that shows a file.
async fn shown(app: &TestApp, uploader: &Client, recorder: &Client) -> (Document, Value, Value) {
    let measure = app.published_measure(&json!({})).await;
    let file = uploaded(app, uploader, "meeting.jpg", picture("secret place")).await;
    let results = format!("{}/results", measure.path());
    let result = recorder.post(&results).json(&result_with(&file)).await.is(201).json();
    (measure, file, result)
}

#[tokio::test]
async fn a_file_is_public_while_a_published_report_shows_it() {
    let app = TestApp::start().await;
    app.analysis(&app.drafter().await, &json!({})).await.is(201);
    let drafter = app.drafter().await;
    let (_, file, result) = shown(&app, &drafter, &drafter).await;
    let id = file["id"].as_str().unwrap();
    let public = format!("/public/v1/files/{id}/1");
    let evidence = &result["evidence"][0];
    assert_eq!(evidence["url"], public);
    assert_eq!(evidence["file"]["sha256"], file["versions"][0]["sha256"]);
    let anonymous = app.anonymous();
    let mut report = app.report(&json!({ "preliminary": true })).await;
    report.step(&drafter, "submit", &json!({})).await;
    assert_problem(&anonymous.get(&public).await, 404, "not-found");
    report.step(&app.approver().await, "approve", &json!({})).await;
    assert_problem(&anonymous.get(&public).await, 404, "not-found");
    report.step(&app.publisher().await, "publish", &json!({})).await;
    let bytes = anonymous.get(&public).await.is(200);
    assert_eq!(sha256(&bytes.body), evidence["file"]["sha256"]);
    assert_eq!(bytes.header("Cache-Control"), Some("public, no-cache"));
    anonymous.get(&format!("{public}/thumbnail")).await.is(200);
    // A later version was approved by nobody.
    let newer = drafter
        .put(&format!("/api/v1/files/{id}/content?name=meeting.jpg"))
        .if_match("\"1\"");
    newer.raw("image/jpeg", picture("other")).await.is(200);
    assert_problem(
        &anonymous.get(&format!("/public/v1/files/{id}/2")).await,
        404,
        "not-found",
    );
    let page = anonymous
        .get(&format!("{}.html", report.public_path()))
        .await
        .is(200)
        .text();
    assert!(page.contains(&public), "the page links the file");
    report
        .step(&app.publisher().await, "withdraw", &json!({ "reason": "ข้อมูลผิด" }))
        .await;
    assert_problem(&anonymous.get(&public).await, 404, "not-found");
}

#[tokio::test]
async fn a_withdrawn_report_shows_no_file_of_any_edition() {
    let app = TestApp::start().await;
    app.analysis(&app.drafter().await, &json!({})).await.is(201);
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let (measure, first, result) = shown(&app, &drafter, &drafter).await;
    let mut report = app.report(&json!({ "preliminary": true })).await;
    app.publish(&mut report).await;
    let second = uploaded(&app, &drafter, "other.jpg", picture("other")).await;
    let path = format!("{}/results/{}", measure.path(), result["id"].as_str().unwrap());
    let change = json!({ "evidence": [{ "file": { "id": second["id"] } }] });
    drafter.patch(&path).if_match("\"1\"").json(&change).await.is(200);
    report.step(&drafter, "revise", &json!({})).await;
    app.publish(&mut report).await;
    let address = |file: &Value| format!("/public/v1/files/{}/1", file["id"].as_str().unwrap());
    for file in [&first, &second] {
        app.anonymous().get(&address(file)).await.is(200);
    }
    report
        .step(&publisher, "withdraw", &json!({ "reason": "ข้อมูลผิด" }))
        .await;
    for file in [&first, &second] {
        assert_problem(&app.anonymous().get(&address(file)).await, 404, "not-found");
    }
}

#[tokio::test]
async fn who_uploaded_a_file_does_not_approve_the_report_that_shows_it() {
    let app = TestApp::start().await;
    app.analysis(&app.drafter().await, &json!({})).await.is(201);
    let uploader = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    shown(&app, &uploader, &app.drafter().await).await;
    let mut report = app.report(&json!({ "preliminary": true })).await;
    report.step(&app.drafter().await, "submit", &json!({})).await;
    let acknowledged = report.acknowledgements(&uploader).await;
    let refused = report
        .try_step(&uploader, "approve", &json!({ "acknowledged": acknowledged }))
        .await;
    assert_problem(&refused, 403, "four-eyes");
    report.step(&app.approver().await, "approve", &json!({})).await;
}

#[tokio::test]
async fn a_file_of_another_organization_is_not_evidence() {
    let app = TestApp::start().await;
    let stranger = app.stranger(Role::Drafter).await;
    let path = format!("/api/v1/organizations/{}/files?name=secret.txt", app.theirs.id);
    let theirs = stranger
        .post(&path)
        .raw("text/plain", b"secret".to_vec())
        .await
        .is(201)
        .json();
    let measure = app.measure(&json!({})).await;
    let results = format!("{}/results", measure.path());
    let drafter = app.drafter().await;
    let refused = drafter.post(&results).json(&result_with(&theirs)).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(problem.at("/evidence/0/file").code, "unknown-file");
    let own = uploaded(&app, &drafter, "note.txt", "บันทึก").await;
    let file = |file: Value| json!({ "evidence": [{ "file": file }] });
    for (wrong, place) in [
        (file(json!({ "id": own["id"], "version": 2 })), "/evidence/0/file"),
        (
            file(json!({ "id": own["id"], "sha256": "0".repeat(64) })),
            "/evidence/0/file",
        ),
        (
            json!({ "evidence": [{ "file": { "id": own["id"] }, "url": "https://a.go.th" }] }),
            "/evidence/0",
        ),
        (json!({ "evidence": [{ "title": "ภาพ" }] }), "/evidence/0/url"),
    ] {
        let body = sample::with(sample::result(), &wrong);
        let refused = drafter.post(&results).json(&body).await;
        assert_problem(&refused, 422, "invalid-input").at(place);
    }
    // The database refuses it, too.
    let content = format!(
        "INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, contributors, created_at) \
         SELECT gen_random_uuid(), 'result', gen_random_uuid(), 1, 2, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), '{{}}', now() \
         FROM (SELECT '{{\"evidence\":[{{\"file\":{{\"id\":\"{}\",\"name\":\"x\",\"sha256\":\"{}\",\"version\":1}}}}]}}' AS body) one",
        own["id"].as_str().unwrap(),
        "0".repeat(64),
    );
    assert!(app.database.refusal(&content).await.contains("contents_check_files"));
}

#[tokio::test]
async fn a_bundle_names_files_and_comes_back_the_same() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    shown(&app, &drafter, &drafter).await;
    let export = format!(
        "/api/v1/organizations/{}/export?fiscal_year={}",
        app.ours.id,
        sample::YEAR
    );
    let exported = drafter.get(&export).await.is(200).json();
    let place = exported
        .pointer("/measures/0/results/0/evidence/0/file")
        .expect("the file");
    assert_eq!(place["version"], 1);
    let outcome = drafter.post("/api/v1/imports").json(&exported).await.is(201).json();
    assert!(!outcome["unchanged"].as_array().unwrap().is_empty(), "{outcome}");
    let mut wrong = exported.clone();
    wrong["measures"][0]["results"][0]["evidence"][0]["file"]["sha256"] = json!("0".repeat(64));
    let refused = drafter.post("/api/v1/imports").json(&wrong).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(problem.at("/measures/0/results/0/evidence/0/file").code, "unknown-file");
}

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::{Value, json};

#[tokio::test]
async fn a_patch_changes_what_it_names_and_nothing_else() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.measure(&json!({ "target": "ร้อยละ 80", "budget_baht": 100 })).await;
    let before = measure.view.clone();

    measure
        .patch(&drafter, &json!({ "title": "ชื่อใหม่", "target": null }))
        .await;

    let mut expected = before;
    (expected["title"], expected["target"]) = (json!("ชื่อใหม่"), Value::Null);
    for changed in ["revision", "updated_at"] {
        expected[changed] = measure.view[changed].clone();
    }
    assert_eq!(measure.view, expected);
    let needed = drafter
        .patch(&measure.path())
        .if_match(&measure.etag)
        .json(&json!({ "title": null }))
        .await;
    assert_problem(&needed, 422, "invalid-input").at("/title");
}

#[tokio::test]
async fn nobody_edits_a_submitted_edition_until_it_is_returned() {
    let app = TestApp::start().await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let mut measure = app.measure(&json!({})).await;
    measure.step(&drafter, "submit", &json!({})).await;
    let edit = drafter
        .patch(&measure.path())
        .if_match(&measure.etag)
        .json(&json!({ "title": "สาย" }))
        .await;
    assert!(
        assert_problem(&edit, 409, "illegal-transition")
            .detail()
            .contains("submitted")
    );
    let delete = drafter.delete(&measure.path()).if_match(&measure.etag).await;
    assert_problem(&delete, 409, "illegal-transition");
    measure.step(&approver, "return", &json!({ "reason": "แก้ชื่อ" })).await;
    assert_eq!(measure.view["returned"]["reason"], "แก้ชื่อ");
    measure.patch(&drafter, &json!({ "title": "ชื่อที่แก้แล้ว" })).await;
    assert_eq!(measure.state(), "returned");
    // A document that was once submitted stays on record: it can be withdrawn, never deleted.
    let delete = drafter.delete(&measure.path()).if_match(&measure.etag).await;
    assert_problem(&delete, 409, "illegal-transition");
}

#[tokio::test]
async fn a_deleted_draft_stays_in_the_audit_trail() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({})).await;
    drafter.delete(&measure.path()).if_match(&measure.etag).await.is(204);
    assert_problem(&drafter.get(&measure.path()).await, 404, "not-found");
    assert!(drafter.all("/api/v1/measures").await.is_empty());
    let trace = format!(
        "SELECT count(*) FROM audit_entries WHERE subject_id = '{}' AND action = 'measure.delete'",
        measure.id
    );
    assert_eq!(app.database.number(&trace).await, 1);
}

#[tokio::test]
async fn deleting_the_draft_of_a_correction_leaves_what_is_public() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.published_measure(&json!({})).await;
    measure.step(&drafter, "revise", &json!({})).await;
    drafter.delete(&measure.path()).if_match(&measure.etag).await.is(204);
    measure.refresh(&drafter).await;
    assert_eq!((measure.state(), &measure.view["edition"]), ("published", &json!(1)));
    app.anonymous().get(&measure.public_path()).await.is(200);
}

/// A person who edits becomes one of the drafters, and may no longer approve.
#[tokio::test]
async fn everybody_who_wrote_counts_as_drafter() {
    use prongsai_test_support::Role::{Approver, Drafter};
    let app = TestApp::start().await;
    let helper = app.somebody_with(&[Drafter, Approver]).await;
    let mut measure = app.measure(&json!({})).await;
    measure.patch(&helper, &json!({ "title": "ช่วยแก้" })).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    assert_eq!(measure.view["drafters"].as_array().map(Vec::len), Some(2));
    let refused = measure.try_step(&helper, "approve", &json!({})).await;
    assert_problem(&refused, 403, "four-eyes");
}

#[tokio::test]
async fn a_step_that_results_answer_cannot_be_taken_out() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.measure(&json!({})).await;
    drafter
        .post(&format!("{}/results", measure.path()))
        .json(&sample::result())
        .await
        .is(201);
    drafter
        .post(&format!("{}/results", measure.path()))
        .json(&sample::with(sample::result(), &json!({ "key": "second" })))
        .await
        .is(201);
    measure.refresh(&drafter).await;
    let without = json!({ "steps": [{ "key": "step-9", "text": "ขั้นตอนใหม่" }] });
    let refused = drafter
        .patch(&measure.path())
        .if_match(&measure.etag)
        .json(&without)
        .await;
    let refusal = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(refusal.at("/steps").code, "step-has-results");
    assert_eq!(refusal.places(), ["/steps"], "once, not for each result");
    let with = json!({ "steps": [{ "key": "step-9", "text": "ขั้นตอนใหม่" }, { "key": "step-1", "text": "ขั้นตอนเดิม" }] });
    measure.patch(&drafter, &with).await;
}

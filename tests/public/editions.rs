//! Every edition that was public stays public, with what changed and what became of it.

use prongsai_test_support::{Document, TestApp, assert_problem, sample};
use serde_json::{Value, json};

async fn corrected(app: &TestApp, change: &Value, edit: &Value) -> Document {
    let mut measure = app.measure(&json!({ "target": "ร้อยละ 95" })).await;
    app.publish(&mut measure).await;
    let drafter = app.drafter().await;
    measure.step(&drafter, "revise", change).await;
    measure.patch(&drafter, edit).await;
    measure
}

async fn editions(app: &TestApp, document: &Document) -> Vec<Value> {
    let path = format!("{}/editions", document.public_path());
    app.anonymous().get(&path).await.is(200).json()["items"]
        .as_array()
        .unwrap()
        .clone()
}

/// Case P10.
#[tokio::test]
async fn the_public_reads_that_a_target_was_lowered() {
    let app = TestApp::start().await;
    let change = json!({ "change_kind": "substantive", "change_note": "ปรับเป้าหมายตามงบประมาณ" });
    let mut measure = corrected(&app, &change, &json!({ "target": "ร้อยละ 60" })).await;
    let first = app.anonymous().get(&measure.public_path()).await.is(200);
    assert_eq!(editions(&app, &measure).await.len(), 1, "a draft is not in the list");
    app.publish(&mut measure).await;
    let all = editions(&app, &measure).await;
    assert_eq!(all.len(), 2);
    let (new, old) = (&all[0], &all[1]);
    assert_eq!((&new["edition"], &old["edition"]), (&json!(2), &json!(1)));
    assert_eq!(new["changed_fields"], json!(["target"]));
    assert_eq!(
        new["change"],
        json!({ "kind": "substantive", "note": "ปรับเป้าหมายตามงบประมาณ" })
    );
    assert_eq!((&old["change"], &old["changed_fields"]), (&Value::Null, &json!([])));
    assert_eq!(old["superseded_at"], new["published_at"]);
    assert_eq!((&old["is_current"], &new["is_current"]), (&json!(false), &json!(true)));
    // The bytes and the entity tag of the first edition are those that were served when it was current.
    let path = format!("{}/editions/1", measure.public_path());
    let again = app.anonymous().get(&path).await.is(200);
    assert_eq!((again.text(), again.etag()), (first.text(), first.etag()));
    assert_eq!(again.etag(), format!("\"{}\"", old["etag"].as_str().unwrap()));
    let known = app.anonymous().get(&path).header("if-none-match", &first.etag()).await;
    assert_eq!(known.status, 304);
    let second = app
        .anonymous()
        .get(&format!("{}/editions/2", measure.public_path()))
        .await;
    assert_eq!(second.is(200).json()["target"], json!("ร้อยละ 60"));
    let missing = app
        .anonymous()
        .get(&format!("{}/editions/3", measure.public_path()))
        .await;
    assert_problem(&missing, 404, "not-found");
}

#[tokio::test]
async fn a_withdrawn_document_keeps_its_list_and_hides_its_editions() {
    let app = TestApp::start().await;
    let mut measure = corrected(&app, &json!({}), &json!({ "target": "ร้อยละ 60" })).await;
    app.publish(&mut measure).await;
    let withdrawal = json!({ "reason": "เผยแพร่ผิดฉบับ" });
    measure.step(&app.publisher().await, "withdraw", &withdrawal).await;
    for number in [1, 2] {
        let path = format!("{}/editions/{number}", measure.public_path());
        let problem = assert_problem(&app.anonymous().get(&path).await, 410, "withdrawn");
        assert!(problem.detail().contains("เผยแพร่ผิดฉบับ"));
    }
    let all = editions(&app, &measure).await;
    assert_eq!(all[0]["withdrawn"]["reason"], json!("เผยแพร่ผิดฉบับ"));
    assert_eq!(all[1]["withdrawn"], Value::Null);
    for edition in &all {
        let described = [&edition["change"], &edition["content_sha256"], &edition["etag"]];
        assert_eq!(described, [&Value::Null; 3], "{edition}");
    }
    // When the document is public again, the edition that was not withdrawn is readable again.
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    app.publish(&mut measure).await;
    let status = async |number: u32| {
        let path = format!("{}/editions/{number}", measure.public_path());
        app.anonymous().get(&path).await.status
    };
    assert_eq!((status(1).await, status(2).await, status(3).await), (200, 410, 200));
}

#[tokio::test]
async fn what_was_never_public_has_no_editions() {
    let app = TestApp::start().await;
    let draft = app.measure(&json!({})).await;
    let mut internal = app.invitation("IIT").await;
    app.publish(&mut internal).await;
    for path in [draft.public_path(), internal.public_path()] {
        for path in [format!("{path}/editions"), format!("{path}/editions/1")] {
            assert_problem(&app.anonymous().get(&path).await, 404, "not-found");
        }
    }
}

#[tokio::test]
async fn the_note_of_a_change_is_whole_and_fixed() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({})).await;
    let drafter = app.drafter().await;
    for (body, place) in [
        (json!({ "change_kind": "clerical" }), "/change_note"),
        (json!({ "change_note": "แก้คำผิด" }), "/change_kind"),
        (json!({ "change_kind": "clerical", "change_note": " " }), "/change_note"),
        (json!({ "change_kind": "other", "change_note": "x" }), "/change_kind"),
    ] {
        let refused = measure.try_step(&drafter, "revise", &body).await;
        let problem = assert_problem(&refused, 422, "invalid-input");
        assert_eq!(problem.field_errors()[0].place, place, "{body}");
    }
    let change = json!({ "change_kind": "clerical", "change_note": "แก้คำผิด" });
    measure.step(&drafter, "revise", &change).await;
    assert_eq!(measure.view["change"], json!({ "kind": "clerical", "note": "แก้คำผิด" }));
    let later = "UPDATE editions SET change_note = 'x' WHERE change_note IS NOT NULL";
    assert_eq!(app.database.execute(later).await.unwrap_err(), "23001");
    app.publish(&mut measure).await;
    let published = "UPDATE publications SET change_note = 'x' WHERE change_note IS NOT NULL";
    assert_eq!(app.database.execute(published).await.unwrap_err(), "23001");
}

/// A correction that makes an invitation internal hides the earlier edition too, also after a withdrawal.
#[tokio::test]
async fn what_became_internal_is_hidden_with_its_past() {
    let app = TestApp::start().await;
    let mut invitation = app.invitation("EIT").await;
    app.publish(&mut invitation).await;
    let drafter = app.drafter().await;
    invitation.step(&drafter, "revise", &json!({})).await;
    let internal = sample::invitation(&app.ours.id, "IIT")["survey"].clone();
    invitation.patch(&drafter, &json!({ "survey": internal })).await;
    app.publish(&mut invitation).await;
    let is_hidden = async || {
        for path in ["editions", "editions/1", "editions/2"] {
            let path = format!("{}/{path}", invitation.public_path());
            assert_problem(&app.anonymous().get(&path).await, 404, "not-found");
        }
    };
    is_hidden().await;
    let mut withdrawn = invitation.clone();
    let reason = json!({ "reason": "เผยแพร่ผิดฉบับ" });
    withdrawn.step(&app.publisher().await, "withdraw", &reason).await;
    is_hidden().await;
}

//! What becomes of a report when a measure that it shows is withdrawn (case P9).

use prongsai_test_support::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_report_keeps_its_bytes_and_names_the_measures_that_were_withdrawn() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let mut measure = app.published_measure(&json!({ "title": "มาตรการที่จะถอน" })).await;
    app.published_measure(&json!({})).await;
    let mut report = app.report(&json!({})).await;
    app.publish(&mut report).await;
    let before = anyone.get(&report.public_path()).await.is(200);
    let editions = format!("{}/editions", report.public_path());
    let items = anyone.get(&editions).await.is(200).json();
    assert_eq!(items["items"][0]["withdrawn_measures"], json!([]));
    let code = app
        .database
        .text("SELECT code FROM verification_records WHERE kind = 'report'")
        .await;
    let verify = format!("/public/v1/verify/{code}");

    let reason = json!({ "reason": "ผิดพลาด" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;

    // The bytes and the tag are those that were approved.
    let after = anyone.get(&report.public_path()).await.is(200);
    assert_eq!((after.etag(), &after.body), (before.etag(), &before.body));
    anyone.get(&measure.public_path()).await.is(410);
    let withdrawn = &anyone.get(&editions).await.is(200).json()["items"][0]["withdrawn_measures"];
    assert_eq!(
        (
            &withdrawn[0]["id"],
            &withdrawn[0]["title"],
            withdrawn.as_array().unwrap().len()
        ),
        (&json!(measure.id), &json!("มาตรการที่จะถอน"), 1)
    );
    let verified = anyone.get(&verify).await.is(200).json();
    assert_eq!(&verified["withdrawn_measures"], withdrawn);
    let page = anyone.get(&format!("{verify}.html")).await.is(200).text();
    assert!(page.contains("มาตรการที่ถอนแล้วหลังเผยแพร่") && page.contains("มาตรการที่จะถอน"));

    // A report that is withdrawn itself names nothing more.
    report.step(&app.publisher().await, "withdraw", &reason).await;
    let items = anyone.get(&editions).await.is(200).json();
    assert_eq!(items["items"][0]["withdrawn_measures"], json!([]));
}

/// The report shows an earlier edition; the edition that was withdrawn has another title, which is not public any more.
#[tokio::test]
async fn a_withdrawn_measure_is_named_as_the_report_shows_it() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let mut measure = app.published_measure(&json!({ "title": "ชื่อในรายงาน" })).await;
    let mut report = app.report(&json!({})).await;
    app.publish(&mut report).await;
    let drafter = app.drafter().await;
    let change = json!({ "change_kind": "update", "change_note": "เปลี่ยนชื่อ" });
    measure.step(&drafter, "revise", &change).await;
    measure.patch(&drafter, &json!({ "title": "ชื่อที่ถอนแล้ว" })).await;
    app.publish(&mut measure).await;
    let reason = json!({ "reason": "ผิดพลาด" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    let editions = anyone.get(&format!("{}/editions", report.public_path())).await.is(200);
    assert_eq!(
        editions.json()["items"][0]["withdrawn_measures"][0]["title"],
        "ชื่อในรายงาน"
    );
    assert!(!editions.text().contains("ชื่อที่ถอนแล้ว"));
}

/// 0.1 replaced the text of a measure that was returned. Only the copy in its report has the text that the report shows.
#[tokio::test]
async fn a_withdrawn_measure_whose_shown_text_is_not_stored_is_named_as_in_the_copy() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({ "title": "ชื่อที่เก็บไว้" })).await;
    let mut report = app.report(&json!({})).await;
    app.publish(&mut report).await;
    let reason = json!({ "reason": "ผิดพลาด" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    let copies = json!([{
        "id": measure.id, "content_sha256": "0".repeat(64), "content": { "title": "ชื่อในสำเนา" }, "results": [],
    }]);
    // Without triggers, because neither contents nor publications change otherwise.
    let as_in_0_1 = format!(
        "SET session_replication_role = replica;
         UPDATE contents SET body = changed.body, sha256 = encode(sha256(convert_to(changed.body, 'UTF8')), 'hex')
         FROM (SELECT id, jsonb_set(body::jsonb, '{{frozen,measures}}', '{copies}')::text AS body FROM contents) changed
         WHERE contents.id = changed.id AND contents.kind = 'report';
         UPDATE publications SET body = jsonb_set(body::jsonb, '{{frozen}}', '{{\"measures\": {copies}}}')::text
         WHERE kind = 'report'"
    );
    app.database.connect().await.batch_execute(&as_in_0_1).await.unwrap();
    let editions = format!("{}/editions", report.public_path());
    let items = app.anonymous().get(&editions).await.is(200).json();
    assert_eq!(items["items"][0]["withdrawn_measures"][0]["title"], "ชื่อในสำเนา");
}

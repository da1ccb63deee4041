//! `/api/v1/reports`.

mod frozen;

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::json;

/// The content of a report stays as it was at submission when measures and results change afterwards.
#[tokio::test]
async fn a_report_freezes_what_it_shows_when_it_is_submitted() {
    let app = TestApp::start().await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let analysed = app.analysis(&drafter, &json!({})).await;
    let mut measure = app.published_measure(&json!({ "title": "ชื่อเดิม" })).await;
    let results = format!("{}/results", measure.path());
    let result = drafter.post(&results).json(&sample::result()).await.is(201);
    let mut report = app.report(&json!({})).await;
    assert!(report.view["frozen"].is_null());

    report.step(&drafter, "submit", &json!({})).await;

    let frozen = report.view["frozen"].clone();
    assert_eq!(frozen["organization_name"], app.ours.name_th.as_str());
    assert_eq!(frozen["measures"][0]["content"]["title"], "ชื่อเดิม");
    assert_eq!(
        frozen["measures"][0]["results"][0]["content"]["output"],
        "เว็บไซต์มีข้อมูลครบ 43 รายการ"
    );
    assert_eq!(frozen["analysis"]["findings"][0]["key"], "communication");
    let path = format!("{results}/{}", result.id());
    drafter
        .patch(&path)
        .if_match(&result.etag())
        .json(&json!({ "output": "แก้ทีหลัง" }))
        .await
        .is(200);
    let later = sample::with(sample::analysis(), &json!({ "recommendations": "แก้ทีหลัง" }));
    drafter
        .put(&app.analysis_path())
        .if_match(&analysed.etag())
        .json(&later)
        .await
        .is(200);
    measure.refresh(&drafter).await;
    measure.step(&drafter, "revise", &json!({})).await;
    measure.patch(&drafter, &json!({ "title": "แก้ทีหลัง" })).await;
    report.refresh(&drafter).await;
    assert_eq!(report.view["frozen"], frozen);

    report
        .step(&approver, "return", &json!({ "reason": "ขอให้ใช้ผลล่าสุด" }))
        .await;
    report.step(&drafter, "submit", &json!({})).await;
    assert_eq!(
        report.view["frozen"]["measures"][0]["results"][0]["content"]["output"],
        "แก้ทีหลัง"
    );
    report
        .steps(&[(&approver, "approve"), (&app.publisher().await, "publish")])
        .await;
    let public = app.anonymous().get(&report.public_path()).await.is(200).json();
    assert_eq!(public["frozen"], report.view["frozen"]);
}

#[tokio::test]
async fn a_report_about_nothing_or_about_drafts_is_not_ready() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let report = app.report(&json!({})).await;
    assert_problem(
        &report.try_step(&drafter, "submit", &json!({})).await,
        409,
        "report-not-ready",
    );
    app.measure(&json!({ "title": "มาตรการที่ยังร่างอยู่" })).await;
    let refused = report.try_step(&drafter, "submit", &json!({})).await;
    assert!(
        assert_problem(&refused, 409, "report-not-ready")
            .detail()
            .contains("มาตรการที่ยังร่างอยู่")
    );
}

/// A report must not make measures public that are not public themselves.
#[tokio::test]
async fn a_report_is_published_after_its_measures() {
    let app = TestApp::start().await;
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let mut measure = app.measure(&json!({ "title": "ยังไม่เผยแพร่" })).await;
    measure.step(&drafter, "submit", &json!({})).await;
    let mut report = app.report(&json!({})).await;
    report.steps(&[(&drafter, "submit"), (&approver, "approve")]).await;
    let early = report.try_step(&publisher, "publish", &json!({})).await;
    assert!(
        assert_problem(&early, 409, "report-not-ready")
            .detail()
            .contains("ยังไม่เผยแพร่")
    );
    measure.steps(&[(&approver, "approve"), (&publisher, "publish")]).await;
    report.step(&publisher, "publish", &json!({})).await;
    app.anonymous().get(&report.public_path()).await.is(200);
}

#[tokio::test]
async fn a_report_names_a_round_and_a_preparer() {
    let app = TestApp::start().await;
    for (change, place) in [
        (json!({ "reporting_round_months": 9 }), "/reporting_round_months"),
        (json!({ "preparer": { "position": "" } }), "/preparer/position"),
        (json!({ "preparer": null }), "/preparer"),
        (json!({ "title": "x".repeat(501) }), "/title"),
    ] {
        let body = sample::with(sample::report(&app.ours.id), &change);
        let answer = app.drafter().await.post("/api/v1/reports").json(&body).await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    let named = app
        .report(&json!({ "preparer": { "position": "ปลัดเทศบาล", "name": "นางสาวตัวอย่าง ใจดี" } }))
        .await;
    assert_eq!(named.view["preparer"]["name"], "นางสาวตัวอย่าง ใจดี");
}

//! Warnings about reports.

use prongsai_test_support::{Client, Document, TestApp, assert_problem, sample};
use serde_json::{Value, json};

use super::{asked_for, rules};

/// A report of a year with one published measure and its results.
async fn report_with(app: &TestApp, results: &[Value], own: &Value) -> Document {
    let measure = app.published_measure(&json!({})).await;
    let drafter = app.drafter().await;
    for result in results {
        drafter
            .post(&format!("{}/results", measure.path()))
            .json(result)
            .await
            .is(201);
    }
    Document::draft(&drafter, "reports", &sample::with(sample::report(&app.ours.id), own)).await
}

/// The answer with the warnings about a document.
async fn warnings(client: &Client, document: &Document) -> Value {
    client
        .get(&format!("{}/warnings", document.path()))
        .await
        .is(200)
        .json()
}

fn result(evidence: bool) -> Value {
    let evidence = if evidence {
        json!([{ "url": "https://example.go.th/leaflet.pdf" }])
    } else {
        json!([])
    };
    json!({ "details": "แจกแผ่นพับทุกหมู่บ้าน", "period": "2566-03", "output": "แผ่นพับ 800 ชุด", "evidence": evidence })
}

#[tokio::test]
async fn a_report_without_evidence_is_approved_only_with_a_reason() {
    let app = TestApp::start().await;
    let mut report = report_with(&app, &[result(false)], &json!({})).await;
    let submitted = report.step(&app.drafter().await, "submit", &json!({})).await.json();
    let said = rules(&submitted);
    for rule in [
        "report-without-evidence",
        "result-without-evidence",
        "results-in-one-month",
    ] {
        assert!(said.contains(&rule), "{said:?}");
    }
    assert_eq!(submitted["warnings"][0]["severity"], "serious");
    let of_result = |one: &&Value| one["rule"] == "result-without-evidence";
    let about = submitted["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .find(of_result)
        .unwrap();
    assert_eq!(about["pointer"], "/frozen/measures/0/results/0/content");
    assert_eq!(about["document"]["kind"], "measure");
    assert!(report.view.pointer("/frozen/measures/0/results/0/content").is_some());

    let approver = app.approver().await;
    let refused = report.try_step(&approver, "approve", &json!({})).await;
    let asked = asked_for(&refused);
    assert_eq!(asked.len(), 1);
    let mut other = asked.clone();
    other[0]["content_sha256"] = json!("0".repeat(64));
    let stale = report
        .try_step(&approver, "approve", &json!({ "acknowledged": other }))
        .await;
    assert_eq!(
        assert_problem(&stale, 422, "invalid-input").at("/acknowledged/0").code,
        "no-such-warning"
    );
    let approved = report
        .try_step(&approver, "approve", &json!({ "acknowledged": asked }))
        .await
        .is(200);
    assert_eq!(approved.json()["approved"]["acknowledged"], json!(asked));
    assert!(rules(&approved.json()).contains(&"report-without-evidence"));

    report.refresh(&approver).await;
    let published = report.step(&app.publisher().await, "publish", &json!({})).await.json();
    assert!(rules(&published).contains(&"report-without-evidence"));
    let editions = app
        .anonymous()
        .get(&format!("{}/editions", report.public_path()))
        .await
        .is(200)
        .json();
    assert_eq!(editions["items"][0]["acknowledged_warnings"], 1);
    let organization = format!("/public/v1/organizations/{}", app.ours.id);
    let basis = app.anonymous().get(&organization).await.is(200).json();
    assert_eq!(basis["approval_basis"]["acknowledged_warnings"], 1);
}

#[tokio::test]
async fn nothing_is_acknowledged_that_is_not_there() {
    let app = TestApp::start().await;
    let mut report = report_with(&app, &[result(true)], &json!({})).await;
    let submitted = report.step(&app.drafter().await, "submit", &json!({})).await.json();
    assert!(!rules(&submitted).contains(&"report-without-evidence"));
    let invented = json!({
        "rule": "report-without-evidence", "pointer": "", "reason": "ไม่มีเหตุ",
        "content_sha256": warnings(&app.approver().await, &report).await["content_sha256"],
    });
    let refused = report
        .try_step(&app.approver().await, "approve", &json!({ "acknowledged": [invented] }))
        .await;
    assert_eq!(
        assert_problem(&refused, 422, "invalid-input")
            .at("/acknowledged/0")
            .code,
        "no-such-warning"
    );
    report.step(&app.approver().await, "approve", &json!({})).await;
}

#[tokio::test]
async fn a_report_of_a_round_that_has_not_ended_is_preliminary_or_refused() {
    let app = TestApp::start().await;
    let year = json!({ "fiscal_year": 2567 });
    let measure = app.published_measure(&year).await;
    let drafter = app.drafter().await;
    let early = json!({ "details": "แจกแผ่นพับ", "period": "2566-10", "output": "แผ่นพับ 800 ชุด" });
    drafter
        .post(&format!("{}/results", measure.path()))
        .json(&early)
        .await
        .is(201);
    let mut report = Document::draft(&drafter, "reports", &sample::with(sample::report(&app.ours.id), &year)).await;
    let refused = report.try_step(&drafter, "submit", &json!({})).await;
    let problem = assert_problem(&refused, 409, "round-not-ended");
    assert!(problem.detail().contains("30 กันยายน พ.ศ. 2567"), "{}", problem.detail());

    report.patch(&drafter, &json!({ "preliminary": true })).await;
    let title = report.view["title"].as_str().unwrap().to_owned();
    assert!(title.ends_with(" (ฉบับเบื้องต้น)"), "{title}");
    report.patch(&drafter, &json!({ "preliminary": false })).await;
    assert_eq!(format!("{} (ฉบับเบื้องต้น)", report.view["title"].as_str().unwrap()), title);
    report
        .patch(&drafter, &json!({ "preliminary": true, "title": title }))
        .await;
    assert_eq!(report.view["title"], title.as_str(), "the mark is there once");
    report.step(&drafter, "submit", &json!({})).await;
    report.step(&app.approver().await, "approve", &json!({})).await;
    report.step(&app.publisher().await, "publish", &json!({})).await;
    let public = app.anonymous().get(&report.public_path()).await.is(200).json();
    assert_eq!(
        (public["title"].as_str(), public["preliminary"].as_bool()),
        (Some(title.as_str()), Some(true))
    );
}

#[tokio::test]
async fn a_draft_is_reviewed_with_what_it_would_show() {
    let app = TestApp::start().await;
    let report = report_with(&app, &[], &json!({})).await;
    let seen = warnings(&app.drafter().await, &report).await;
    assert!(rules(&seen).contains(&"report-without-results"), "{seen}");
}

//! A report shows what was submitted with it, or is refused.

use prongsai_test_support::{Client, Document, TestApp, assert_problem, sample};
use serde_json::{Value, json};

const REASON: &str = "ขอให้แก้ไข";

struct Year {
    app: TestApp,
    drafter: Client,
    approver: Client,
    publisher: Client,
    measure: Document,
    result: Value,
    report: Document,
}

impl Year {
    /// A submitted measure (text A) with a result, an analysis, and a submitted report.
    async fn submitted() -> Self {
        let app = TestApp::start().await;
        let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
        app.analysis(&drafter, &json!({})).await;
        let mut measure = app.measure(&json!({ "title": "ข้อความ A" })).await;
        let results = format!("{}/results", measure.path());
        let result = drafter.post(&results).json(&sample::result()).await.is(201).json();
        measure.step(&drafter, "submit", &json!({})).await;
        let mut report = app.report(&json!({})).await;
        report.step(&drafter, "submit", &json!({})).await;
        Self {
            app,
            drafter,
            approver,
            publisher,
            measure,
            result,
            report,
        }
    }

    fn result_path(&self) -> String {
        format!(
            "{}/results/{}",
            self.measure.path(),
            self.result["id"].as_str().unwrap()
        )
    }

    async fn is_refused(&self, step: &str, naming: &str) {
        let who = if step == "approve" {
            &self.approver
        } else {
            &self.publisher
        };
        let refused = self.report.try_step(who, step, &json!({})).await;
        let problem = assert_problem(&refused, 409, "report-not-ready");
        assert!(problem.detail().contains(naming), "{}", refused.text());
    }

    /// Returns the measure, changes its text to B and takes it to publication, still as edition 1.
    async fn publish_text_b(&mut self) {
        let reason = json!({ "reason": REASON });
        self.measure.step(&self.approver, "return", &reason).await;
        self.measure.patch(&self.drafter, &json!({ "title": "ข้อความ B" })).await;
        self.app.publish(&mut self.measure).await;
        assert_eq!(self.measure.view["edition"], 1);
    }
}

/// Case P1: text A was never approved, so it must never be public.
#[tokio::test]
async fn a_measure_that_was_changed_after_submission_stops_the_approval() {
    let mut year = Year::submitted().await;
    year.publish_text_b().await;
    year.is_refused("approve", "ข้อความ B").await;
    let approve = format!("{}/approve", year.report.path());
    let refused = year.approver.post(&approve).if_match(&year.report.etag).english().await;
    let problem = assert_problem(&refused, 409, "report-not-ready");
    assert!(problem.detail().ends_with(": measure ข้อความ B"), "{}", problem.detail());
    let reason = json!({ "reason": REASON });
    year.report.step(&year.approver, "return", &reason).await;
    year.report.step(&year.drafter, "submit", &json!({})).await;
    let steps = [(&year.approver, "approve"), (&year.publisher, "publish")];
    year.report.steps(&steps).await;
    let public = year.app.anonymous().get(&year.report.public_path()).await.is(200);
    assert_eq!(public.json()["frozen"]["measures"][0]["content"]["title"], "ข้อความ B");
    assert!(!public.text().contains("ข้อความ A"));
}

#[tokio::test]
async fn a_measure_that_was_changed_after_approval_stops_the_publication() {
    let mut year = Year::submitted().await;
    year.report.step(&year.approver, "approve", &json!({})).await;
    year.publish_text_b().await;
    year.is_refused("publish", "ข้อความ B").await;
    let address = year.report.public_path();
    assert_problem(&year.app.anonymous().get(&address).await, 404, "not-found");
}

#[tokio::test]
async fn a_measure_that_was_returned_or_withdrawn_stops_the_approval() {
    let mut year = Year::submitted().await;
    let reason = json!({ "reason": REASON });
    year.measure.step(&year.approver, "return", &reason).await;
    year.is_refused("approve", "ข้อความ A").await;
    year.measure.step(&year.drafter, "withdraw", &reason).await;
    year.is_refused("approve", "ข้อความ A").await;
}

#[tokio::test]
async fn a_result_that_was_changed_or_deleted_stops_the_report() {
    let year = Year::submitted().await;
    let path = year.result_path();
    let key = year.result["key"].as_str().unwrap();
    let change = json!({ "output": "แก้ทีหลัง" });
    year.drafter.patch(&path).if_match("*").json(&change).await.is(200);
    year.is_refused("approve", key).await;
    // The same text again equals what was submitted.
    let same = json!({ "output": year.result["output"] });
    year.drafter.patch(&path).if_match("*").json(&same).await.is(200);
    let mut report = year.report.clone();
    report.step(&year.approver, "approve", &json!({})).await;
    year.drafter.delete(&path).if_match("*").await.is(204);
    let refused = report.try_step(&year.publisher, "publish", &json!({})).await;
    assert_problem(&refused, 409, "report-not-ready");
}

#[tokio::test]
async fn an_analysis_that_was_changed_stops_the_report_and_a_further_result_does_not() {
    let mut year = Year::submitted().await;
    let results = format!("{}/results", year.measure.path());
    let further = sample::with(sample::result(), &json!({ "key": "further" }));
    year.drafter.post(&results).json(&further).await.is(201);
    let analysis = year.app.analysis_path();
    let later = sample::with(sample::analysis(), &json!({ "recommendations": "แก้ทีหลัง" }));
    year.drafter.put(&analysis).if_match("*").json(&later).await.is(200);
    year.is_refused("approve", "บทวิเคราะห์").await;
    year.drafter
        .put(&analysis)
        .if_match("*")
        .json(&sample::analysis())
        .await
        .is(200);
    year.report.step(&year.approver, "approve", &json!({})).await;
    let shown = &year.report.view["frozen"]["measures"][0]["results"];
    assert_eq!(shown.as_array().map(Vec::len), Some(1));
}

/// A report does not bring withdrawn content back into public view, not even an edition that was public before.
#[tokio::test]
async fn a_measure_whose_later_edition_was_withdrawn_stops_the_report() {
    let mut year = Year::submitted().await;
    let steps = [(&year.approver, "approve"), (&year.publisher, "publish")];
    year.measure.steps(&steps).await;
    year.report.step(&year.approver, "approve", &json!({})).await;
    year.measure.step(&year.drafter, "revise", &json!({})).await;
    year.app.publish(&mut year.measure).await;
    let reason = json!({ "reason": "มีข้อมูลส่วนบุคคล" });
    year.measure.step(&year.publisher, "withdraw", &reason).await;
    year.is_refused("publish", "ข้อความ A").await;
}

/// The public does not see the withdrawn edition in the report: the report shows a later one.
#[tokio::test]
async fn a_measure_whose_earlier_edition_was_withdrawn_does_not_stop_the_report() {
    let mut year = Year::submitted().await;
    let steps = [(&year.approver, "approve"), (&year.publisher, "publish")];
    let reason = json!({ "reason": REASON });
    year.measure.steps(&steps).await;
    year.report.step(&year.approver, "return", &reason).await;
    year.measure.step(&year.drafter, "revise", &json!({})).await;
    let withdrawal = json!({ "edition": 1, "reason": REASON });
    year.measure.step(&year.publisher, "withdraw", &withdrawal).await;
    year.measure.refresh(&year.drafter).await;
    year.measure.step(&year.drafter, "submit", &json!({})).await;
    year.report.step(&year.drafter, "submit", &json!({})).await;
    year.report.step(&year.approver, "approve", &json!({})).await;
    year.is_refused("publish", "ข้อความ A").await;
    year.measure.steps(&steps).await;
    year.report.step(&year.publisher, "publish", &json!({})).await;
    assert_eq!(year.report.view["frozen"]["measures"][0]["edition"], 2);
}

/// A report has references to versions, not copies; the public can check every part of it.
#[tokio::test]
async fn a_citizen_can_recompute_the_hash_of_a_report() {
    let mut year = Year::submitted().await;
    let steps = [(&year.approver, "approve"), (&year.publisher, "publish")];
    year.measure.steps(&steps).await;
    year.report.steps(&steps).await;
    let answer = year.app.anonymous().get(&year.report.public_path()).await.is(200);
    assert_eq!(
        answer.etag(),
        format!("\"{}\"", prongsai_test_support::sha256(&answer.body))
    );

    let mut content = answer.json();
    let shown = content["frozen"].clone();
    let fields = content.as_object_mut().unwrap();
    for field in [
        "id",
        "organization",
        "fiscal_year",
        "edition",
        "published_at",
        "content_sha256",
    ] {
        fields.remove(field);
    }
    let names = fields.remove("frozen_references").unwrap();
    fields.insert("frozen".to_owned(), names.clone());
    // Keys of `serde_json` maps are sorted, and all numbers are small integers: this is the canonical form.
    assert_eq!(hash(&content), answer.json()["content_sha256"]);
    assert_eq!(hash(&shown["analysis"]), names["analysis"]["sha256"]);
    let (measure, named) = (&shown["measures"][0], &names["measures"][0]);
    assert_eq!(hash(&measure["content"]), named["sha256"]);
    assert_eq!(hash(&measure["results"][0]["content"]), named["results"][0]["sha256"]);

    let stored = "SELECT body FROM contents WHERE kind = 'report' ORDER BY version DESC LIMIT 1";
    let stored = year.app.database.text(stored).await;
    assert!(!stored.contains("ข้อความ A"), "{stored}");
}

fn hash(value: &Value) -> String {
    prongsai_test_support::sha256(value.to_string().as_bytes())
}

//! Steps for which a report can be refused because of its measures.

use prongsai_test_support::{Client, Document, TestApp, assert_problem};
use serde_json::{Value, json};

/// Submits, approves or publishes a document; false when it is a report whose measures are not ready. The server must
/// refuse such a report with `report-not-ready`, and no other document.
pub(super) async fn try_step(app: &TestApp, document: &mut Document, client: &Client, step: &str) -> bool {
    let missing = if document.plural == "reports" {
        what_is_missing(app, document, step).await
    } else {
        None
    };
    let Some(missing) = missing else {
        document.step(client, step, &json!({})).await;
        return true;
    };
    let refused = document.try_step(client, step, &json!({})).await;
    assert_problem(&refused, 409, "report-not-ready");
    eprintln!("upgrade: {} cannot {step} yet: {missing}", document.path());
    false
}

async fn what_is_missing(app: &TestApp, report: &Document, step: &str) -> Option<String> {
    match step {
        "submit" => not_submitted(app, report).await,
        "approve" => has_changed(app, report).await,
        _ => match has_changed(app, report).await {
            Some(changed) => Some(changed),
            None => not_public(app, report).await,
        },
    }
}

/// A report can be approved and published while its measures are as they were submitted: their editions have the same
/// content, and were neither returned nor withdrawn.
pub(super) async fn has_changed(app: &TestApp, report: &Document) -> Option<String> {
    for measure in report.view["frozen"]["measures"].as_array()? {
        let edition = edition_of(app, measure).await;
        let is_in_force = !matches!(edition["state"].as_str()?, "draft" | "returned" | "withdrawn");
        let is_same = ["title", "guideline", "monitoring", "target"]
            .iter()
            .all(|field| edition[field] == measure["content"][field]);
        if !is_in_force || !is_same {
            return Some(format!("{} has changed", measure["id"]));
        }
    }
    None
}

async fn edition_of(app: &TestApp, measure: &Value) -> Value {
    let id = measure["id"].as_str().expect("an id");
    let edition = format!("/api/v1/measures/{id}/editions/{}", measure["edition"]);
    app.admin().get(&edition).await.is(200).json()
}

/// A report can be submitted when each measure of its year was submitted, is public, or was withdrawn.
async fn not_submitted(app: &TestApp, report: &Document) -> Option<String> {
    let admin = app.admin();
    let (organization, year) = (report.view["organization_id"].as_str()?, &report.view["fiscal_year"]);
    let list = format!("/api/v1/measures?organization_id={organization}&fiscal_year={year}");
    let mut shown = 0;
    for item in admin.all(&list).await {
        let measure = Document::find(&admin, "measures", item["id"].as_str()?).await;
        match measure.state() {
            "draft" | "returned" if measure.view["live_edition"].is_null() => {
                return Some(format!("{} was not submitted", measure.path()));
            }
            "withdrawn" => {}
            _ => shown += 1,
        }
    }
    (shown == 0).then(|| "the year has no measure".to_owned())
}

/// A report can be published when each edition of a measure in it is or was public.
async fn not_public(app: &TestApp, report: &Document) -> Option<String> {
    for measure in report.view["frozen"]["measures"].as_array().expect("frozen measures") {
        if edition_of(app, measure).await["published"].is_null() {
            return Some(format!("{} is not public", measure["id"]));
        }
    }
    None
}

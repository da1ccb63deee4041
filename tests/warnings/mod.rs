//! Warnings about documents: they are part of every decision, and the approver acknowledges the serious ones.

mod binding;
mod measures;
mod reports;

use prongsai_test_support::{Answer, Role, TestApp, assert_problem};
use serde_json::{Value, json};

/// The codes of the warnings in an answer.
fn rules(view: &Value) -> Vec<&str> {
    let warnings = view["warnings"].as_array().expect("a list of warnings");
    warnings
        .iter()
        .map(|warning| warning["rule"].as_str().unwrap())
        .collect()
}

/// The acknowledgements that a refusal asks for, with a reason for each.
fn asked_for(refused: &Answer) -> Vec<Value> {
    let problem = assert_problem(refused, 409, "warnings-not-acknowledged");
    let errors = problem.field_errors().into_iter();
    let errors = errors.filter(|error| error.place == "/acknowledged");
    let suggested = errors.map(|error| serde_json::from_str(error.suggestion.as_deref().unwrap()).unwrap());
    suggested
        .enumerate()
        .map(|(index, mut wanted): (usize, Value)| {
            wanted["reason"] = json!(format!("รับทราบ ข้อที่ {}", index + 1));
            wanted
        })
        .collect()
}

#[tokio::test]
async fn readers_of_a_document_see_its_warnings() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({ "guideline": "จัดทำคู่มือ (ฉบับย่อ" })).await;
    let path = format!("{}/warnings", measure.path());
    for role in [Role::Drafter, Role::Approver, Role::Publisher, Role::Auditor] {
        let reader = app.client(role).await;
        let seen = reader.get(&path).await.is(200).json();
        assert_eq!(rules(&seen), ["unbalanced-brackets"]);
        assert_eq!(seen["warnings"][0]["document"]["id"], measure.id.as_str());
        assert_eq!(seen["warnings"][0]["pointer"], "/guideline");
    }
    for stranger in [
        app.stranger(Role::Drafter).await,
        app.client(Role::ProvincialViewer).await,
    ] {
        assert_problem(&stranger.get(&path).await, 404, "not-found");
    }
    assert_problem(&app.anonymous().get(&path).await, 401, "missing-token");
}

//! Warnings about measures, and their approval together.

use prongsai_test_support::{TestApp, assert_problem};
use serde_json::json;

use super::{asked_for, rules};

/// A guideline with the link of the staff survey.
const LINK: &str = "ให้บุคลากรตอบแบบสำรวจที่ https://itas.nacc.go.th/go/iit/h9unqk";

#[tokio::test]
async fn the_approval_of_many_measures_acknowledges_each_warning() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut ids = Vec::new();
    for key in ["one", "two"] {
        let mut measure = app
            .measure(&json!({ "key": key, "title": key, "guideline": LINK }))
            .await;
        let submitted = measure.step(&drafter, "submit", &json!({})).await.json();
        assert!(
            rules(&submitted).contains(&"internal-survey-link-public"),
            "{submitted}"
        );
        ids.push(measure.id);
    }
    let approver = app.approver().await;
    let path = format!(
        "/api/v1/organizations/{}/fiscal-years/2566/measures/approve",
        app.ours.id
    );
    let all = approver.all_measures(&app.ours.id, "2566").await;
    let refused = approver.post(&path).json(&all).await;
    let asked = asked_for(&refused);
    let asked_ids: Vec<_> = asked.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(asked_ids, ids);

    let with = |acknowledged: &[serde_json::Value]| {
        let mut body = all.clone();
        body["acknowledged"] = json!(acknowledged);
        body
    };
    let mut one_reason = asked.clone();
    for one in &mut one_reason {
        one["reason"] = json!("ผู้บริหารเห็นชอบแล้ว");
    }
    let refused = approver.post(&path).json(&with(&one_reason)).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(problem.at("/acknowledged/1/reason").code, "same-reason");
    let refused = approver.post(&path).json(&with(&asked[..1])).await;
    assert_eq!(asked_for(&refused).len(), 1);

    let approved = approver.post(&path).json(&with(&asked)).await.is(200).json();
    let changed = approved["changed"].as_array().unwrap();
    assert_eq!(changed.len(), 2);
    for row in changed {
        assert!(rules(row).contains(&"internal-survey-link-public"), "{row}");
    }
}

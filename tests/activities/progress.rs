//! `/api/v1/measures/{id}/progress`.

use prongsai_test_support::{TestApp, sample};
use serde_json::{Value, json};

#[tokio::test]
async fn progress_follows_from_the_plan_the_activities_and_the_results() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let steps = json!([{ "text": "จัดทำแผ่นพับ" }, { "text": "ออกพบชุมชน", "cadence": "quarterly" }]);
    let measure = app.measure(&json!({ "steps": steps })).await;
    let progress = async || -> Value {
        drafter
            .get(&format!("{}/progress", measure.path()))
            .await
            .is(200)
            .json()
    };
    let empty = progress().await;
    assert_eq!((&empty["percent"], &empty["fiscal_year"]), (&json!(0), &json!(2566)));
    assert_eq!(empty["steps"][0]["expected"], 1);
    assert_eq!(empty["steps"][1]["missing"].as_array().map(Vec::len), Some(4));

    for held in ["2565-11-03", "2565-12-01", "2566-04-01/2566-07-31"] {
        let body = sample::with(sample::activity(), &json!({ "step": "step-2", "held": held }));
        let activities = format!("{}/activities", measure.path());
        drafter.post(&activities).json(&body).await.is(201);
    }
    let results = format!("{}/results", measure.path());
    let completed = sample::with(sample::result(), &json!({ "progress_percent": null }));
    drafter.post(&results).json(&completed).await.is(201);
    let done = progress().await;
    let step = &done["steps"][1];
    assert_eq!((&step["done"], &step["expected"]), (&json!(2), &json!(4)));
    assert_eq!(step["missing"], json!(["2023-01/2023-03", "2023-07/2023-09"]));
    assert_eq!((&step["percent"], &done["percent"]), (&json!(50), &json!(75)));

    let mut stated = sample::with(sample::result(), &json!({ "step": "step-2", "progress_percent": 90 }));
    let without = drafter.post(&results).json(&stated).await.is(201);
    assert_eq!(
        progress().await["percent"],
        75,
        "a percentage without a reason does not count"
    );
    stated["progress_reason"] = json!("ไตรมาสที่ 4 รวมกับไตรมาสที่ 3");
    drafter.post(&results).json(&stated).await.is(201);
    let over = progress().await;
    assert_eq!((&over["percent"], &over["computed_percent"]), (&json!(95), &json!(75)));
    assert_eq!(over["steps"][1]["override"]["reason"], stated["progress_reason"]);
    assert_eq!(over["steps"][1]["override"]["as_of"], "2023-03-31");
    let only_reason = json!({ "progress_percent": null, "progress_reason": "เหตุผล" });
    let path = format!("{results}/{}", without.id());
    let refused = drafter.patch(&path).if_match("*").json(&only_reason).await;
    prongsai_test_support::assert_problem(&refused, 422, "invalid-input").at("/progress_reason");
}

#[tokio::test]
async fn a_report_warns_of_a_percentage_that_the_activities_do_not_show() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    app.analysis(&drafter, &json!({})).await;
    let steps = json!([{ "text": "ออกพบชุมชน", "cadence": "monthly" }]);
    let mut measure = app.measure(&json!({ "steps": steps })).await;
    let activities = format!("{}/activities", measure.path());
    drafter.post(&activities).json(&sample::activity()).await.is(201);
    let results = format!("{}/results", measure.path());
    let result = drafter.post(&results).json(&sample::result()).await.is(201);
    measure.step(&drafter, "submit", &json!({})).await;
    let mut report = app.report(&json!({})).await;
    report.step(&drafter, "submit", &json!({})).await;
    let warnings = async |path: &str| -> Vec<Value> {
        let found = drafter.get(&format!("{path}/warnings")).await.is(200).json();
        let mut items = found["warnings"].as_array().cloned().unwrap();
        items.retain(|warning| warning["rule"] == "progress-without-reason");
        items
    };
    let found = warnings(&report.path()).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0]["pointer"],
        "/frozen/measures/0/results/0/content/progress_percent"
    );
    report
        .step(&app.approver().await, "return", &json!({ "reason": "ระบุเหตุผล" }))
        .await;
    let path = format!("{results}/{}", result.id());
    let reason = json!({ "progress_reason": "ออกพบทุกชุมชนครบแล้ว" });
    drafter.patch(&path).if_match("*").json(&reason).await.is(200);
    report.step(&drafter, "submit", &json!({})).await;
    assert!(warnings(&report.path()).await.is_empty());
}

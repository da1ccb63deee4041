//! The doctor: what is missing, late or contradictory, for whom, and the calls that mend it.

mod pen;
mod real_year;

use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::{Value, json};

fn rules(found: &Value) -> Vec<&str> {
    let issues = found["issues"].as_array().unwrap();
    issues.iter().map(|issue| issue["rule"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_year_with_nothing_in_it_lacks_everything() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}/doctor?fiscal_year=2566", app.ours.id);
    let found = app.drafter().await.get(&path).await.is(200).json();
    assert_eq!(
        rules(&found),
        [
            "year-without-analysis",
            "year-without-measures",
            "year-without-eit-announcement",
            "year-without-iit-announcement",
            "year-without-complaint-statistics",
            // It is not late on the second day of the next year.
            "year-without-report",
        ],
        "{found:#}"
    );
    let issue = &found["issues"][1];
    assert_eq!(
        (&issue["responsible"], &issue["subject"]["kind"]),
        (&json!("drafter"), &json!("year"))
    );
    let call = &issue["mend"][0];
    assert_eq!(
        (&call["method"], &call["path"]),
        (&json!("POST"), &json!("/api/v1/measures"))
    );
    assert_eq!(
        call["body"],
        json!({ "organization_id": app.ours.id, "fiscal_year": 2566 })
    );
}

/// The present year is the one that is examined if none is named.
#[tokio::test]
async fn what_is_not_due_yet_is_no_warning() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}/doctor", app.ours.id);
    let found = app.drafter().await.get(&path).await.is(200).json();
    assert_eq!(found["fiscal_year"], 2567);
    for issue in found["issues"].as_array().unwrap() {
        assert_eq!(
            (&issue["severity"], &issue["is_late"]),
            (&json!("info"), &json!(false)),
            "{issue}"
        );
        assert!(
            issue["due_on"].as_str().unwrap() > found["examined_on"].as_str().unwrap(),
            "{issue}"
        );
    }
}

#[tokio::test]
async fn a_supervisor_gets_numbers_and_no_texts() {
    let app = TestApp::start().await;
    app.measure(&json!({ "guideline": "ขมิ้นเหลือง (ไม่ปิดวงเล็บ" })).await;
    let viewer = app.client(Role::ProvincialViewer).await;
    let path = format!("/api/v1/organizations/{}/doctor?fiscal_year=2566", app.ours.id);
    assert_problem(&viewer.get(&path).await, 403, "forbidden");
    assert_problem(&app.stranger(Role::Drafter).await.get(&path).await, 404, "not-found");

    let counts = format!(
        "/api/v1/doctor?fiscal_year=2566&province_code={}",
        app.ours.province_code
    );
    let answer = viewer.get(&counts).await.is(200);
    assert!(!answer.text().contains("ขมิ้น"));
    let row = &answer.json()["items"][0];
    assert_eq!(
        (&row["organization_id"], &row["is_whole"]),
        (&json!(app.ours.id), &json!(false))
    );
    let whole = &app.drafter().await.get(&counts).await.is(200).json()["items"][0];
    assert_eq!(whole["is_whole"], true);
    let number = |row: &Value| row["counts"]["info"].as_u64().unwrap() + row["counts"]["warning"].as_u64().unwrap();
    assert!(number(row) > 0 && number(whole) > number(row), "{row} {whole}");
}

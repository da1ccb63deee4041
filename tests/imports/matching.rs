//! Entries without keys are the stored ones that say the same, wherever they stand.

use prongsai_test_support::{Client, TestApp, sample};
use serde_json::{Value, json};

use super::{IMPORTS, import, keys};

fn year(app: &TestApp) -> Value {
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["measures"][0]["results"] = json!([
        { "details": "จัดอบรมพนักงานใหม่", "period": "2566-01", "step": "step-1" },
        { "details": "เผยแพร่คู่มือบนเว็บไซต์", "period": "2566-02", "step": "step-1" },
        { "details": "ประชุมผู้นำชุมชน", "period": "2566-03", "step": "step-2" },
    ]);
    bundle
}

async fn results(app: &TestApp, client: &Client) -> Vec<(String, String)> {
    let exported = super::export(app, client).await;
    let results = exported["measures"][0]["results"].as_array().unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    results
        .iter()
        .map(|one| (text(one, "key"), text(one, "details")))
        .collect()
}

#[tokio::test]
async fn a_file_without_the_first_result_writes_nothing_twice() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = year(&app);
    import(&drafter, &bundle).await;
    let before = results(&app, &drafter).await;
    bundle["measures"][0]["results"].as_array_mut().unwrap().remove(0);
    for path in ["/api/v1/imports?dry_run=true", IMPORTS] {
        let answer = drafter.post(path).json(&bundle).await.json();
        assert_eq!(
            (&answer["created"], &answer["updated"]),
            (&json!([]), &json!([])),
            "{answer:#}"
        );
        let moved: Vec<_> = answer["moved"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                (
                    one["key"].as_str().unwrap(),
                    one["pointer"].as_str().unwrap(),
                    one["from"].as_u64().unwrap(),
                    one["to"].as_u64().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            moved,
            [
                ("result-2", "/measures/0/results/0", 2, 1),
                ("result-3", "/measures/0/results/1", 3, 2)
            ]
        );
        assert_eq!(keys(&answer, "not_in_file", "result"), ["result-1"]);
        assert_eq!(answer["not_in_file"][0]["measure"], "measure-1");
    }
    assert_eq!(results(&app, &drafter).await, before);
}

#[tokio::test]
async fn a_new_result_before_the_others_is_the_only_one_that_is_added() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = year(&app);
    import(&drafter, &bundle).await;
    let new = json!({ "details": "ติดตั้งป้ายประชาสัมพันธ์", "period": "2566-01", "step": "step-1" });
    let list = bundle["measures"][0]["results"].as_array_mut().unwrap();
    list.insert(0, new);
    list[2]["details"] = json!("เผยแพร่คู่มือบนเว็บไซต์แล้ว");
    let answer = import(&drafter, &bundle).await;
    assert_eq!(keys(&answer, "created", "result"), ["result-4"]);
    assert_eq!(keys(&answer, "updated", "result"), ["result-2"]);
    let again = import(&drafter, &bundle).await;
    assert_eq!((&again["created"], &again["updated"]), (&json!([]), &json!([])));
    bundle["measures"][0]["results"].as_array_mut().unwrap().reverse();
    let reversed = import(&drafter, &bundle).await;
    assert_eq!((&reversed["created"], &reversed["updated"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn steps_keep_their_keys_and_results_their_steps() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = year(&app);
    import(&drafter, &bundle).await;
    // The file names its steps by their places: the last step of the list is now the first one.
    bundle["measures"][0]["steps"] = json!(["ประชุมร่วมกับประชาชน", "ปรับปรุงเว็บไซต์", "สรุปผล"]);
    for (result, step) in [(0, "step-2"), (1, "step-2"), (2, "step-1")] {
        bundle["measures"][0]["results"][result]["step"] = json!(step);
    }
    let answer = import(&drafter, &bundle).await;
    assert_eq!(answer["created"], json!([]));
    assert_eq!(keys(&answer, "updated", "result"), [""; 0], "{answer:#}");
    assert_eq!(keys(&answer, "moved", "step"), ["step-2", "step-1"]);
    let exported = super::export(&app, &drafter).await;
    let steps = &exported["measures"][0]["steps"];
    assert_eq!(
        (&steps[0]["key"], &steps[1]["key"], &steps[2]),
        (
            &json!("step-2"),
            &json!("step-1"),
            &json!({ "key": "step-3", "text": "สรุปผล" })
        )
    );
}

#[tokio::test]
async fn findings_and_reports_keep_their_keys() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = year(&app);
    bundle.as_object_mut().unwrap().remove("report");
    let finding = |indicator: &str| json!({ "kind": "needs_development", "indicator": indicator });
    bundle["analysis"]["findings"] = json!([finding("i7"), finding("i8")]);
    bundle["measures"][0]["findings"] = json!(["finding-2"]);
    let report = |title: &str, months: u8| json!({ "title": title, "reporting_round_months": months, "preparer": { "position": "ปลัดเทศบาล" } });
    bundle["reports"] = json!([report("รายงานรอบ 6 เดือน", 6), report("รายงานรอบ 12 เดือน", 12)]);
    import(&drafter, &bundle).await;

    bundle["analysis"]["findings"] = json!([finding("i8"), finding("i7")]);
    bundle["measures"][0]["findings"] = json!(["finding-1"]);
    bundle["reports"] = json!([report("รายงานรอบ 12 เดือน", 12)]);
    let answer = import(&drafter, &bundle).await;
    assert_eq!(answer["created"], json!([]), "{answer:#}");
    assert_eq!(
        keys(&answer, "updated", "measure"),
        [""; 0],
        "the measure names the same finding"
    );
    assert_eq!(keys(&answer, "unchanged", "report"), ["report-2"]);
    assert_eq!(keys(&answer, "not_in_file", "report"), ["report"]);
    assert_eq!(keys(&answer, "moved", "report"), ["report-2"]);
    assert_eq!(keys(&answer, "moved", "finding"), ["finding-2", "finding-1"]);
}

#[tokio::test]
async fn documents_and_analysis_that_the_file_lacks_are_named_and_stay() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = year(&app);
    import(&drafter, &bundle).await;
    let before = super::export(&app, &drafter).await;
    for field in ["analysis", "report", "announcements"] {
        bundle.as_object_mut().unwrap().remove(field);
    }
    let answer = import(&drafter, &bundle).await;
    let missing = answer["not_in_file"].as_array().unwrap();
    let named: Vec<_> = missing
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["key"].as_str().unwrap()))
        .collect();
    assert_eq!(
        named,
        [
            ("analysis", "2566"),
            ("report", "report"),
            ("announcement", "announcement-1")
        ]
    );
    assert_eq!(super::export(&app, &drafter).await, before);
}

//! An import says which fields it changes, from what to what, and who wrote what was there.

use prongsai_test_support::{TestApp, sample};
use serde_json::{Value, json};

use super::{IMPORTS, import};

fn fields(answer: &Value) -> Vec<(&str, &str, &Value, &Value)> {
    let changes = answer["changes"].as_array().unwrap();
    changes
        .iter()
        .map(|one| {
            assert_eq!(one["hidden"], false, "{one}");
            let name = |name: &str| one[name].as_str().unwrap();
            (name("pointer"), name("field"), &one["before"], &one["after"])
        })
        .collect()
}

#[tokio::test]
async fn an_old_export_says_which_fields_it_takes_back() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    import(&drafter, &bundle).await;
    let old = super::export(&app, &drafter).await;
    let other = app.somebody_with(&[prongsai_test_support::Role::Drafter]).await;
    bundle["measures"][0]["guideline"] = json!("แนวทางใหม่");
    bundle["measures"][0]["steps"][1] = json!({ "key": "step-2", "text": "ลงพื้นที่ทุกหมู่บ้าน" });
    bundle["measures"][0]["results"][0]["output"] = json!("มีช่องทางเพิ่ม 3 ช่องทาง");
    bundle["analysis"]["recommendations"] = json!("ควรติดตามผล");
    bundle["report"]["title"] = json!("รายงานประจำปี ฉบับแก้ไข");
    let answer = import(&other, &bundle).await;
    assert_eq!(fields(&answer).len(), 5, "{answer:#}");

    let mut taken_back = old.clone();
    strip_revisions(&mut taken_back);
    let me = other.get("/api/v1/me").await.is(200).json();
    for path in ["/api/v1/imports?dry_run=true", IMPORTS] {
        let answer = drafter.post(path).json(&taken_back).await.json();
        assert_eq!(
            fields(&answer),
            [
                ("/analysis", "recommendations", &json!("ควรติดตามผล"), &Value::Null),
                (
                    "/measures/0/guideline",
                    "guideline",
                    &json!("แนวทางใหม่"),
                    &json!("เผยแพร่ข้อมูลให้ครบทุกช่องทาง")
                ),
                (
                    "/measures/0/steps/1/text",
                    "steps/step-2/text",
                    &json!("ลงพื้นที่ทุกหมู่บ้าน"),
                    &json!("ประชุมร่วมกับประชาชน")
                ),
                (
                    "/measures/0/results/0/output",
                    "output",
                    &json!("มีช่องทางเพิ่ม 3 ช่องทาง"),
                    &json!("มีช่องทางเพิ่ม 2 ช่องทาง")
                ),
                (
                    "/report/title",
                    "title",
                    &json!("รายงานประจำปี ฉบับแก้ไข"),
                    &json!("รายงานประจำปี")
                ),
            ],
            "{answer:#}"
        );
        for change in answer["changes"].as_array().unwrap() {
            assert_eq!(change["changed_by"]["id"], me["id"], "{change}");
            assert_eq!(change["changed_by"]["name"], me["display_name"], "{change}");
            assert!(change["changed_at"].is_string(), "{change}");
        }
    }
    let again = import(&drafter, &taken_back).await;
    assert_eq!((&again["changes"], &again["updated"]), (&json!([]), &json!([])));
}

fn strip_revisions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("revision");
            fields.values_mut().for_each(strip_revisions);
        }
        Value::Array(entries) => entries.iter_mut().for_each(strip_revisions),
        _ => {}
    }
}

/// Contents of earlier releases may have texts that are cleaned differently today.
#[tokio::test]
async fn a_text_that_was_stored_uncleaned_is_no_change() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let bundle = sample::bundle(&app.ours.name_th);
    import(&drafter, &bundle).await;
    let spaced = "replace(body, 'เผยแพร่ข้อมูลให้ครบทุกช่องทาง', '  เผยแพร่ข้อมูลให้ครบทุกช่องทาง ')";
    let hash = format!("encode(sha256(convert_to({spaced}, 'UTF8')), 'hex')");
    for statement in [
        "ALTER TABLE contents DISABLE TRIGGER USER".to_owned(),
        format!("UPDATE contents SET body = {spaced}, sha256 = {hash}"),
        "ALTER TABLE contents ENABLE TRIGGER USER".to_owned(),
    ] {
        app.database.execute(&statement).await.unwrap();
    }
    let exported = super::export(&app, &drafter).await;
    assert_eq!(exported["measures"][0]["guideline"], "  เผยแพร่ข้อมูลให้ครบทุกช่องทาง ");
    for year in [&exported, &bundle] {
        let answer = import(&drafter, year).await;
        assert_eq!((&answer["updated"], &answer["changes"]), (&json!([]), &json!([])));
    }
    assert_eq!(
        super::export(&app, &drafter).await,
        exported,
        "what is stored stays as it is"
    );
}

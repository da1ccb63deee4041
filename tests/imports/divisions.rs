//! Divisions that a bundle names and the organization does not have.

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::json;

use super::{IMPORTS, keys};

#[tokio::test]
async fn an_unknown_division_is_refused_with_the_one_that_is_meant() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["organization"]["divisions"] = json!(["สำนักปลัด", "สำนกปลัด"]);
    bundle["measures"][0]["responsible_division"] = json!("กองคลัง");
    let before = app.database.fingerprint(&[]).await;
    for path in [IMPORTS, "/api/v1/imports?dry_run=true&create_divisions=false"] {
        let refused = drafter.post(path).json(&bundle).await;
        let refusal = assert_problem(&refused, 422, "invalid-input");
        assert_eq!(
            refusal.places(),
            ["/organization/divisions/1", "/measures/0/responsible_division"]
        );
        let written_wrongly = refusal.at("/organization/divisions/1");
        assert_eq!(written_wrongly.code, "unknown-division");
        assert_eq!(written_wrongly.suggestion.as_deref(), Some("สำนักปลัด"));
        let unlike = refusal.at("/measures/0/responsible_division");
        assert_eq!(
            (unlike.code.as_str(), unlike.suggestion.as_deref()),
            ("unknown-division", None)
        );
        assert!(
            unlike.message.contains("สำนักปลัด"),
            "the known ones are listed: {unlike:?}"
        );
    }
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn divisions_are_added_if_the_import_says_so_and_other_spellings_are_the_same() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["organization"]["divisions"] = json!(["สำนัก ปลัด", "กองช่าง"]);
    bundle["measures"][0]["responsible_division"] = json!("กองคลัง");
    let path = "/api/v1/imports?create_divisions=true";
    let imported = drafter.post(path).json(&bundle).await.is(201).json();
    assert_eq!(keys(&imported, "created", "division"), ["กองช่าง", "กองคลัง"]);
    drafter.post(IMPORTS).json(&bundle).await.is(201);
    let maybe = drafter
        .post("/api/v1/imports?create_divisions=maybe")
        .json(&bundle)
        .await;
    assert_problem(&maybe, 400, "invalid-parameter").at("create_divisions");
}

#[tokio::test]
async fn a_new_organization_comes_with_the_divisions_of_its_list_only() {
    let app = TestApp::start().await;
    let mut bundle = sample::bundle("เทศบาลตำบลที่เพิ่งรู้จัก");
    bundle["organization"]["divisions"] = json!(["สำนักปลัด", "กองช่าง"]);
    bundle["measures"][0]["responsible_division"] = json!("กองชาง");
    let refused = app.admin().post(IMPORTS).json(&bundle).await;
    let refusal = assert_problem(&refused, 422, "invalid-input");
    let error = refusal.at("/measures/0/responsible_division");
    assert_eq!(error.suggestion.as_deref(), Some("กองช่าง"));
    bundle["measures"][0]["responsible_division"] = json!("กองช่าง");
    let made = app.admin().post(IMPORTS).json(&bundle).await.is(201).json();
    assert_eq!(keys(&made, "created", "division"), ["สำนักปลัด", "กองช่าง"]);
}

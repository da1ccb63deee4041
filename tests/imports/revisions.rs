//! A bundle that states revisions does not overwrite newer work.

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::json;

use super::{IMPORTS, export, import};

#[tokio::test]
async fn an_export_that_is_older_than_the_store_is_refused_at_every_place() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    import(&drafter, &bundle).await;
    let old = export(&app, &drafter).await;
    for place in [
        "/analysis",
        "/measures/0",
        "/measures/0/results/0",
        "/report",
        "/announcements/0",
    ] {
        assert_eq!(old.pointer(place).unwrap()["revision"], 1, "{place}");
    }
    let unchanged = import(&drafter, &old).await;
    assert_eq!((&unchanged["updated"], &unchanged["changes"]), (&json!([]), &json!([])));

    bundle["measures"][0]["guideline"] = json!("แนวทางใหม่");
    bundle["measures"][0]["results"][0]["output"] = json!("มีช่องทางเพิ่ม 3 ช่องทาง");
    bundle["analysis"]["recommendations"] = json!("ควรติดตามผล");
    import(&drafter, &bundle).await;
    let before = app.database.fingerprint(&[]).await;
    let me = drafter.get("/api/v1/me").await.is(200).json();
    for path in [IMPORTS, "/api/v1/imports?dry_run=true"] {
        let refused = drafter.post(path).json(&old).await;
        let refusal = assert_problem(&refused, 422, "invalid-input");
        assert_eq!(refusal.places(), ["/analysis", "/measures/0", "/measures/0/results/0"]);
        for place in refusal.places() {
            let error = refusal.at(&place);
            assert_eq!(error.code, "newer-work");
            assert!(
                error.message.contains(me["display_name"].as_str().unwrap()),
                "{error:?}"
            );
        }
    }
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn what_did_not_change_since_the_export_may_be_edited() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let bundle = sample::bundle(&app.ours.name_th);
    import(&drafter, &bundle).await;
    let mut year = export(&app, &drafter).await;
    year["measures"][0]["title"] = json!("ชื่อใหม่");
    let answer = import(&drafter, &year).await;
    assert_eq!(answer["changes"][0]["field"], "title");
    // The same file again: the content is the same, so its old revision does not matter.
    import(&drafter, &year).await;
    let now = export(&app, &drafter).await;
    assert_eq!(now["measures"][0]["revision"], 2);
    let mut of_elsewhere = now.clone();
    of_elsewhere["measures"][0]["revision"] = json!(9);
    of_elsewhere["measures"][0]["title"] = json!("อีกชื่อ");
    let refused = drafter.post(IMPORTS).json(&of_elsewhere).await;
    let error = assert_problem(&refused, 422, "invalid-input")
        .at("/measures/0")
        .code
        .clone();
    assert_eq!(error, "unknown-revision");
    of_elsewhere["measures"][0].as_object_mut().unwrap().remove("revision");
    import(&drafter, &of_elsewhere).await;
    of_elsewhere["measures"][0]["revision"] = json!("1");
    let refused = drafter.post(IMPORTS).json(&of_elsewhere).await;
    assert_problem(&refused, 422, "invalid-input").at("/measures/0/revision");
}

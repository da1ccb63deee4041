//! `/api/v1/imports`; tests with whole years are in `journeys`.

mod admission;
mod cases;
mod changes;
mod divisions;
mod matching;
mod revisions;

use prongsai_test_support::{Client, TestApp, assert_problem, sample};
use serde_json::{Value, json};

const IMPORTS: &str = "/api/v1/imports";

/// Imports a bundle, and returns the answer.
async fn import(client: &Client, bundle: &Value) -> Value {
    client.post(IMPORTS).json(bundle).await.is(201).json()
}

/// Exports the year of the samples.
async fn export(app: &TestApp, client: &Client) -> Value {
    let path = format!("/api/v1/organizations/{}/export?fiscal_year=2566", app.ours.id);
    client.get(&path).await.is(200).json()
}

fn keys<'a>(answer: &'a Value, list: &str, kind: &str) -> Vec<&'a str> {
    let items = answer[list].as_array().unwrap();
    items
        .iter()
        .filter(|item| item["kind"] == kind)
        .map(|item| item["key"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_second_import_changes_only_what_differs() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    let first = drafter.post("/api/v1/imports").json(&bundle).await.is(201).json();
    assert_eq!(first["organization_id"], app.ours.id.as_str());
    assert_eq!(keys(&first, "created", "measure"), ["measure-1"]);
    assert!(
        keys(&first, "created", "division").is_empty(),
        "the organization has it: {first}"
    );

    let again = drafter.post("/api/v1/imports").json(&bundle).await.is(201).json();
    assert_eq!(
        (again["created"].clone(), again["updated"].clone()),
        (json!([]), json!([]))
    );

    bundle["measures"][0]["title"] = json!("ชื่อใหม่");
    let changed = drafter.post("/api/v1/imports").json(&bundle).await.is(201).json();
    assert_eq!(
        (
            keys(&changed, "updated", "measure"),
            keys(&changed, "created", "measure")
        ),
        (vec!["measure-1"], vec![])
    );
    assert_eq!(drafter.all("/api/v1/measures").await[0]["title"], "ชื่อใหม่");
}

#[tokio::test]
async fn an_import_revises_published_documents_and_leaves_submitted_ones() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    let id = drafter.all("/api/v1/measures").await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut measure = prongsai_test_support::Document::find(&drafter, "measures", &id).await;
    app.publish(&mut measure).await;
    let public = app.anonymous().get(&measure.public_path()).await.is(200).body;

    bundle["measures"][0]["title"] = json!("ชื่อใหม่");
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);

    measure.refresh(&drafter).await;
    assert_eq!(
        (measure.state(), &measure.view["edition"], &measure.view["title"]),
        ("draft", &json!(2), &json!("ชื่อใหม่"))
    );
    assert_eq!(app.anonymous().get(&measure.public_path()).await.is(200).body, public);
    measure.step(&drafter, "submit", &json!({})).await;
    bundle["measures"][0]["title"] = json!("ชื่อที่สาม");
    let refused = drafter.post("/api/v1/imports").json(&bundle).await;
    assert!((400..500).contains(&refused.status), "{}", refused.text());
    measure.refresh(&drafter).await;
    assert_eq!(
        (measure.state(), &measure.view["title"]),
        ("submitted", &json!("ชื่อใหม่"))
    );
}

#[tokio::test]
async fn all_errors_of_a_bundle_are_reported_together_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["measures"][0]["indicator"] = json!("ไม่มีตัวชี้วัดนี้");
    bundle["measures"][0]["results"][0]["period"] = json!("2566-13");
    bundle["measures"][0]["steps"][1] = json!(" ");
    bundle["report"]["reporting_round_months"] = json!(7);
    bundle["announcements"][0]["issued_on"] = json!("2566-02-30");
    bundle["analysis"]["findings"][0]["indicator"] = json!("i77");
    let before = app.database.fingerprint(&[]).await;

    let answer = app.admin().post("/api/v1/imports").json(&bundle).await;

    let refusal = assert_problem(&answer, 422, "invalid-input");
    for place in [
        "/measures/0/indicator",
        "/measures/0/results/0/period",
        "/measures/0/steps/1",
        "/report/reporting_round_months",
        "/announcements/0/issued_on",
        "/analysis/findings/0/indicator",
    ] {
        assert!(
            refusal.places().iter().any(|named| named.starts_with(place)),
            "{place}: {:?}",
            refusal.places()
        );
    }
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn a_text_that_is_not_a_bundle_is_refused() {
    let app = TestApp::start().await;
    let good = sample::bundle(&app.ours.name_th);
    for (change, place) in [
        (json!({ "format": "prongsai.bundle/2" }), "/format"),
        (json!({ "format": null }), "/format"),
        (json!({ "organization": null }), "/organization"),
        (json!({ "fiscal_year": 2023 }), "/fiscal_year"),
        (json!({ "measures": {} }), "/measures"),
        (json!({ "extra": 1 }), "/extra"),
    ] {
        let answer = app
            .admin()
            .post("/api/v1/imports")
            .json(&sample::with(good.clone(), &change))
            .await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    let unsaid = app.admin().post("/api/v1/imports?dry_run=maybe").json(&good).await;
    assert_problem(&unsaid, 400, "invalid-parameter").at("dry_run");
}

#[tokio::test]
async fn a_byte_order_mark_is_not_part_of_a_bundle() {
    let app = TestApp::start().await;
    let text = format!("\u{FEFF}{}", sample::bundle(&app.ours.name_th));
    let drafter = app.drafter().await;
    drafter.post(IMPORTS).raw("application/json", text).await.is(201);
}

#[tokio::test]
async fn another_encoding_is_refused_once_and_named() {
    let app = TestApp::start().await;
    let text = sample::bundle(&app.ours.name_th).to_string();
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let drafter = app.drafter().await;
    let refused = drafter.post(IMPORTS).raw("application/json", utf_16).english().await;
    let refusal = assert_problem(&refused, 400, "malformed-json");
    assert!(refusal.document.to_string().contains("UTF-16"), "{}", refusal.document);
    let twice: String = text.bytes().map(char::from).collect();
    let refused = drafter.post(IMPORTS).raw("application/json", twice).await;
    let refusal = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(refusal.document["errors"].as_array().unwrap().len(), 1);
    assert_eq!(refusal.document["errors"][0]["code"], "encoded-twice");
}

/// Texts that spreadsheets take for formulas come back as they were.
#[tokio::test]
async fn every_text_comes_back_from_an_export() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    let remarks = ["-", "=1", "'=1", "+66 53 000 000", "@x", "''"];
    let result = |(month, text): (usize, &&str)| json!({ "details": "ก", "period": format!("2566-0{}", month + 1), "remarks": text });
    bundle["measures"][0]["results"] = remarks.iter().enumerate().map(result).collect();
    import(&drafter, &bundle).await;
    let exported = export(&app, &drafter).await;
    let results = exported["measures"][0]["results"].as_array().unwrap();
    let read: Vec<&str> = results.iter().map(|one| one["remarks"].as_str().unwrap()).collect();
    assert_eq!(read, remarks);
    for year in [&exported, &bundle] {
        assert_eq!(import(&drafter, year).await["updated"], json!([]));
    }
}

#[tokio::test]
async fn only_a_platform_administrator_adds_an_unknown_organization() {
    let app = TestApp::start().await;
    let bundle = sample::bundle("เทศบาลตำบลที่เพิ่งรู้จัก");
    assert_problem(
        &app.drafter().await.post("/api/v1/imports").json(&bundle).await,
        403,
        "forbidden",
    );
    let dry_run = app
        .admin()
        .post("/api/v1/imports?dry_run=true")
        .json(&bundle)
        .await
        .is(200)
        .json();
    assert!(dry_run["organization_id"].is_null());
    let made = app.admin().post("/api/v1/imports").json(&bundle).await.is(201).json();
    assert_eq!(keys(&made, "created", "organization"), ["เทศบาลตำบลที่เพิ่งรู้จัก"]);
    assert!(made["organization_id"].is_string());
}

#[tokio::test]
async fn an_export_shows_nothing_of_another_year() {
    let app = TestApp::start().await;
    app.measure(&json!({ "title": "ของปี 2567", "fiscal_year": 2567 })).await;
    let exported = app
        .drafter()
        .await
        .get(&format!(
            "/api/v1/organizations/{}/export?fiscal_year=2566",
            app.ours.id
        ))
        .await
        .is(200);
    assert!(!exported.text().contains("ของปี 2567"));
    let missing = app
        .drafter()
        .await
        .get(&format!("/api/v1/organizations/{}/export", app.ours.id))
        .await;
    assert_problem(&missing, 400, "invalid-parameter").at("fiscal_year");
}

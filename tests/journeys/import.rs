use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::Value;

use crate::bundles::Bundle;

/// A refused import leaves no trace, not even in the audit trail.
#[tokio::test]
async fn the_year_as_it_was_published_is_refused_at_both_impossible_dates_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let admin = app.admin();
    for bundle in Bundle::both("bundle-impossible-dates.json", "phok-noi-2566.as-published.json") {
        let before = app.database.fingerprint(&[]).await;
        for dry_run in [true, false] {
            let path = format!("/api/v1/imports?dry_run={dry_run}");
            let answer = admin.post(&path).json(&bundle.json).await;

            let refusal = assert_problem(&answer, 422, "invalid-input");
            let places = ["/announcements/0/survey/closes_on", "/announcements/1/survey/closes_on"];
            assert_eq!(refusal.places(), places, "{}", bundle.source);
            for place in places {
                assert_eq!(refusal.at(place).suggestion.as_deref(), Some("2566-06-30"));
                assert!(refusal.at(place).message.contains("มิถุนายน"), "{:?}", refusal.at(place));
            }
            let english = admin.post(&path).json(&bundle.json).english().await;
            assert!(
                assert_problem(&english, 422, "invalid-input")
                    .at(places[0])
                    .message
                    .contains("June")
            );
        }
        assert_eq!(app.database.fingerprint(&[]).await, before, "{}", bundle.source);
    }
}

/// Warnings of `docs/bundle.md`. Each of the bundles has a reason for each warning.
const DOUBTS: [&str; 10] = [
    "finding-without-measure",
    "measure-without-finding",
    "same-guideline",
    "same-steps",
    "planned-step-without-result",
    "result-without-evidence",
    "output-repeats-title",
    "analysed-year-not-year-before",
    "results-in-one-month",
    "internal-survey-link-public",
];

#[tokio::test]
async fn a_dry_run_of_the_corrected_year_reports_every_doubt_and_stores_nothing() {
    let app = TestApp::start().await;
    for bundle in Bundle::both("bundle-doubtful.json", "phok-noi-2566.json") {
        let before = app.database.fingerprint(&[]).await;

        let answer = app
            .admin()
            .post("/api/v1/imports?dry_run=true")
            .json(&bundle.json)
            .await
            .is(200)
            .json();

        assert_eq!(app.database.fingerprint(&[]).await, before, "{}", bundle.source);
        let doubts = answer["doubts"].as_array().expect("doubts");
        for code in DOUBTS {
            assert!(
                doubts.iter().any(|doubt| doubt["code"] == code),
                "{}: no {code}: {answer:#}",
                bundle.source
            );
        }
        for doubt in doubts {
            check_doubt(doubt, &bundle.json);
        }
        let finding = doubt(doubts, "finding-without-measure");
        assert!(
            finding["message_th"].as_str().unwrap().contains("การป้องกันการทุจริต"),
            "{finding}"
        );
        let measure = doubt(doubts, "measure-without-finding");
        assert!(
            measure["message_th"].as_str().unwrap().contains("การแก้ไขปัญหาการทุจริต"),
            "{measure}"
        );
    }
}

fn doubt<'a>(doubts: &'a [Value], code: &str) -> &'a Value {
    doubts.iter().find(|doubt| doubt["code"] == code).unwrap()
}

/// Every warning has a code, severity, place and reason, in both languages.
fn check_doubt(doubt: &Value, bundle: &Value) {
    let said = |name: &str| doubt[name].as_str().unwrap_or_else(|| panic!("no {name}: {doubt}"));
    assert!(["info", "warning", "serious"].contains(&said("severity")), "{doubt}");
    assert!(prongsai_test_support::is_thai(said("message_th")), "{doubt}");
    assert!(!said("message_en").is_empty(), "{doubt}");
    assert!(
        bundle.pointer(said("pointer")).is_some(),
        "the pointer leads into the bundle: {doubt}"
    );
    assert!(doubt.get("suggestion").is_some(), "{doubt}");
}

#[tokio::test]
async fn an_export_of_an_import_is_equal_and_its_import_changes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin();
    for bundle in Bundle::both("bundle-good.json", "phok-noi-2566.json") {
        admin
            .post("/api/v1/imports?dry_run=false")
            .json(&bundle.json)
            .await
            .is(201);
        let organizations = admin.all("/api/v1/organizations").await;
        let organization = organizations
            .iter()
            .find(|organization| organization["name_th"] == bundle.json["organization"]["name_th"])
            .unwrap();
        let export = format!(
            "/api/v1/organizations/{}/export?fiscal_year={}",
            organization["id"].as_str().unwrap(),
            bundle.year()
        );
        let exported = admin.get(&export).await.is(200).json();
        assert_eq!(exported["format"], "prongsai.bundle/1");
        for list in ["measures", "announcements"] {
            let count = bundle.json[list].as_array().unwrap().len();
            assert_eq!(
                exported[list].as_array().unwrap().len(),
                count,
                "{}: {list}",
                bundle.source
            );
        }
        let without = ["audit_entries"];
        let before = app.database.fingerprint(&without).await;

        admin
            .post("/api/v1/imports?dry_run=false")
            .json(&exported)
            .await
            .is(201);

        assert_eq!(app.database.fingerprint(&without).await, before, "{}", bundle.source);
        assert_eq!(admin.get(&export).await.is(200).json(), exported, "{}", bundle.source);
    }
}

#[tokio::test]
async fn an_import_without_the_right_is_refused_and_does_not_reveal_the_organization() {
    let app = TestApp::start().await;
    let bundle = prongsai_test_support::sample::bundle(&app.ours.name_th);
    let auditor = app.client(Role::Auditor).await;
    let refused = auditor.post("/api/v1/imports?dry_run=true").json(&bundle).await;
    assert_problem(&refused, 403, "forbidden");
    let stranger = app.stranger(Role::Drafter).await;
    let unseen = stranger.post("/api/v1/imports?dry_run=true").json(&bundle).await;
    let unknown = prongsai_test_support::sample::bundle("เทศบาลที่ไม่มีอยู่");
    let missing = stranger.post("/api/v1/imports?dry_run=true").json(&unknown).await;
    assert_eq!(unseen.status, missing.status, "{} / {}", unseen.text(), missing.text());
    assert!(unseen.status == 403 || unseen.status == 404, "{}", unseen.text());
}

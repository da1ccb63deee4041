//! `/api/v1/organizations/{id}/scores`.

mod import;
mod workbook;

use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::{Value, json};

fn path(app: &TestApp, fiscal_year: u16) -> String {
    format!("/api/v1/organizations/{}/scores/{fiscal_year}", app.ours.id)
}

/// Writes the first scores of a year.
async fn put(app: &TestApp, fiscal_year: u16, scores: &Value) -> Value {
    let drafter = app.drafter().await;
    drafter.put(&path(app, fiscal_year)).json(scores).await.is(201).json()
}

fn rules(view: &Value) -> Vec<&str> {
    let warnings = view["warnings"].as_array().into_iter().flatten();
    warnings.filter_map(|warning| warning["rule"].as_str()).collect()
}

#[tokio::test]
async fn published_totals_have_their_published_levels() {
    let app = TestApp::start().await;
    for (year, scores, level) in [
        (2564, json!({ "total": 88.37 }), "ระดับ A"),
        (2565, json!({ "total": 77.70 }), "ระดับ B"),
        (2568, json!({ "total": 94.64, "eit": 84.9 }), "ผ่าน"),
    ] {
        let view = put(&app, year, &scores).await;
        assert_eq!(view["level"]["determined"], true, "{view:#}");
        assert_eq!(view["level"]["level"]["name_th"], level, "{view:#}");
        assert!(view["level"]["reason"].is_null());
    }
}

/// L3 of the cases: points of 30, 30 and 40 are recognised, and no level is drawn from them.
#[tokio::test]
async fn weighted_points_are_recognised() {
    let app = TestApp::start().await;
    let view = put(
        &app,
        2564,
        &json!({ "total": 97.37, "iit": 28.67, "eit": 30, "oit": 38.7 }),
    )
    .await;
    assert_eq!(
        view["weighted_points"],
        json!({ "iit": 95.57, "eit": 100.0, "oit": 96.75 })
    );
    assert_eq!(view["level"]["reason"]["code"], "scores-look-weighted");
    assert!(view["level"]["level"].is_null() && view["level"]["possible"].as_array().unwrap().len() > 1);
    assert_eq!(rules(&view), ["scores-look-weighted"]);
    assert_eq!(view["warnings"][0]["pointer"], "/scores");
}

/// L4 of the cases: the computed figure is rounded half up, and a difference of more than 0.01 is reported.
#[tokio::test]
async fn a_total_that_is_not_the_weighted_sum_is_reported_with_the_computed_one() {
    let app = TestApp::start().await;
    let scores = |total: f64| json!({ "total": total, "iit": 80.35, "eit": 84.0, "oit": 87.0 });
    let view = put(&app, 2568, &scores(84.12)).await;
    assert_eq!(
        (&view["computed"]["total"], view["scores"]["total"].as_f64()),
        (&json!(84.11), Some(84.12))
    );
    assert_eq!(rules(&view), ["total-not-weighted-sum"]);
    assert_eq!(
        (&view["warnings"][0]["pointer"], &view["warnings"][0]["suggestion"]),
        (&json!("/scores/total"), &json!("84.11"))
    );
    assert_eq!(rules(&put(&app, 2567, &scores(84.1)).await), Vec::<&str>::new());
}

/// L5 of the cases: 2566 counts the parts of EIT apart.
#[tokio::test]
async fn the_level_of_2566_needs_the_parts_of_eit() {
    let app = TestApp::start().await;
    let whole = json!({ "total": 90.4, "iit": 92, "eit": 88, "oit": 91, "published_level": "ผ่าน" });
    let made = app.drafter().await.put(&path(&app, 2566)).json(&whole).await.is(201);
    let view = made.json();
    assert_eq!(view["level"]["determined"], false);
    assert_eq!(view["level"]["reason"]["code"], "eit-parts-unknown");
    let possible = view["level"]["possible"].as_array().unwrap().iter();
    assert_eq!(
        possible
            .map(|level| level["name_th"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ["ผ่านดี", "ผ่าน"]
    );
    let mut with_parts = whole.clone();
    with_parts["eit_part_1"] = json!(96);
    with_parts["eit_part_2"] = json!(80);
    let put = app
        .drafter()
        .await
        .put(&path(&app, 2566))
        .if_match(&made.etag())
        .json(&with_parts)
        .await;
    let view = put.is(200).json();
    assert_eq!(
        (&view["revision"], &view["level"]["level"]["name_th"]),
        (&json!(2), &json!("ผ่าน"))
    );
}

#[tokio::test]
async fn an_organization_has_scores_of_several_years_side_by_side() {
    let app = TestApp::start().await;
    put(&app, 2566, &json!({ "total": 90.4, "items": { "o43": 100 } })).await;
    let refused = app
        .drafter()
        .await
        .put(&path(&app, 2569))
        .json(&json!({ "items": { "o43": 100 } }))
        .await;
    assert_problem(&refused, 422, "invalid-input").at("/items/o43");
    put(&app, 2569, &json!({ "total": 80, "items": { "o26": 0 } })).await;
    let list = format!("/api/v1/organizations/{}/scores", app.ours.id);
    let page = app.drafter().await.get(&format!("{list}?limit=1")).await.is(200).json();
    assert_eq!(
        (&page["items"][0]["fiscal_year"], page["next"].is_string()),
        (&json!(2566), true)
    );
    let all = app.drafter().await.get(&list).await.is(200).json();
    let years = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["fiscal_year"].as_u64().unwrap());
    assert_eq!(years.collect::<Vec<_>>(), [2566, 2569]);
    let catalogues = ["2566", "2569"].map(|year| format!("{list}/{year}"));
    for (path, year) in catalogues.iter().zip([2566, 2569]) {
        let view = app.drafter().await.get(path).await.is(200).json();
        assert_eq!(view["catalogue"]["fiscal_year"], json!(year));
    }
}

#[tokio::test]
async fn scores_are_replaced_as_a_whole_with_their_tag() {
    let app = TestApp::start().await;
    let (drafter, path) = (app.drafter().await, path(&app, 2566));
    assert_problem(&drafter.get(&path).await, 404, "not-found");
    let made = drafter
        .put(&path)
        .json(&json!({ "total": 80, "indicators": { "i7": 70 } }))
        .await
        .is(201);
    assert_eq!(drafter.get(&path).await.is(200).etag(), made.etag());
    assert_problem(&drafter.put(&path).json(&json!({})).await, 428, "precondition-required");
    assert_problem(
        &drafter.put(&path).if_match("\"9\"").json(&json!({})).await,
        412,
        "stale",
    );
    let put = drafter
        .put(&path)
        .if_match(&made.etag())
        .json(&json!({ "total": 81 }))
        .await
        .is(200);
    assert_eq!(put.json()["scores"]["indicators"], json!({}));
    assert_eq!(put.etag(), "\"2\"");
    for unknown in ["2566?programme=x", "2023"] {
        let path = format!("/api/v1/organizations/{}/scores/{unknown}", app.ours.id);
        assert_problem(&drafter.get(&path).await, 404, "not-found");
    }
    let viewer = app.client(Role::ProvincialViewer).await;
    let unseen = viewer.put(&path).if_match("\"987654\"").json(&json!({})).await;
    assert_problem(&unseen, 403, "forbidden");
}

/// Every version stays, with its author, and the trail has the change.
#[tokio::test]
async fn changes_are_in_the_audit_trail_and_versions_stay() {
    let app = TestApp::start().await;
    let (drafter, path) = (app.drafter().await, path(&app, 2566));
    let made = drafter.put(&path).json(&json!({ "total": 80 })).await.is(201);
    drafter
        .put(&path)
        .if_match(&made.etag())
        .json(&json!({ "total": 81 }))
        .await
        .is(200);
    let kept = "SELECT count(*) FROM contents WHERE kind = 'scores' AND author_id IS NOT NULL";
    assert_eq!(app.database.number(kept).await, 2);
    let auditor = app.client(Role::Auditor).await;
    let trail = format!("/api/v1/audit?organization_id={}&action=scores.edit", app.ours.id);
    let entries = auditor.get(&trail).await.is(200).json();
    assert_eq!(entries["items"][0]["detail"]["fiscal_year"], 2566);
    let scores = &entries["items"][0]["changes"]["scores"];
    assert_eq!((&scores[0]["total"], &scores[1]["total"]), (&json!(80), &json!(81)));
}

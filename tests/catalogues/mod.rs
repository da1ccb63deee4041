//! `/api/v1/catalogues` and the geography.

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::json;

const OF_2566: &str = "/api/v1/catalogues/nacc-ita/2566";

#[tokio::test]
async fn every_year_has_its_catalogue() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let listed = drafter.get("/api/v1/catalogues").await.is(200).json();
    let years: Vec<u64> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["fiscal_year"].as_u64().unwrap())
        .collect();
    for year in 2564..=2569 {
        assert!(years.contains(&year), "{year}: {years:?}");
        let catalogue = drafter
            .get(&format!("/api/v1/catalogues/nacc-ita/{year}"))
            .await
            .is(200)
            .json();
        assert_eq!(catalogue["fiscal_year"], year);
        let public = app
            .anonymous()
            .get(&format!("/public/v1/catalogues/nacc-ita/{year}"))
            .await
            .is(200)
            .json();
        assert_eq!(public["fiscal_year"], year);
    }
    assert_problem(&drafter.get("/api/v1/catalogues/nacc-ita/2570").await, 404, "not-found");
    assert_problem(&drafter.get("/api/v1/catalogues/other/2566").await, 404, "not-found");
}

#[tokio::test]
async fn a_replacement_is_a_new_revision_that_binds_at_once_and_the_old_one_stays() {
    let app = TestApp::start().await;
    let before = app.admin().get(OF_2566).await.is(200);
    let text = before.text().replacen("ประสิทธิภาพการสื่อสาร", "การสื่อสารกับประชาชน", 1);
    assert_ne!(text, before.text());

    assert_problem(
        &app.admin().put(OF_2566).raw("application/json", text.clone()).await,
        428,
        "precondition-required",
    );
    // The revision is compared before the right.
    let drafter = app.drafter().await;
    for (tag, status, code) in [("\"987654\"", 412, "stale"), (&before.etag(), 403, "forbidden")] {
        let put = drafter.put(OF_2566).if_match(tag);
        assert_problem(&put.raw("application/json", text.clone()).await, status, code);
    }
    let after = app
        .admin()
        .put(OF_2566)
        .if_match(&before.etag())
        .raw("application/json", text)
        .await
        .is(200);

    assert_ne!(after.etag(), before.etag());
    let old = app.admin().get(&format!("{OF_2566}?revision=1")).await.is(200);
    assert_eq!(old.body, before.body);
    let renamed = app.measure(&json!({ "indicators": ["การสื่อสารกับประชาชน"] })).await;
    assert_eq!(renamed.view["indicators"], json!(["i7"]));
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM catalogues WHERE fiscal_year = 2566")
            .await,
        2
    );
}

#[tokio::test]
async fn an_inconsistent_catalogue_is_refused_with_the_places() {
    let app = TestApp::start().await;
    let before = app.admin().get(OF_2566).await.is(200);
    let mut broken = before.json();
    broken["instruments"][0]["weight_percent"] = json!(99);
    let answer = app.admin().put(OF_2566).if_match(&before.etag()).json(&broken).await;
    assert_problem(&answer, 422, "invalid-input").at("/instruments");
    assert_eq!(answer.json()["errors"][0]["code"], "weights-do-not-add-up");
    let mut elsewhere = before.json();
    elsewhere["fiscal_year"] = json!(2567);
    let answer = app.admin().put(OF_2566).if_match(&before.etag()).json(&elsewhere).await;
    assert_problem(&answer, 422, "invalid-input").at("/fiscal_year");
    assert_eq!(app.admin().get(OF_2566).await.is(200).etag(), before.etag());
}

/// No key depends on numbers that change from year to year.
#[tokio::test]
async fn a_measure_follows_the_catalogue_of_its_own_year() {
    let app = TestApp::start().await;
    for year in 2564..=2569 {
        let measure = app
            .measure(&json!({ "fiscal_year": year, "indicators": ["ประสิทธิภาพการสื่อสาร"] }))
            .await;
        assert_eq!(measure.view["indicators"].as_array().map(Vec::len), Some(1), "{year}");
    }
    let body = sample::with(sample::measure(&app.ours.id), &json!({ "fiscal_year": 2023 }));
    let answer = app.drafter().await.post("/api/v1/measures").json(&body).await;
    assert_eq!(
        assert_problem(&answer, 422, "invalid-input")
            .at("/fiscal_year")
            .suggestion
            .as_deref(),
        Some("2566")
    );
}

#[tokio::test]
async fn provinces_and_districts_are_all_there() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    assert_eq!(drafter.all("/api/v1/provinces").await.len(), 77);
    let of_one = drafter.all("/api/v1/districts?province_code=47").await;
    assert!(
        of_one.iter().all(|district| district["province_code"] == "47") && of_one.len() == 18,
        "{}",
        of_one.len()
    );
    assert_problem(
        &drafter.get("/api/v1/districts?province_code=999").await,
        400,
        "invalid-parameter",
    )
    .at("province_code");
}

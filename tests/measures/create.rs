use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::{Value, json};

#[tokio::test]
async fn a_new_measure_is_a_draft_with_its_place_and_what_may_be_done_next() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let body = sample::with(
        sample::measure(&app.ours.id),
        &json!({ "division_id": app.ours.division_id, "budget_baht": 25_000 }),
    );
    let answer = drafter.post("/api/v1/measures").json(&body).await.is(201);
    let view = answer.json();
    assert_eq!(
        answer.header("location"),
        Some(format!("/api/v1/measures/{}", answer.id()).as_str())
    );
    for (field, value) in [
        ("state", json!("draft")),
        ("edition", json!(1)),
        ("live_edition", Value::Null),
        ("fiscal_year", json!(2566)),
        ("organization_id", json!(app.ours.id)),
        ("province_code", json!("47")),
        ("indicators", json!(["i7"])),
        ("budget_baht", json!(25_000)),
        ("reporting_round_months", json!(12)),
    ] {
        assert_eq!(view[field], value, "{field}: {view}");
    }
    assert_eq!(
        (&view["division_id"], &view["division_name"]),
        (&json!(app.ours.division_id), &json!("สำนักปลัด"))
    );
    assert_eq!(answer.etag(), format!("\"{}\"", view["revision"]));
    for action in ["submit", "edit", "delete"] {
        assert!(
            view["allowed_actions"].as_array().unwrap().contains(&json!(action)),
            "{view}"
        );
    }
    assert_eq!(
        drafter.get(answer.header("location").unwrap()).await.is(200).json(),
        view
    );
}

#[tokio::test]
async fn dates_are_taken_in_either_era_and_in_words_and_given_in_iso() {
    let app = TestApp::start().await;
    for (written, iso) in [
        ("2023-01-03", "2023-01-03"),
        ("2566-01-03", "2023-01-03"),
        ("3 มกราคม 2566", "2023-01-03"),
        ("๓ ม.ค. ๒๕๖๖", "2023-01-03"),
        ("3 มกราคม พ.ศ. 2566", "2023-01-03"),
        ("2567-02-29", "2024-02-29"),
    ] {
        let measure = app
            .measure(&json!({ "steps": [{ "text": "ทำ", "due_on": written }] }))
            .await;
        assert_eq!(measure.view["steps"][0]["due_on"], iso, "{written}");
    }
}

#[tokio::test]
async fn indicators_are_known_by_code_name_or_alias_in_the_catalogue_of_the_year() {
    let app = TestApp::start().await;
    for name in ["i7", "ประสิทธิภาพการสื่อสาร", "  ประสิทธิภาพ  การสื่อสาร "]
    {
        assert_eq!(
            app.measure(&json!({ "indicators": [name] })).await.view["indicators"],
            json!(["i7"]),
            "{name}"
        );
    }
    let body = sample::with(
        sample::measure(&app.ours.id),
        &json!({ "indicators": ["ประสิทธิภาพการสื่อสา"] }),
    );
    let answer = app.drafter().await.post("/api/v1/measures").json(&body).await;
    let field_error = assert_problem(&answer, 422, "invalid-input").at("/indicators/0");
    assert_eq!(
        (field_error.code.as_str(), field_error.suggestion.as_deref()),
        ("unknown-indicator", Some("i7"))
    );
}

/// The same word is equal and looks the same, however it was typed.
#[tokio::test]
async fn thai_text_is_normalised_and_spaces_around_it_go() {
    let app = TestApp::start().await;
    // Two code points look like the one of ำ.
    let decomposed = "ท\u{e4d}\u{e32}งาน";
    let measure = app
        .measure(&json!({ "title": format!("  {decomposed}\u{00a0} ") }))
        .await;
    let title = measure.view["title"].as_str().unwrap();
    assert_eq!(title, "ท\u{e33}งาน");
    let again = app.measure(&json!({ "title": title })).await;
    assert_eq!(again.view["title"], title, "what was cleaned stays as it is");
}

#[tokio::test]
async fn a_key_is_unique_within_organization_year_and_kind() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    app.measure(&json!({ "key": "m1" })).await;
    let body = |overrides: Value| sample::with(sample::measure(&app.ours.id), &overrides);
    let taken = drafter
        .post("/api/v1/measures")
        .json(&body(json!({ "key": "m1" })))
        .await;
    assert_eq!(
        assert_problem(&taken, 409, "already-exists").at("/key").code,
        "already-exists"
    );
    app.measure(&json!({ "key": "m1", "fiscal_year": 2567 })).await;
    app.announcement(&json!({ "key": "m1" })).await;
    for key in ["", "A", "ก", "a b", &"k".repeat(65)] {
        let refused = drafter
            .post("/api/v1/measures")
            .json(&body(json!({ "key": key })))
            .await;
        assert_problem(&refused, 422, "invalid-input").at("/key");
    }
}

#[tokio::test]
async fn findings_that_are_answered_stand_in_the_analysis_of_the_year() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    app.analysis(&drafter, &json!({})).await;
    let measure = app.measure(&json!({ "findings": ["communication"] })).await;
    assert_eq!(measure.view["findings"], json!(["communication"]));
    let body = sample::with(sample::measure(&app.ours.id), &json!({ "findings": ["comunication"] }));
    let refused = drafter.post("/api/v1/measures").json(&body).await;
    assert_eq!(
        assert_problem(&refused, 422, "invalid-input").at("/findings/0").code,
        "unknown-finding"
    );
}

#[tokio::test]
async fn an_invalid_year_does_not_hide_the_other_mistakes() {
    let app = TestApp::start().await;
    let change = json!({ "fiscal_year": 2023, "title": "", "findings": ["not known without the year"] });
    let body = sample::with(sample::measure(&app.ours.id), &change);
    let answer = app.drafter().await.post("/api/v1/measures").json(&body).await;
    let refusal = assert_problem(&answer, 422, "invalid-input");
    assert_eq!(refusal.at("/fiscal_year").suggestion.as_deref(), Some("2566"));
    refusal.at("/title");
    assert_eq!(refusal.places().len(), 2, "{:?}", refusal.places());
}

/// `unplanned` in a result says that it answers no step.
#[tokio::test]
async fn no_step_has_the_key_of_unplanned_work() {
    let app = TestApp::start().await;
    let steps = json!({ "steps": [{ "key": "unplanned", "text": "ทำ" }] });
    let body = sample::with(sample::measure(&app.ours.id), &steps);
    let refused = app.drafter().await.post("/api/v1/measures").json(&body).await;
    assert_eq!(
        assert_problem(&refused, 422, "invalid-input").at("/steps/0/key").code,
        "reserved-key"
    );
}

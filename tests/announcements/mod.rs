//! `/api/v1/announcements`.

mod qr;

use prongsai_test_support::{Document, TestApp, assert_problem, sample};
use serde_json::json;

#[tokio::test]
async fn an_invitation_checks_its_link_and_its_window() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let good = sample::invitation(&app.ours.id, "EIT");
    for (change, place) in [
        (json!({ "url": "https://itas.nacc.go.th/go/iit/abc123" }), "/survey/url"),
        (json!({ "url": "http://itas.nacc.go.th/go/eit/abc123" }), "/survey/url"),
        (
            json!({ "url": "https://itas.nacc.go.th.evil.example/go/eit/abc123" }),
            "/survey/url",
        ),
        (
            json!({ "url": "https://itas.nacc.go.th/go/eit/abc123?x=1" }),
            "/survey/url",
        ),
        (
            json!({ "url": "https://user@itas.nacc.go.th/go/eit/abc123" }),
            "/survey/url",
        ),
        (json!({ "audience": "internal" }), "/survey/audience"),
        (json!({ "instrument": "OIT" }), "/survey/instrument"),
        (json!({ "closes_on": "2566-01-02" }), "/survey/closes_on"),
        (json!({ "closes_on": "31 มิถุนายน 2566" }), "/survey/closes_on"),
        (json!({ "opens_on": "2566-02-30" }), "/survey/opens_on"),
    ] {
        let mut body = good.clone();
        body["survey"] = sample::with(body["survey"].clone(), &change);
        let answer = drafter.post("/api/v1/announcements").json(&body).await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
    assert!(drafter.all("/api/v1/announcements").await.is_empty());
}

#[tokio::test]
async fn only_an_invitation_carries_a_survey_and_it_has_to() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let invitation = sample::invitation(&app.ours.id, "EIT");
    for change in [json!({ "survey": null }), json!({ "kind": "no_gift_policy" })] {
        let answer = drafter
            .post("/api/v1/announcements")
            .json(&sample::with(invitation.clone(), &change))
            .await;
        assert_problem(&answer, 422, "invalid-input").at("/survey");
    }
    for kind in [
        "integrity_declaration",
        "no_gift_policy",
        "disclosure_measure",
        "discretion_measure",
        "general",
    ] {
        assert_eq!(app.announcement(&json!({ "kind": kind })).await.view["kind"], kind);
    }
}

#[tokio::test]
async fn the_link_follows_from_the_token_of_the_organization() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut body = sample::invitation(&app.ours.id, "IIT");
    body["survey"] = sample::with(body["survey"].clone(), &json!({ "url": null, "audience": null }));
    let without = drafter.post("/api/v1/announcements").json(&body).await;
    assert_problem(&without, 422, "invalid-input").at("/survey/url");

    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let etag = app.admin().get(&path).await.is(200).etag();
    app.admin()
        .patch(&path)
        .if_match(&etag)
        .json(&json!({ "survey_token": "h9unqk" }))
        .await
        .is(200);

    let derived = Document::draft(&drafter, "announcements", &body).await;
    assert_eq!(derived.view["survey"]["url"], "https://itas.nacc.go.th/go/iit/h9unqk");
    assert_eq!(derived.view["survey"]["audience"], "internal");
    let other = drafter
        .post("/api/v1/announcements")
        .json(&sample::invitation(&app.ours.id, "EIT"))
        .await;
    let field_error = assert_problem(&other, 422, "invalid-input").at("/survey/url");
    assert_eq!(
        field_error.suggestion.as_deref(),
        Some("https://itas.nacc.go.th/go/eit/h9unqk")
    );
}

/// Only people of the organization see the link of the internal survey, unless the organization chose otherwise.
#[tokio::test]
async fn an_internal_invitation_is_public_only_where_the_organization_chose_so() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let mut invitation = app.invitation("IIT").await;
    app.publish(&mut invitation).await;
    let is_hidden = async || {
        let item = anyone.get(&invitation.public_path()).await.status;
        let qr = anyone.get(&format!("{}/qr.png", invitation.public_path())).await.status;
        let listed = anyone.all("/public/v1/announcements").await.len();
        (item, qr, listed)
    };
    assert_eq!(is_hidden().await, (404, 404, 0));

    let path = format!("/api/v1/organizations/{}", app.ours.id);
    for (choice, expected) in [(true, (200, 200, 1)), (false, (404, 404, 0))] {
        if choice {
            app.switch_on("publishes_internal_surveys").await;
        } else {
            let change = json!({ "settings": { "publishes_internal_surveys": false } });
            app.admin().patch(&path).if_match("*").json(&change).await.is(200);
        }
        eventually(async || is_hidden().await == expected).await;
    }
    let mut withdrawn = Document::find(&app.drafter().await, "announcements", &invitation.id).await;
    withdrawn
        .step(&app.publisher().await, "withdraw", &json!({ "reason": "ขมิ้นเหลือง" }))
        .await;
    let gone = anyone.get(&invitation.public_path()).await;
    assert_problem(&gone, 404, "not-found");
    assert!(!gone.text().contains("ขมิ้นเหลือง"));
}

/// Notifications of the database reach the server a moment later.
pub(crate) async fn eventually(mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..100 {
        if holds().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("it does not come true");
}

#[tokio::test]
async fn a_patch_with_a_part_of_a_survey_is_told_what_is_missing() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let policy = app.announcement(&json!({})).await;
    let survey = json!({ "url": "https://itas.nacc.go.th/go/eit/h9unqk" });
    for (change, places) in [
        (json!({ "survey": survey }), vec!["/survey"]),
        (
            json!({ "kind": "survey_invitation", "survey": survey }),
            vec!["/survey/instrument", "/survey/opens_on", "/survey/closes_on"],
        ),
    ] {
        let answer = drafter.patch(&policy.path()).if_match(&policy.etag).json(&change).await;
        for place in places {
            assert_problem(&answer, 422, "invalid-input").at(place);
        }
    }
}

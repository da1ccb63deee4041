//! `/public/v1/…`: what the public reads.

mod approval_basis;
mod editions;
mod overrides;
pub(crate) mod pages;
mod withdrawn;

use prongsai_test_support::{Answer, TestApp, assert_problem};
use serde_json::json;

use crate::announcements::eventually;

#[tokio::test]
async fn a_published_measure_is_served_as_the_bytes_that_were_hashed() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    let shown = app.anonymous().get(&measure.public_path()).await.is(200);
    let stored = app.database.text("SELECT body FROM publications").await;
    assert_eq!(shown.text(), stored);
    let digest = app
        .database
        .text("SELECT sha256 FROM contents WHERE kind = 'measure'")
        .await;
    assert_eq!(shown.json()["content_sha256"], digest);
    assert!(
        shown
            .header("cache-control")
            .is_some_and(|cache| cache.starts_with("public, max-age="))
    );
    for private in [
        "drafters",
        "revision",
        "allowed_actions",
        "key",
        "submitted",
        "approved",
    ] {
        assert!(shown.json().get(private).is_none(), "{private}");
    }
}

#[tokio::test]
async fn lists_hold_what_is_public_and_filter_it() {
    let app = TestApp::start().await;
    let one = app.published_measure(&json!({})).await;
    app.measure(&json!({})).await;
    let other = app.published_measure(&json!({ "fiscal_year": 2567 })).await;
    let anyone = app.anonymous();
    for (query, expected) in [
        (String::new(), vec![&one.id, &other.id]),
        ("?fiscal_year=2567".to_owned(), vec![&other.id]),
        (format!("?organization_id={}", app.ours.id), vec![&one.id, &other.id]),
        (format!("?organization_id={}", app.theirs.id), vec![]),
        ("?province_code=47".to_owned(), vec![&one.id, &other.id]),
        ("?province_code=40".to_owned(), vec![]),
    ] {
        let items = anyone.all(&format!("/public/v1/measures{query}")).await;
        let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids, expected, "{query}");
    }
}

#[tokio::test]
async fn a_list_is_not_sent_twice_and_changes_its_tag_with_its_content() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    app.published_measure(&json!({})).await;
    let list = || anyone.get("/public/v1/measures");
    let first = list().await.is(200);
    list().header("if-none-match", &first.etag()).await.is(304);
    app.published_measure(&json!({})).await;
    let second = list().header("if-none-match", &first.etag()).await.is(200);
    assert_ne!(second.etag(), first.etag());
}

/// A cached answer of one server is dropped when another server publishes or withdraws.
#[tokio::test]
async fn kept_answers_are_right_across_servers() {
    let app = TestApp::start().await;
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let mut measure = app.published_measure(&json!({ "title": "ฉบับแรก" })).await;
    let elsewhere = app.another_server().anonymous();
    let path = measure.public_path();
    let title = |answer: &Answer| answer.json()["title"].as_str().unwrap_or_default().to_owned();
    for client in [&app.anonymous(), &elsewhere] {
        for _ in 0..3 {
            assert_eq!(title(&client.get(&path).await.is(200)), "ฉบับแรก");
        }
    }
    measure.step(&drafter, "revise", &json!({})).await;
    measure.patch(&drafter, &json!({ "title": "ฉบับที่สอง" })).await;
    app.publish(&mut measure).await;
    for client in [&app.anonymous(), &elsewhere] {
        eventually(async || title(&client.get(&path).await) == "ฉบับที่สอง").await;
    }
    measure
        .step(&publisher, "withdraw", &json!({ "reason": "ผิดพลาด" }))
        .await;
    for client in [&app.anonymous(), &elsewhere] {
        eventually(async || client.get(&path).await.status == 410).await;
        assert_problem(&client.get(&path).await, 410, "withdrawn");
    }
}

#[tokio::test]
async fn organizations_are_listed_with_what_anybody_may_know() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let organizations = anyone.all("/public/v1/organizations").await;
    assert_eq!(organizations.len(), 2);
    let ours = anyone
        .get(&format!("/public/v1/organizations/{}", app.ours.id))
        .await
        .is(200)
        .json();
    assert_eq!(
        (&ours["name_th"], &ours["contact"]["phone"]),
        (&json!(app.ours.name_th), &json!("0 4200 0000"))
    );
    for private in ["survey_token", "settings", "revision"] {
        assert!(ours.get(private).is_none(), "{private}: {ours}");
    }
    assert_eq!(anyone.all("/public/v1/organizations?province_code=40").await.len(), 1);
    assert_eq!(anyone.all("/public/v1/provinces").await.len(), 77);
    assert_eq!(anyone.all("/public/v1/districts").await.len(), 928);
}

/// A login changes nothing about what the public addresses show.
#[tokio::test]
async fn a_token_makes_no_difference_to_the_public_reading() {
    let app = TestApp::start().await;
    let published = app.published_measure(&json!({})).await;
    let draft = app.measure(&json!({})).await;
    let drafter = app.drafter().await;
    drafter.get(&published.public_path()).await.is(200);
    assert_problem(&drafter.get(&draft.public_path()).await, 404, "not-found");
    let with_bad_token = app.anonymous().with_token("x").get(&published.public_path()).await;
    assert_eq!(with_bad_token.status, 200, "{}", with_bad_token.text());
}

#[tokio::test]
async fn an_id_of_another_kind_is_not_found() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    for plural in ["reports", "announcements", "organizations"] {
        assert_problem(
            &app.anonymous()
                .get(&format!("/public/v1/{plural}/{}", measure.id))
                .await,
            404,
            "not-found",
        );
        assert_problem(
            &app.drafter()
                .await
                .get(&format!("/api/v1/{plural}/{}", measure.id))
                .await,
            404,
            "not-found",
        );
    }
}

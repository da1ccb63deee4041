//! A role that is proposed elsewhere gives nobody there a say in the account, and takes none here.

use prongsai_test_support::{Client, PASSWORD, Role, TestApp, assert_problem, membership};
use serde_json::json;

use super::accounts::{activate, kinds, token};
use super::begun_again::{confirm, hand_over};
use super::{USERS, body};

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

async fn propose(by: &Client, path: &str, app: &TestApp) {
    let there = membership(Role::Approver, &app.theirs);
    by.post(&format!("{path}/memberships")).json(&there).await.is(201);
}

async fn names(client: &Client) -> Vec<serde_json::Value> {
    let me = client.get("/api/v1/me").await.is(200).json();
    let people = me["may_confirm"]["people"].as_array().unwrap();
    people.iter().map(|person| person["id"].clone()).collect()
}

/// The platform confirms, because the organization of the role that the person has no other administrator.
#[tokio::test]
async fn it_keeps_nobody_from_confirming() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let elsewhere = app.stranger(Role::OrganizationAdmin).await;
    let roles = [membership(Role::Drafter, &app.ours)];
    let id = admin.post(USERS).json(&body("somchai", &roles)).await.is(201).id();
    let path = format!("{USERS}/{id}");
    propose(&app.admin(), &path, &app).await;
    activate(&app, &token(&admin, &id).await, PASSWORD).await.is(204);
    let person = app.login("somchai").await;
    let platform = app.admin().get("/api/v1/me").await.is(200).json()["id"].clone();
    assert_eq!(names(&person).await, [platform]);
    assert_problem(&confirm(&elsewhere, &path).await, 403, "forbidden");
    // Nor are those elsewhere told of the account.
    let mut told = elsewhere.all("/api/v1/me/notices").await;
    told.retain(|notice| notice["detail"]["person"]["id"] == id.as_str());
    assert!(kinds(&told).contains(&"role-proposed"), "{told:?}");
    for kind in ["password-token", "password-set"] {
        assert!(!kinds(&told).contains(&kind), "{told:?}");
    }
    confirm(&app.admin(), &path).await.is(200);
}

/// Nobody has given the person a role yet. What was proposed elsewhere has expired.
#[tokio::test]
async fn an_expired_one_lets_nobody_confirm_or_begin_again() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let elsewhere = app.stranger(Role::OrganizationAdmin).await;
    let expired = [membership(Role::Approver, &app.theirs)];
    let id = app
        .admin()
        .post(USERS)
        .json(&body("somchai", &expired))
        .await
        .is(201)
        .id();
    let path = format!("{USERS}/{id}");
    app.clock.advance_seconds(13 * DAY);
    let [admin, elsewhere] = [&admin, &elsewhere].map(|client| client.username.clone().unwrap());
    let platform = app.login("platform.admin").await;
    let here = membership(Role::Approver, &app.ours);
    platform.post(&format!("{path}/memberships")).json(&here).await.is(201);
    let first = app.login(&admin).await;
    activate(&app, &token(&first, &id).await, PASSWORD).await.is(204);
    // Until then, both proposals count.
    let person = app.login("somchai").await;
    let there = app.login(&elsewhere).await;
    let expected = there.get("/api/v1/me").await.is(200).json()["id"].clone();
    assert_eq!(names(&person).await, [expected]);

    app.clock.advance_seconds(2 * DAY);

    let (person, there) = (app.login("somchai").await, app.login(&elsewhere).await);
    let platform = app.login("platform.admin").await;
    let expected = platform.get("/api/v1/me").await.is(200).json()["id"].clone();
    assert_eq!(names(&person).await, [expected]);
    assert_problem(&confirm(&there, &path).await, 403, "forbidden");
    assert_problem(&hand_over(&there, &path).await, 403, "forbidden");
    assert_eq!(platform.get(&path).await.is(200).json()["standing"], "unconfirmed");
    let blind = platform.post(&format!("{path}/confirm")).if_match("*").json(&json!({}));
    assert_problem(&blind.await, 428, "precondition-required");
    // Nor once it is begun again, when nobody has set a password yet.
    let made = hand_over(&platform, &path).await.is(201).json();
    assert_problem(&hand_over(&there, &path).await, 403, "forbidden");
    let address = there
        .patch(&path)
        .if_match("*")
        .json(&json!({ "email": "x@example.go.th" }));
    assert_problem(&address.await, 403, "forbidden");
    activate(&app, made["token"].as_str().unwrap(), PASSWORD).await.is(204);
}

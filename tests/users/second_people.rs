//! `GET /api/v1/me` names who may be the second person.

use prongsai_test_support::{Client, Role, TestApp, membership};
use serde_json::{Value, json};

use super::accounts::{CHOSEN, activate, token};
use super::proposals::confirm;
use super::{USERS, body};

/// An account that waits, with a drafter's role and a proposed one of an approver: the person, logged in, and the id.
async fn waiting(app: &TestApp, admin: &Client) -> (Client, String) {
    let roles = [
        membership(Role::Drafter, &app.ours),
        membership(Role::Approver, &app.ours),
    ];
    let id = admin.post(USERS).json(&body("somchai", &roles)).await.is(201).id();
    activate(app, &token(admin, &id).await, CHOSEN).await.is(204);
    let tokens = app.try_login("somchai", CHOSEN).await.is(200).json();
    (app.anonymous().with_token(tokens["access_token"].as_str().unwrap()), id)
}

async fn me(client: &Client) -> Value {
    client.get("/api/v1/me").await.is(200).json()
}

fn named(me: &Value) -> Value {
    json!({ "id": me["id"], "display_name": me["display_name"], "position": me["position"] })
}

/// What `may_confirm` says if these people may, and the operator.
async fn these(people: &[&Client]) -> Value {
    let mut all = Vec::new();
    for person in people {
        all.push(named(&me(person).await));
    }
    json!({ "people": all, "operator": true })
}

#[tokio::test]
async fn a_person_sees_who_may_confirm_and_who_handed_over_the_token() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    // Without another administrator, the platform confirms.
    let (person, id) = waiting(&app, &admin).await;
    let seen = me(&person).await;
    assert_eq!(seen["handed_over_by"], named(&me(&admin).await));
    assert_eq!(seen["may_confirm"], these(&[&app.admin()]).await);
    let proposed = &seen["proposed_memberships"][0];
    assert_eq!(proposed["may_confirm"], these(&[&app.admin()]).await);
    assert_eq!(proposed["organization_name"], app.ours.name_th.as_str());
    assert_eq!(proposed["proposal"]["proposed_by"], me(&admin).await["id"]);
    assert_eq!(seen["memberships"][0]["organization_name"], app.ours.name_th.as_str());

    // With one, that one does, and nobody else.
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    app.stranger(Role::OrganizationAdmin).await;
    let seen = me(&person).await;
    assert_eq!(seen["may_confirm"], these(&[&second]).await);
    assert_eq!(seen["proposed_memberships"][0]["may_confirm"], these(&[&second]).await);

    // Who is named can do it; then nothing waits.
    let role = seen["proposed_memberships"][0]["id"].as_str().unwrap();
    confirm(&second, &format!("{USERS}/{id}/memberships/{role}"))
        .await
        .is(200);
    let path = format!("{USERS}/{id}");
    let read = second.get(&path).await.is(200).etag();
    let confirmed = second.post(&format!("{path}/confirm")).if_match(&read).json(&json!({}));
    confirmed.await.is(200);
    let seen = me(&person).await;
    assert!(
        seen["may_confirm"].is_null() && seen["handed_over_by"].is_null(),
        "{seen}"
    );
    assert_eq!(seen["proposed_memberships"], json!([]));
}

/// The only administrator of the platform proposed it: nobody but the operator of the host is left.
#[tokio::test]
async fn a_person_sees_that_the_operator_must_confirm() {
    let app = TestApp::start().await;
    let (person, _) = waiting(&app, &app.admin()).await;
    let seen = me(&person).await;
    let nobody = json!({ "people": [], "operator": true });
    assert_eq!(seen["may_confirm"], nobody);
    assert_eq!(seen["proposed_memberships"][0]["may_confirm"], nobody);
    app.clock.advance_seconds(14 * 24 * 3600);
    let tokens = app.try_login("somchai", CHOSEN).await.is(200).json();
    let person = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    let seen = me(&person).await;
    assert!(
        seen["proposed_memberships"][0]["may_confirm"].is_null(),
        "it has expired"
    );
    assert_eq!(seen["may_confirm"], nobody);
}

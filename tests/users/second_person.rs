//! What an administrator began does not outlive their right, and what a second person confirms is what they read.

use prongsai_test_support::{PASSWORD, Role, TestApp, assert_problem, membership, sample};
use serde_json::{Value, json};

use super::accounts::{CHOSEN, activate, invited, kinds, token};
use super::proposals::{confirm, proposed};
use super::{USERS, body};

/// What is confirmed is what was read: a password that was set since then is not.
#[tokio::test]
async fn a_confirmation_names_what_was_read() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let id = app.approver().await.get("/api/v1/me").await.id();
    let path = format!("{USERS}/{id}");
    let told = async || {
        let notices = second.all("/api/v1/me/notices").await;
        kinds(&notices).iter().filter(|kind| **kind == "password-set").count()
    };
    let before = told().await;
    activate(&app, &token(&admin, &id).await, CHOSEN).await.is(204);
    let read = second.get(&path).await.is(200).etag();
    activate(&app, &token(&admin, &id).await, PASSWORD).await.is(204);
    let stale = second.post(&format!("{path}/confirm")).if_match(&read).json(&json!({}));
    assert_problem(&stale.await, 412, "stale");
    assert_eq!(second.get(&path).await.is(200).json()["standing"], "unconfirmed");
    // The second person is told of each password that was set.
    assert_eq!(told().await, before + 2);
}

/// An administrator keeps no token for later: it counts only while they may change the account.
#[tokio::test]
async fn a_token_of_somebody_who_is_no_longer_in_charge_is_refused() {
    let app = TestApp::start().await;
    let admin = app.somebody_with(&[Role::OrganizationAdmin]).await;
    app.client(Role::OrganizationAdmin).await;
    let elsewhere = invited(&app, "somchai").await;
    let kept = token(&admin, &elsewhere).await;
    let there = membership(Role::Drafter, &app.theirs);
    let memberships = format!("{USERS}/{elsewhere}/memberships");
    app.admin().post(&memberships).json(&there).await.is(201);
    assert_problem(&activate(&app, &kept, CHOSEN).await, 422, "invalid-input").at("/token");

    let here = invited(&app, "somying").await;
    let kept = token(&admin, &here).await;
    let me = format!("{USERS}/{}", admin.get("/api/v1/me").await.id());
    let off = app
        .admin()
        .patch(&me)
        .if_match("*")
        .json(&json!({ "is_active": false }));
    off.await.is(200);
    assert_problem(&activate(&app, &kept, CHOSEN).await, 422, "invalid-input").at("/token");
}

/// A person whose role is only proposed has none that the administrator could have lost sight of.
#[tokio::test]
async fn a_token_for_somebody_without_a_role_ends_with_the_role_of_its_administrator() {
    let app = TestApp::start().await;
    let admin = app.somebody_with(&[Role::OrganizationAdmin, Role::Drafter]).await;
    let second = app.client(Role::OrganizationAdmin).await;
    let proposed = body("somchai", &[membership(Role::Approver, &app.ours)]);
    let id = admin.post(USERS).json(&proposed).await.is(201).id();
    let kept = token(&admin, &id).await;
    let me = admin.get("/api/v1/me").await.is(200).json();
    let held = me["memberships"].as_array().unwrap();
    let role = held.iter().find(|held| held["role"] == "organization_admin").unwrap();
    let path = format!(
        "{USERS}/{}/memberships/{}",
        me["id"].as_str().unwrap(),
        role["id"].as_str().unwrap()
    );
    second.delete(&path).await.is(204);
    assert_problem(&activate(&app, &kept, CHOSEN).await, 422, "invalid-input").at("/token");
    activate(&app, &token(&second, &id).await, CHOSEN).await.is(204);
}

/// Drafting is possible at once. Nothing that the account submits can reach the one who handed over its token as an approver.
#[tokio::test]
async fn a_sleeping_drafter_submits_nothing() {
    let app = TestApp::start().await;
    let admin = app
        .somebody_with(&[Role::OrganizationAdmin, Role::Approver, Role::Publisher])
        .await;
    let id = invited(&app, "somchai").await;
    activate(&app, &token(&admin, &id).await, CHOSEN).await.is(204);
    let tokens = app.try_login("somchai", CHOSEN).await.is(200).json();
    let puppet = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    let body = sample::measure(&app.ours.id);
    let mut measure = prongsai_test_support::Document::draft(&puppet, "measures", &body).await;
    let refused = measure.try_step(&puppet, "submit", &json!({})).await;
    assert_problem(&refused, 403, "account-unconfirmed");
    let bundle = sample::bundle(&app.ours.name_th);
    let import = puppet.post("/api/v1/imports").json(&bundle).await;
    assert!(matches!(import.status, 403), "{}", import.text());
    // The administrator may have written the text, and cannot approve it when somebody else submits it.
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let own = measure.try_step(&admin, "approve", &json!({})).await;
    assert_problem(&own, 403, "four-eyes");
    measure.step(&app.approver().await, "approve", &json!({})).await;
}

/// A proposal ends with the right of the person who made it.
#[tokio::test]
async fn a_proposal_of_somebody_without_the_role_is_not_confirmed() {
    let app = TestApp::start().await;
    let admin = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let second = app.client(Role::OrganizationAdmin).await;
    let role = proposed(&app, &admin, "somchai", Role::Approver).await;
    let me = format!("{USERS}/{}", admin.get("/api/v1/me").await.id());
    let off = app
        .admin()
        .patch(&me)
        .if_match("*")
        .json(&json!({ "is_active": false }));
    off.await.is(200);
    assert_problem(&confirm(&second, &role).await, 409, "proposal-expired");
}

/// Two last administrators who remove themselves at the same moment must not both succeed.
#[tokio::test]
async fn two_last_administrators_do_not_both_remove_themselves() {
    let app = TestApp::start().await;
    let two = [
        app.client(Role::OrganizationAdmin).await,
        app.somebody_with(&[Role::OrganizationAdmin]).await,
    ];
    let mut removals = tokio::task::JoinSet::new();
    for admin in two {
        let me: Value = admin.get("/api/v1/me").await.is(200).json();
        let role = me["memberships"][0]["id"].as_str().unwrap();
        let request = admin.delete(&format!("{USERS}/{}/memberships/{role}", me["id"].as_str().unwrap()));
        removals.spawn(async move { request.await.status });
    }
    let mut statuses = removals.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
}

//! A deactivation takes rights away, and its end gives them back. Neither is done from a session that was left open, and nobody
//! alone gives back what two people gave.

use prongsai_domain::access::FactorState;
use prongsai_test_support::{Answer, Client, Role, TestApp, assert_problem, membership};
use serde_json::json;

use super::USERS;
use super::accounts::{CHOSEN, activate, kinds, token};
use crate::second_factor::{enrol, step_up};

async fn set_active(admin: &Client, path: &str, is_active: bool) -> Answer {
    let edit = admin.patch(path).if_match("*");
    edit.json(&json!({ "is_active": is_active })).await
}

async fn confirm(admin: &Client, path: &str) -> Answer {
    let read = admin.get(path).await.is(200).etag();
    let confirm = admin.post(&format!("{path}/confirm")).if_match(&read);
    confirm.json(&json!({})).await
}

async fn path_of(person: &Client) -> String {
    format!("{USERS}/{}", person.get("/api/v1/me").await.is(200).id())
}

/// An administrator with a second factor changes whether an account is active.
async fn needs_a_code(app: &TestApp, path: &str, is_active: bool) {
    let admin = app.client(Role::OrganizationAdmin).await;
    let (phone, _) = enrol(app, &admin).await;
    app.clock.advance_seconds(FactorState::FRESH_FOR.as_secs());
    let stale = set_active(&admin, path, is_active).await;
    assert_problem(&stale, 403, "second-factor-stale");
    // A name needs none, nor does what changes nothing.
    set_active(&admin, path, !is_active).await.is(200);
    let name = json!({ "display_name": "สมชาย รักถิ่น" });
    admin.patch(path).if_match("*").json(&name).await.is(200);
    step_up(&admin, &phone.next(app)).await.is(200);
    set_active(&admin, path, is_active).await.is(200);
}

#[tokio::test]
async fn a_deactivation_needs_a_code() {
    let app = TestApp::start().await;
    let path = path_of(&app.approver().await).await;
    needs_a_code(&app, &path, false).await;
}

#[tokio::test]
async fn the_end_of_a_deactivation_needs_a_code() {
    let app = TestApp::start().await;
    let path = path_of(&app.approver().await).await;
    set_active(&app.admin(), &path, false).await.is(200);
    needs_a_code(&app, &path, true).await;
}

#[tokio::test]
async fn where_a_second_factor_is_required_nobody_deactivates_without_one() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let path = path_of(&app.approver().await).await;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let require = json!({ "settings": { "requires_second_factor": true } });
    admin.patch(&organization).if_match("*").json(&require).await.is(200);
    let refused = set_active(&admin, &path, false).await;
    assert_problem(&refused, 403, "second-factor-needed");
    enrol(&app, &admin).await;
    set_active(&admin, &path, false).await.is(200);
}

#[tokio::test]
async fn an_approver_who_comes_back_waits_for_a_second_person() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approver = app.approver().await;
    let name = approver.username.clone().unwrap();
    let path = path_of(&approver).await;
    set_active(&admin, &path, false).await.is(200);

    let back = set_active(&admin, &path, true).await.is(200).json();

    assert_eq!(back["standing"], "unconfirmed");
    assert_eq!(
        back["handed_over_by"],
        admin.get("/api/v1/me").await.is(200).json()["id"]
    );
    let approver = app.login(&name).await;
    let refused = measure.try_step(&approver, "approve", &json!({})).await;
    assert_problem(&refused, 403, "account-unconfirmed");
    assert_problem(&confirm(&admin, &path).await, 403, "second-person-required");
    for reader in [&approver, &second] {
        let notices = reader.all("/api/v1/me/notices").await;
        assert_eq!(kinds(&notices)[..2], ["account-reopened", "account-deactivated"]);
    }
    confirm(&second, &path).await.is(200);
    measure.step(&approver, "approve", &json!({})).await;
}

#[tokio::test]
async fn a_drafter_who_comes_back_waits_for_nobody() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let path = path_of(&app.somebody_with(&[Role::Drafter]).await).await;
    set_active(&admin, &path, false).await.is(200);
    let back = set_active(&admin, &path, true).await.is(200).json();
    assert_eq!(back["standing"], "confirmed");
}

/// Otherwise the one whose token set the password could log in with it, and confirm what the other one opened again.
#[tokio::test]
async fn another_one_who_opens_an_unconfirmed_account_begins_it_again() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let person = app.new_person(&[membership(Role::Drafter, &app.ours)]).await;
    let path = path_of(&person).await;
    let id = path.rsplit('/').next().unwrap();
    let username = person.username.clone().unwrap();
    activate(&app, &token(&admin, id).await, CHOSEN).await.is(204);
    set_active(&second, &path, false).await.is(200);
    assert_problem(&confirm(&second, &path).await, 409, "account-deactivated");

    let back = set_active(&second, &path, true).await.is(200).json();

    assert_eq!(back["standing"], "invited");
    assert_problem(&app.try_login(&username, CHOSEN).await, 401, "bad-credentials");
    activate(&app, &token(&second, id).await, CHOSEN).await.is(204);
    for excluded in [&admin, &second] {
        assert_problem(&confirm(excluded, &path).await, 403, "second-person-required");
    }
    confirm(&app.admin(), &path).await.is(200);
}

#[tokio::test]
async fn the_one_who_has_an_account_in_hand_opens_it_again() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let person = app.new_person(&[membership(Role::Drafter, &app.ours)]).await;
    let path = path_of(&person).await;
    let id = path.rsplit('/').next().unwrap();
    activate(&app, &token(&admin, id).await, CHOSEN).await.is(204);
    set_active(&second, &path, false).await.is(200);
    set_active(&admin, &path, true).await.is(200);
    assert_problem(&confirm(&admin, &path).await, 403, "second-person-required");
    confirm(&second, &path).await.is(200);
}

//! Roles that two people give.

use prongsai_application::user::{
    ConfirmSelection, MembershipInput, UserInput, confirm_as_operator, create_as_operator,
};
use prongsai_domain::access::FactorState;
use prongsai_domain::id::OrganizationId;
use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use super::{USERS, body};
use crate::second_factor::{enrol, step_up};

/// Proposes a role for a new person, and returns the path of the role.
pub(super) async fn proposed(app: &TestApp, by: &Client, username: &str, role: Role) -> String {
    let made = by
        .post(USERS)
        .json(&body(username, &[membership(role, &app.ours)]))
        .await
        .is(201);
    let account = made.json();
    assert_eq!(account["memberships"], json!([]), "{account}");
    let pending = &account["proposed_memberships"][0];
    assert_eq!(pending["role"], role.as_str());
    format!("{USERS}/{}/memberships/{}", made.id(), pending["id"].as_str().unwrap())
}

pub(super) async fn confirm(by: &Client, membership: &str) -> prongsai_test_support::Answer {
    by.post(&format!("{membership}/confirm")).json(&json!({})).await
}

/// Three accounts of one administrator, who has set all their passwords: with their ids, logged in.
async fn puppets(app: &TestApp, admin: &Client) -> Vec<(String, Client)> {
    let mut clients = Vec::new();
    for (name, role) in [
        ("one", Role::Drafter),
        ("two", Role::Approver),
        ("three", Role::Publisher),
    ] {
        let made = admin
            .post(USERS)
            .json(&body(&format!("person.{name}"), &[membership(role, &app.ours)]));
        let id = made.await.is(201).id();
        let token = admin.post(&format!("{USERS}/{id}/password-token")).json(&json!({}));
        let token = token.await.is(201).json();
        let activation = json!({ "token": token["token"], "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" });
        app.anonymous()
            .post("/api/v1/auth/activate")
            .json(&activation)
            .await
            .is(204);
        let tokens = app
            .try_login(&format!("person.{name}"), "แม่น้ำ ภูเขา ตะกร้า หวาย")
            .await
            .is(200)
            .json();
        clients.push((id, app.anonymous().with_token(tokens["access_token"].as_str().unwrap())));
    }
    clients
}

/// Three accounts of one administrator cannot publish.
#[tokio::test]
async fn one_administrator_with_three_accounts_publishes_nothing() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let clients = puppets(&app, &admin).await;
    let (_, drafter) = &clients[0];
    let (approver_id, approver) = &clients[1];
    let (publisher_id, publisher) = &clients[2];
    let mut measure = prongsai_test_support::Document::draft(
        drafter,
        "measures",
        &prongsai_test_support::sample::measure(&app.ours.id),
    )
    .await;
    // The drafter's account sleeps, too.
    let refused = measure.try_step(drafter, "submit", &json!({})).await;
    assert_problem(&refused, 403, "account-unconfirmed");
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let path = format!("/api/v1/measures/{}", measure.id);
    // The roles are proposed only, so the accounts do not even see the measure.
    for client in [approver, publisher] {
        assert_problem(&client.get(&path).await, 404, "not-found");
    }
    // The administrator confirms neither role, and also gives none to the own account.
    for id in [approver_id, publisher_id] {
        let account = admin.get(&format!("{USERS}/{id}")).await.is(200).json();
        let role = account["proposed_memberships"][0]["id"].as_str().unwrap();
        let role = format!("{USERS}/{id}/memberships/{role}");
        assert_problem(&confirm(&admin, &role).await, 403, "second-person-required");
    }
    let own = admin.get("/api/v1/me").await.id();
    let raise = admin
        .post(&format!("{USERS}/{own}/memberships"))
        .json(&membership(Role::Approver, &app.ours));
    assert_problem(&raise.await, 403, "own-account");
    // A second administrator of their own making needs a second person, too.
    let puppet = proposed(&app, &admin, "puppet", Role::OrganizationAdmin).await;
    assert_problem(&confirm(&admin, &puppet).await, 403, "second-person-required");

    // When a second person confirms the roles, the accounts still sleep.
    for id in [approver_id, publisher_id] {
        let account = app.admin().get(&format!("{USERS}/{id}")).await.is(200).json();
        let role = account["proposed_memberships"][0]["id"].as_str().unwrap();
        confirm(&app.admin(), &format!("{USERS}/{id}/memberships/{role}"))
            .await
            .is(200);
    }
    let etag = approver.get(&path).await.is(200).etag();
    let approval = approver
        .post(&format!("{path}/approve"))
        .if_match(&etag)
        .json(&json!({}));
    assert_problem(&approval.await, 403, "account-unconfirmed");
    assert_problem(
        &app.anonymous()
            .get(&format!("/public/v1/measures/{}", measure.id))
            .await,
        404,
        "not-found",
    );
}

#[tokio::test]
async fn a_second_administrator_confirms_a_role() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let role = proposed(&app, &admin, "somchai", Role::Approver).await;
    let waiting = second.all("/api/v1/proposed-memberships").await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0]["username"], "somchai");
    let stranger = app.stranger(Role::OrganizationAdmin).await;
    assert!(stranger.all("/api/v1/proposed-memberships").await.is_empty());
    assert_problem(&confirm(&stranger, &role).await, 404, "not-found");
    // The organization has another administrator, so the platform does not confirm.
    assert_problem(&confirm(&app.admin(), &role).await, 403, "organization-confirms");
    assert!(!app.admin().get(&role).await.is(200).json()["proposal"].is_null());
    confirm(&second, &role).await.is(200);
    assert!(app.admin().get(&role).await.is(200).json()["proposal"].is_null());
    assert_problem(&confirm(&second, &role).await, 409, "nothing-to-confirm");
    assert!(second.all("/api/v1/proposed-memberships").await.is_empty());
    let given = "SELECT count(*) FROM memberships WHERE confirmed_by IS DISTINCT FROM granted_by AND role = 'approver'";
    assert_eq!(app.database.number(given).await, 1);
}

/// Where an organization has one administrator, the platform is the second person; the organization confirms what the platform proposes.
#[tokio::test]
async fn the_platform_confirms_where_there_is_one_administrator() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let role = proposed(&app, &admin, "somchai", Role::Publisher).await;
    confirm(&app.admin(), &role).await.is(200);
    let role = proposed(&app, &app.admin(), "somying", Role::Publisher).await;
    assert_problem(&confirm(&app.admin(), &role).await, 403, "second-person-required");
    let other = app.new_person(&[json!({ "role": "platform_admin" })]).await;
    assert_problem(&confirm(&other, &role).await, 403, "organization-confirms");
    confirm(&admin, &role).await.is(200);
}

/// Two administrators of the platform give an organization without an administrator its first one.
#[tokio::test]
async fn an_organization_without_an_administrator_gets_one_from_two_of_the_platform() {
    let app = TestApp::start().await;
    let role = proposed(&app, &app.admin(), "first.admin", Role::OrganizationAdmin).await;
    assert_problem(&confirm(&app.admin(), &role).await, 403, "second-person-required");
    let other = app.new_person(&[json!({ "role": "platform_admin" })]).await;
    confirm(&other, &role).await.is(200);
}

/// The operator of the host is one person: what the operator proposed, an administrator confirms.
#[tokio::test]
async fn the_operator_is_one_person() {
    let app = TestApp::start().await;
    let input = UserInput {
        username: "by.operator".to_owned(),
        display_name: "ผู้อนุมัติ".to_owned(),
        position: None,
        email: None,
        memberships: vec![MembershipInput {
            role: Role::Approver,
            organization_id: Some(app.ours.id.parse::<OrganizationId>().unwrap()),
            province_code: None,
        }],
    };
    let account = create_as_operator(app.use_cases(), input).await.unwrap();
    assert!(account.grants.is_empty());
    let again = confirm_as_operator(app.use_cases(), "by.operator", ConfirmSelection::ALL).await;
    assert!(
        matches!(again, Err(prongsai_application::Error::SecondPerson)),
        "{again:?}"
    );
    let role = format!(
        "{USERS}/{}/memberships/{}",
        account.user.id, account.pending[0].grant.id
    );
    confirm(&app.admin(), &role).await.is(200);
    // The trail names the operator.
    let trail = app.admin().all("/api/v1/audit?action=user.create").await;
    assert!(
        trail
            .iter()
            .any(|entry| entry["actor"].is_null() && entry["detail"]["operator"] == true),
        "{trail:?}"
    );
}

#[tokio::test]
async fn a_proposal_expires_and_is_made_again() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let role = proposed(&app, &admin, "somchai", Role::Approver).await;
    let memberships = role.rsplit_once('/').unwrap().0.to_owned();
    let again = membership(Role::Approver, &app.ours);
    assert_problem(&admin.post(&memberships).json(&again).await, 409, "already-exists");
    app.clock.advance_seconds(14 * 24 * 3600);
    let admin = app.login(admin.username.as_deref().unwrap()).await;
    let platform = app.login("platform.admin").await;
    assert!(platform.all("/api/v1/proposed-memberships").await.is_empty());
    assert_problem(&confirm(&platform, &role).await, 409, "proposal-expired");
    let renewed = admin.post(&memberships).json(&again).await.is(201).id();
    assert_problem(&confirm(&platform, &role).await, 404, "not-found");
    confirm(&platform, &format!("{memberships}/{renewed}")).await.is(200);
}

#[tokio::test]
async fn a_proposal_is_rejected_by_removing_it() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let role = proposed(&app, &admin, "somchai", Role::Approver).await;
    app.admin().delete(&role).await.is(204);
    assert_problem(&confirm(&app.admin(), &role).await, 404, "not-found");
}

#[tokio::test]
async fn the_last_administrator_of_an_organization_cannot_remove_themselves() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let me: Value = admin.get("/api/v1/me").await.is(200).json();
    let path = format!("{USERS}/{}", me["id"].as_str().unwrap());
    let role = format!("{path}/memberships/{}", me["memberships"][0]["id"].as_str().unwrap());
    assert_problem(&admin.delete(&role).await, 409, "last-administrator");
    let off = admin.patch(&path).if_match("*").json(&json!({ "is_active": false }));
    assert_problem(&off.await, 409, "last-administrator");
    app.somebody_with(&[Role::OrganizationAdmin]).await;
    admin.delete(&role).await.is(204);
}

/// A first role in another organization is told, and ends the sessions.
#[tokio::test]
async fn a_second_organization_ends_the_sessions() {
    let app = TestApp::start().await;
    let person = app.somebody_with(&[Role::Drafter]).await;
    let id = person.get("/api/v1/me").await.id();
    let memberships = format!("{USERS}/{id}/memberships");
    let here = membership(Role::Auditor, &app.ours);
    app.admin().post(&memberships).json(&here).await.is(201);
    person.get("/api/v1/me").await.is(200);
    let there = membership(Role::Drafter, &app.theirs);
    app.admin().post(&memberships).json(&there).await.is(201);
    assert_problem(&person.get("/api/v1/me").await, 401, "invalid-token");
    let person = app.login(person.username.as_deref().unwrap()).await;
    let notices = person.all("/api/v1/me/notices").await;
    assert!(
        notices.iter().any(|notice| notice["kind"] == "another-organization"),
        "{notices:?}"
    );
}

/// A kept answer is no way around the code.
#[tokio::test]
async fn a_repeated_grant_needs_a_code_too() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let auditor = app.new_person(&[membership(Role::Auditor, &app.ours)]).await;
    let path = format!("{USERS}/{}", auditor.get("/api/v1/me").await.id());
    let (phone, _) = enrol(&app, &admin).await;
    let given = membership(Role::Drafter, &app.ours);
    let grant = || admin.post(&format!("{path}/memberships")).key("grant-1").json(&given);
    grant().await.is(201);
    app.clock.advance_seconds(FactorState::FRESH_FOR.as_secs());
    assert_problem(&grant().await, 403, "second-factor-stale");
    step_up(&admin, &phone.next(&app)).await.is(200);
    let again = grant().await.is(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
}

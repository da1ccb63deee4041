//! Who waits for a second person, and who is told of it.

use prongsai_application::user::tell_of_expired_proposals;
use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use super::accounts::{CHOSEN, activate, invited, token};
use super::proposals::proposed;
use super::{USERS, body};

/// The login names in a list of people.
async fn names(by: &Client, query: &str) -> Vec<String> {
    let found = by.all(&format!("{USERS}?{query}")).await;
    found
        .iter()
        .map(|person| person["username"].as_str().unwrap().to_owned())
        .collect()
}

/// One call finds the accounts that wait after an activation, and those with a proposed role.
#[tokio::test]
async fn an_administrator_finds_what_waits_in_one_call() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let id = invited(&app, "somchai").await;
    activate(&app, &token(&admin, &id).await, CHOSEN).await.is(204);
    invited(&app, "sombat").await;
    proposed(&app, &admin, "somying", Role::Approver).await;

    assert_eq!(names(&admin, "awaits_confirmation=true").await, ["somchai", "somying"]);
    assert_eq!(names(&admin, "standing=unconfirmed").await, ["somchai"]);
    assert_eq!(names(&admin, "standing=invited").await, ["sombat", "somying"]);
    assert_eq!(
        names(&admin, "standing=invited&awaits_confirmation=true").await,
        ["somying"]
    );
    let all = names(&admin, "").await;
    let others = names(&admin, "awaits_confirmation=false").await;
    assert!(others.contains(&"sombat".to_owned()), "{others:?}");
    assert_eq!(others.len() + 2, all.len());
    let confirmed = names(&admin, "standing=confirmed").await;
    assert_eq!(confirmed.len() + 3, all.len(), "each account has one standing");
    assert_eq!(
        names(&admin, "awaits_confirmation=true&limit=1").await,
        ["somchai", "somying"]
    );

    // Other words are refused.
    let refused = admin.get(&format!("{USERS}?standing=asleep")).await;
    assert_problem(&refused, 400, "invalid-parameter").at("standing");
    let refused = admin.get(&format!("{USERS}?awaits_confirmation=maybe")).await;
    assert_problem(&refused, 400, "invalid-parameter").at("awaits_confirmation");

    // What expired waits no more.
    app.clock.advance_seconds(14 * 24 * 3600);
    let admin = app.login(admin.username.as_deref().unwrap()).await;
    assert_eq!(names(&admin, "awaits_confirmation=true").await, ["somchai"]);
}

/// A role that is proposed elsewhere is unknown here, also as a reason for the list.
#[tokio::test]
async fn a_proposal_elsewhere_is_not_in_the_list() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let made = app
        .admin()
        .post(USERS)
        .json(&body(
            "somchai",
            &[
                membership(Role::Drafter, &app.ours),
                membership(Role::Approver, &app.theirs),
            ],
        ))
        .await;
    made.is(201);
    assert_eq!(names(&app.admin(), "awaits_confirmation=true").await, ["somchai"]);
    assert!(names(&admin, "awaits_confirmation=true").await.is_empty());
    assert!(
        names(&admin, "awaits_confirmation=false")
            .await
            .contains(&"somchai".to_owned())
    );
}

/// The notices of a kind that a person has.
async fn told(reader: &Client, kind: &str) -> Vec<Value> {
    let mut notices = reader.all("/api/v1/me/notices").await;
    notices.retain(|notice| notice["kind"] == kind);
    notices
}

/// A drafter to whom an administrator proposes a further role: the drafter, and the path of the role.
async fn drafter_with_proposal(app: &TestApp, by: &Client) -> (Client, String) {
    let person = app.somebody_with(&[Role::Drafter]).await;
    let memberships = format!("{USERS}/{}/memberships", person.get("/api/v1/me").await.id());
    let made = by.post(&memberships).json(&membership(Role::Approver, &app.ours)).await;
    (person, format!("{memberships}/{}", made.is(201).id()))
}

#[tokio::test]
async fn a_rejected_proposal_is_told() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    // The platform proposes: it is told too, though it does not administer the organization.
    let (person, role) = drafter_with_proposal(&app, &app.admin()).await;
    admin.delete(&role).await.is(204);
    for reader in [&person, &app.admin()] {
        let notices = told(reader, "role-rejected").await;
        assert_eq!(notices.len(), 1, "{notices:?}");
        assert_eq!(notices[0]["detail"]["role"], "approver");
        assert_eq!(notices[0]["detail"]["by"]["id"], admin.get("/api/v1/me").await.id());
        assert_eq!(notices[0]["detail"]["organization_ids"], json!([app.ours.id]));
    }
    assert!(told(&admin, "role-rejected").await.is_empty(), "who did it knows");
    assert!(told(&person, "role-removed").await.is_empty());
}

#[tokio::test]
async fn an_expired_proposal_is_told_once() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let (person, role) = drafter_with_proposal(&app, &app.admin()).await;
    let tell = async || tell_of_expired_proposals(app.use_cases()).await.unwrap();
    app.clock.advance_seconds(14 * 24 * 3600 - 1);
    assert_eq!(tell().await, 0, "it has not expired");
    app.clock.advance_seconds(1);
    assert_eq!((tell().await, tell().await), (1, 0));
    for name in [&person, &admin, &app.admin()].map(|client| client.username.clone()) {
        let reader = app.login(name.as_deref().unwrap_or("platform.admin")).await;
        let notices = told(&reader, "role-expired").await;
        assert_eq!(notices.len(), 1, "{notices:?}");
        assert_eq!(notices[0]["detail"]["role"], "approver");
        assert!(notices[0]["detail"]["by"].is_null());
    }
    let platform = app.login("platform.admin").await;
    let trail = platform.all("/api/v1/audit?action=membership.expire").await;
    assert_eq!(trail.len(), 1, "{trail:?}");
    // It is still seen, and made again.
    platform.get(&role).await.is(200);
    let memberships = role.rsplit_once('/').unwrap().0.to_owned();
    let again = membership(Role::Approver, &app.ours);
    platform.post(&memberships).json(&again).await.is(201);
    assert_eq!(tell().await, 0);
}

#[tokio::test]
async fn a_deactivation_is_told() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let person = app.somebody_with(&[Role::Drafter]).await;
    let path = format!("{USERS}/{}", person.get("/api/v1/me").await.id());
    for is_active in [false, false, true] {
        let change = json!({ "is_active": is_active });
        app.admin().patch(&path).if_match("*").json(&change).await.is(200);
    }
    let person = app.login(person.username.as_deref().unwrap()).await;
    for reader in [&person, &admin] {
        assert_eq!(
            told(reader, "account-deactivated").await.len(),
            1,
            "once, not for what changes nothing"
        );
    }
    assert!(told(&app.admin(), "account-deactivated").await.is_empty());
}

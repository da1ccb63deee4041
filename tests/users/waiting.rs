//! Who waits for a second person, and who is told of it.

use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership};
use serde_json::json;

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

    // The page of another list has another cursor, and other words are refused.
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

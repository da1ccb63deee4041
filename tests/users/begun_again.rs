//! Another administrator takes an account out of the hand of the one who could have used it, and begins it again.

use prongsai_application::user::{
    ConfirmSelection, confirm_as_operator, hand_over_token_as_operator, waiting_for_operator,
};
use prongsai_test_support::{Answer, Client, PASSWORD, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use super::USERS;
use super::accounts::{CHOSEN, activate, kinds, token};
use crate::second_factor::enrol;

/// The answer to an administrator who hands over a token.
pub(super) async fn hand_over(admin: &Client, path: &str) -> Answer {
    admin.post(&format!("{path}/password-token")).json(&json!({})).await
}

pub(super) async fn confirm(admin: &Client, path: &str) -> Answer {
    let read = admin.get(path).await.is(200).etag();
    let confirm = admin.post(&format!("{path}/confirm")).if_match(&read);
    confirm.json(&json!({})).await
}

async fn me(client: &Client) -> Value {
    client.get("/api/v1/me").await.is(200).json()
}

pub(super) async fn id_of(client: &Client) -> Value {
    me(client).await["id"].clone()
}

/// An approver, and an administrator who has set the password with a token of their own.
pub(super) struct TakenOver {
    pub(super) app: TestApp,
    pub(super) admin: Client,
    pub(super) second: Client,
    pub(super) username: String,
    pub(super) id: String,
    pub(super) path: String,
    /// The tokens with which the administrator is logged in as the approver.
    session: Value,
}

impl TakenOver {
    pub(super) async fn start() -> Self {
        let app = TestApp::start().await;
        let admin = app.client(Role::OrganizationAdmin).await;
        let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
        let approver = app.approver().await;
        let (username, id) = (approver.username.clone().unwrap(), me(&approver).await["id"].clone());
        let id = id.as_str().unwrap().to_owned();
        activate(&app, &token(&admin, &id).await, PASSWORD).await.is(204);
        let session = app.try_login(&username, PASSWORD).await.is(200).json();
        let path = format!("{USERS}/{id}");
        Self {
            app,
            admin,
            second,
            username,
            id,
            path,
            session,
        }
    }

    pub(super) async fn log_in(&self) -> Client {
        let tokens = self.app.try_login(&self.username, PASSWORD).await.is(200).json();
        let token = tokens["access_token"].as_str().unwrap();
        self.app.anonymous().with_token(token).named(&self.username)
    }

    fn intruder(&self) -> Client {
        let token = self.session["access_token"].as_str().unwrap();
        self.app.anonymous().with_token(token).named(&self.username)
    }

    /// Begins it again, and sets the password with the new token.
    pub(super) async fn begin_again(&self, by: &Client) {
        let made = hand_over(by, &self.path).await.is(201).json();
        assert_eq!(made["begun_again"], true);
        let token = made["token"].as_str().unwrap();
        activate(&self.app, token, CHOSEN).await.is(204);
    }

    async fn seen_by(&self, reader: &Client) -> Value {
        reader.get(&self.path).await.is(200).json()
    }

    async fn count(&self, table: &str) -> i64 {
        let count = format!("SELECT count(*) FROM {table} WHERE user_id = '{}'", self.id);
        self.app.database.number(&count).await
    }
}

#[tokio::test]
async fn all_that_the_one_before_could_use_ends_at_once() {
    let taken = TakenOver::start().await;
    let TakenOver { app, admin, second, .. } = &taken;
    let intruder = taken.intruder();
    let (phone, recovery) = enrol(app, &intruder).await;
    let unused = token(admin, &taken.id).await;
    let before = taken.seen_by(second).await;
    assert_eq!(before["had_in_hand"], json!([id_of(admin).await]));
    // The administrator's own further token leaves all as it is.
    assert_eq!(me(&intruder).await["standing"], "unconfirmed");

    let made = hand_over(second, &taken.path).await.is(201).json();

    assert_eq!(made["begun_again"], true);
    assert_problem(&intruder.get("/api/v1/me").await, 401, "invalid-token");
    let refresh = json!({ "refresh_token": taken.session["refresh_token"] });
    let refreshed = app.anonymous().post("/api/v1/auth/refresh").json(&refresh).await;
    assert_problem(&refreshed, 401, "invalid-token");
    for code in [phone.next(app), recovery[0].clone()] {
        let body = json!({ "username": taken.username, "password": PASSWORD, "code": code });
        let login = app.anonymous().post("/api/v1/auth/login").json(&body).await;
        assert_problem(&login, 401, "bad-credentials");
    }
    assert_problem(&activate(app, &unused, CHOSEN).await, 422, "invalid-input").at("/token");
    assert_eq!(
        taken.count("second_factors").await + taken.count("recovery_codes").await,
        0
    );
    let after = taken.seen_by(second).await;
    assert_eq!(after["standing"], "invited");
    assert_ne!(
        after["revision"], before["revision"],
        "a confirmation of before is stale"
    );
    let token = made["token"].as_str().unwrap();
    activate(app, token, CHOSEN).await.is(204);
    app.try_login(&taken.username, CHOSEN).await.is(200);
}

/// Only two administer, and each had the account in hand: the platform confirms.
#[tokio::test]
async fn neither_of_both_confirms_it() {
    let taken = TakenOver::start().await;
    let TakenOver { app, admin, second, .. } = &taken;
    taken.begin_again(second).await;
    let seen = taken.seen_by(admin).await;
    assert_eq!(seen["handed_over_by"], id_of(second).await);
    assert_eq!(seen["had_in_hand"], json!([id_of(admin).await, id_of(second).await]));
    for excluded in [admin, second] {
        assert_problem(&confirm(excluded, &taken.path).await, 403, "second-person-required");
    }
    let login = app.try_login(&taken.username, CHOSEN).await.is(200).json();
    let person = app.anonymous().with_token(login["access_token"].as_str().unwrap());
    let said = me(&person).await;
    let named = said["may_confirm"]["people"].as_array().unwrap();
    assert_eq!(named.len(), 1, "{named:?}");
    assert_eq!(named[0]["id"], id_of(&app.admin()).await);
    // Those who may confirm are told when the token is used.
    let told = app.admin().all("/api/v1/me/notices").await;
    assert!(kinds(&told).contains(&"password-set"), "{told:?}");
    let confirmed = confirm(&app.admin(), &taken.path).await.is(200).json();
    assert_eq!(
        (&confirmed["standing"], &confirmed["had_in_hand"]),
        (&json!("confirmed"), &json!([]))
    );
    // Afterwards nobody is excluded any more.
    activate(app, &token(admin, &taken.id).await, PASSWORD).await.is(204);
    confirm(second, &taken.path).await.is(200);
}

#[tokio::test]
async fn a_third_administrator_of_the_organization_confirms_it() {
    let taken = TakenOver::start().await;
    let third = taken.app.somebody_with(&[Role::OrganizationAdmin]).await;
    taken.begin_again(&taken.second).await;
    let platform = confirm(&taken.app.admin(), &taken.path).await;
    assert_problem(&platform, 403, "organization-confirms");
    confirm(&third, &taken.path).await.is(200);
}

/// Otherwise each of the two could undo what the other one did.
#[tokio::test]
async fn the_one_before_does_not_take_it_back() {
    let taken = TakenOver::start().await;
    let TakenOver { app, admin, second, .. } = &taken;
    let made = hand_over(second, &taken.path).await.is(201).json();
    let address = json!({ "email": "somchai@example.go.th" });
    let refused = async || {
        assert_problem(&hand_over(admin, &taken.path).await, 403, "second-person-required");
        let edit = admin.patch(&taken.path).if_match("*").json(&address).await;
        assert_problem(&edit, 403, "second-person-required");
    };
    refused().await;
    // The token of the other one still works, and afterwards the account stays theirs.
    activate(app, made["token"].as_str().unwrap(), CHOSEN).await.is(204);
    refused().await;
    app.try_login(&taken.username, CHOSEN).await.is(200);
    // A third one may doubt the second one too.
    let third = app.somebody_with(&[Role::OrganizationAdmin]).await;
    taken.begin_again(&third).await;
    let people = [id_of(admin).await, id_of(second).await, id_of(&third).await];
    assert_eq!(taken.seen_by(admin).await["had_in_hand"], json!(people));
    for excluded in [admin, second, &third] {
        assert_problem(&confirm(excluded, &taken.path).await, 403, "second-person-required");
    }
    confirm(&app.admin(), &taken.path).await.is(200);
}

/// Nobody leaves the list by giving up the role for a while, nor by the end of the account's activity.
#[tokio::test]
async fn the_loss_of_a_role_and_a_deactivation_let_nobody_out() {
    let taken = TakenOver::start().await;
    let TakenOver { app, admin, second, .. } = &taken;
    taken.begin_again(second).await;
    let first = me(admin).await;
    let memberships = format!("{USERS}/{}/memberships", first["id"].as_str().unwrap());
    let role = first["memberships"][0]["id"].as_str().unwrap();
    second.delete(&format!("{memberships}/{role}")).await.is(204);
    // Only `second` administers now, and is excluded, too.
    assert_problem(&confirm(second, &taken.path).await, 403, "second-person-required");
    let again = membership(Role::OrganizationAdmin, &app.ours);
    let proposed = app.admin().post(&memberships).json(&again).await.is(201).id();
    super::proposals::confirm(second, &format!("{memberships}/{proposed}"))
        .await
        .is(200);
    for is_active in [false, true] {
        let edit = second.patch(&taken.path).if_match("*");
        edit.json(&json!({ "is_active": is_active })).await.is(200);
    }
    for excluded in [admin, second] {
        assert_problem(&confirm(excluded, &taken.path).await, 403, "second-person-required");
    }
}

#[tokio::test]
async fn the_operator_begins_it_again_and_nothing_sleeps() {
    let taken = TakenOver::start().await;
    let TakenOver { app, .. } = &taken;
    let intruder = taken.intruder();
    enrol(app, &intruder).await;
    let made = hand_over_token_as_operator(app.use_cases(), &taken.username)
        .await
        .unwrap();
    assert!(made.begun_again);
    assert_problem(&intruder.get("/api/v1/me").await, 401, "invalid-token");
    assert_eq!(taken.count("second_factors").await, 0);
    let login = app.try_login(&taken.username, PASSWORD).await;
    assert_problem(&login, 401, "bad-credentials");
    // Another token of the administrator does not make them the second person.
    assert_eq!(
        taken.seen_by(&taken.second).await["had_in_hand"],
        json!([id_of(&taken.admin).await])
    );
    let confirmations = "SELECT count(*) FROM audit_entries WHERE action = 'user.confirm'";
    let before = app.database.number(confirmations).await;
    app.enroll(&taken.username).await;
    let seen = taken.seen_by(&taken.admin).await;
    assert_eq!(
        (&seen["standing"], &seen["had_in_hand"]),
        (&json!("confirmed"), &json!([]))
    );
    assert_eq!(app.database.number(confirmations).await, before, "the token is enough");
}

#[tokio::test]
async fn the_operator_confirms_what_was_begun_again() {
    let taken = TakenOver::start().await;
    taken.begin_again(&taken.second).await;
    let waiting = waiting_for_operator(taken.app.use_cases(), &taken.username)
        .await
        .unwrap();
    let before: Vec<Value> = waiting
        .had_in_hand_before
        .iter()
        .map(|user| json!(user.id.to_string()))
        .collect();
    assert_eq!(before, [id_of(&taken.admin).await]);
    let confirmed = confirm_as_operator(taken.app.use_cases(), &taken.username, ConfirmSelection::ALL).await;
    assert!(confirmed.unwrap().woke);
    assert_eq!(taken.seen_by(&taken.admin).await["had_in_hand"], json!([]));
}

//! The account, and what the people around it do.

use prongsai_test_support::{Answer, Client, Document, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use crate::second_factor::Phone;

const USERS: &str = "/api/v1/users";
/// The login name of the account.
pub(super) const USERNAME: &str = "somchai.r";

/// The account, and the people around it.
pub(super) struct Life {
    pub(super) app: TestApp,
    /// Two administrators of the organization.
    pub(super) admin: Client,
    pub(super) second: Client,
    /// The administrator of the other organization.
    pub(super) elsewhere: Client,
    /// The path of the account.
    pub(super) path: String,
    /// The person, with the latest login.
    pub(super) person: Client,
    /// The person's authenticator, once it is enrolled.
    pub(super) phone: Option<Phone>,
}

impl Life {
    pub(super) async fn invited() -> Self {
        let app = TestApp::start().await;
        let admin = app.client(Role::OrganizationAdmin).await;
        let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
        let elsewhere = app.stranger(Role::OrganizationAdmin).await;
        let path = invite(&app, &admin, USERNAME, "สมชาย รักถิ่น").await;
        let person = app.anonymous();
        let life = Self {
            app,
            admin,
            second,
            elsewhere,
            path,
            person,
            phone: None,
        };
        life.stands("invited").await;
        life
    }

    async fn account(&self) -> Value {
        self.app.admin().get(&self.path).await.is(200).json()
    }

    pub(super) async fn stands(&self, standing: &str) {
        assert_eq!(self.account().await["standing"], standing);
    }

    pub(super) async fn log_in(&mut self, password: &str) {
        let code = self.phone.as_ref().map(|phone| phone.next(&self.app));
        let answer = try_login_with(&self.app, password, code.as_deref()).await.is(200);
        self.person = session_of(&self.app, &answer);
    }

    /// Expects the roles that the person sees as their own.
    pub(super) async fn holds(&self, roles: &[&str]) {
        let me = self.person.get("/api/v1/me").await.is(200).json();
        let held = me["memberships"].as_array().unwrap().iter();
        let held: Vec<&str> = held.map(|held| held["role"].as_str().unwrap()).collect();
        assert_eq!(held, roles, "{me}");
    }

    /// Expects that the person has a notice of each kind.
    pub(super) async fn was_told(&self, kinds: &[&str]) {
        let notices = self.person.all("/api/v1/me/notices").await;
        for kind in kinds {
            assert!(
                notices.iter().any(|notice| notice["kind"] == *kind),
                "{kind}: {notices:?}"
            );
        }
    }

    /// A submitted measure of the organization.
    pub(super) async fn submitted(&self) -> Document {
        let mut measure = self.app.measure(&json!({})).await;
        measure.step(&self.app.drafter().await, "submit", &json!({})).await;
        measure
    }

    /// Expects that the person sees a measure, but that the right to approve it sleeps.
    pub(super) async fn sleeps(&self, measure: &Document) {
        self.person.get(&measure.path()).await.is(200);
        let refused = measure.try_step(&self.person, "approve", &json!({})).await;
        assert_problem(&refused, 403, "account-unconfirmed");
    }

    /// The administrator who began it cannot confirm the account; the other one can.
    pub(super) async fn is_confirmed(&self) {
        let confirm = format!("{}/confirm", self.path);
        let own = self.admin.post(&confirm).if_match("*").json(&json!({})).await;
        assert_problem(&own, 403, "second-person-required");
        let read = self.second.get(&self.path).await.is(200).etag();
        let confirmed = self.second.post(&confirm).if_match(&read).json(&json!({}));
        confirmed.await.is(200);
        self.stands("confirmed").await;
    }
}

/// Adds a person with the approver's role. Returns the path of the account.
pub(super) async fn invite(app: &TestApp, admin: &Client, username: &str, name: &str) -> String {
    let body = json!({ "username": username, "display_name": name, "position": "ปลัดเทศบาล",
        "memberships": [membership(Role::Approver, &app.ours)] });
    format!("{USERS}/{}", admin.post(USERS).json(&body).await.is(201).id())
}

pub(super) async fn token(admin: &Client, path: &str) -> String {
    let made = admin.post(&format!("{path}/password-token")).json(&json!({}));
    made.await.is(201).json()["token"].as_str().unwrap().to_owned()
}

pub(super) async fn activate(app: &TestApp, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    app.anonymous().post("/api/v1/auth/activate").json(&body).await
}

pub(super) async fn logged_in(app: &TestApp, username: &str, password: &str) -> Client {
    session_of(app, &app.try_login(username, password).await.is(200))
}

/// The person's login, with a code of the second factor if there is one.
pub(super) async fn try_login_with(app: &TestApp, password: &str, code: Option<&str>) -> Answer {
    let mut body = json!({ "username": USERNAME, "password": password });
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    app.anonymous().post("/api/v1/auth/login").json(&body).await
}

/// The client of the session that a login began.
pub(super) fn session_of(app: &TestApp, login: &Answer) -> Client {
    app.anonymous()
        .with_token(login.json()["access_token"].as_str().unwrap())
}

/// Confirms the only proposed role of an account that an administrator sees.
pub(super) async fn confirm_role(by: &Client, path: &str) -> Answer {
    let account = by.get(path).await.is(200).json();
    let proposed = account["proposed_memberships"].as_array().unwrap();
    assert_eq!(proposed.len(), 1, "{account}");
    let role = proposed[0]["id"].as_str().unwrap();
    by.post(&format!("{path}/memberships/{role}/confirm"))
        .json(&json!({}))
        .await
}

//! The life of an account: invited, activated, confirmed, password changed and reset. No administrator knows a password,
//! and nobody who handed over a token can use the account to approve or publish.

use prongsai_test_support::{Client, PASSWORD, Role, TestApp, assert_problem, membership, sample};
use serde_json::{Value, json};

use super::{USERS, body};

pub(super) const CHOSEN: &str = "แม่น้ำ ภูเขา ตะกร้า หวาย";
const ACTIVATE: &str = "/api/v1/auth/activate";

/// The token of a person, made by an administrator.
pub(super) async fn token(admin: &Client, user: &str) -> String {
    let made = admin
        .post(&format!("{USERS}/{user}/password-token"))
        .json(&json!({}))
        .await
        .is(201);
    assert_eq!(made.header("cache-control"), Some("no-store"));
    made.json()["token"].as_str().unwrap().to_owned()
}

pub(super) async fn activate(app: &TestApp, token: &str, password: &str) -> prongsai_test_support::Answer {
    let body = json!({ "token": token, "password": password });
    app.anonymous().post(ACTIVATE).json(&body).await
}

/// A person with a drafter's role, without a password.
pub(super) async fn invited(app: &TestApp, username: &str) -> String {
    let body = body(username, &[membership(Role::Drafter, &app.ours)]);
    app.admin().post(USERS).json(&body).await.is(201).id()
}

pub(super) fn kinds(notices: &[Value]) -> Vec<&str> {
    notices.iter().map(|notice| notice["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_person_sets_the_first_password_with_a_token_once() {
    let app = TestApp::start().await;
    let id = invited(&app, "somchai").await;
    let path = format!("{USERS}/{id}");
    assert_eq!(app.admin().get(&path).await.is(200).json()["standing"], "invited");
    assert_problem(&app.try_login("somchai", CHOSEN).await, 401, "bad-credentials");

    let first = token(&app.admin(), &id).await;
    let second = token(&app.admin(), &id).await;
    assert_problem(&activate(&app, &first, CHOSEN).await, 422, "invalid-input").at("/token");
    assert_problem(&activate(&app, &second, "password1234").await, 422, "invalid-input").at("/password");
    assert_problem(&activate(&app, &second, "somchai-2566").await, 422, "invalid-input").at("/password");
    let named = format!("{}2566", app.ours.name_th);
    assert_problem(&activate(&app, &second, &named).await, 422, "invalid-input").at("/password");
    activate(&app, &second, CHOSEN).await.is(204);
    assert_problem(&activate(&app, &second, PASSWORD).await, 422, "invalid-input").at("/token");
    app.try_login("somchai", CHOSEN).await.is(200);
    let account = app.admin().get(&path).await.is(200).json();
    assert_eq!(account["standing"], "unconfirmed");
    assert_eq!(
        account["handed_over_by"],
        app.admin().get("/api/v1/me").await.json()["id"]
    );
}

#[tokio::test]
async fn a_token_ends_after_three_days() {
    let app = TestApp::start().await;
    let id = invited(&app, "somchai").await;
    let token = token(&app.admin(), &id).await;
    app.clock.advance_seconds(72 * 3600);
    assert_problem(&activate(&app, &token, CHOSEN).await, 422, "invalid-input").at("/token");
    assert_eq!(app.database.number("SELECT count(*) FROM password_tokens").await, 1);
    prongsai_application::user::forget_expired(app.use_cases(), prongsai_application::audit::KEPT_AT_LEAST)
        .await
        .unwrap();
    // The row goes at the next run after it expired.
    app.clock.advance_seconds(1);
    prongsai_application::user::forget_expired(app.use_cases(), prongsai_application::audit::KEPT_AT_LEAST)
        .await
        .unwrap();
    assert_eq!(app.database.number("SELECT count(*) FROM password_tokens").await, 0);
}

#[tokio::test]
async fn only_the_hash_of_a_token_is_stored() {
    let app = TestApp::start().await;
    let id = invited(&app, "somchai").await;
    let token = token(&app.admin(), &id).await;
    let keyed = app.admin().post(&format!("{USERS}/{id}/password-token"));
    let again = keyed
        .header("Idempotency-Key", "token-1")
        .json(&json!({}))
        .await
        .is(201)
        .json();
    for secret in [token.as_str(), again["token"].as_str().unwrap()] {
        for table in ["password_tokens", "idempotency_keys", "audit_entries", "notices"] {
            let found = format!("SELECT count(*) FROM {table} AS row WHERE row::text LIKE '%{secret}%'");
            assert_eq!(app.database.number(&found).await, 0, "{table}");
        }
    }
}

/// Each of these people has a notice of this kind.
async fn was_told(expected: &[(&Client, &str)]) {
    for (reader, kind) in expected {
        let notices = reader.all("/api/v1/me/notices").await;
        assert!(kinds(&notices).contains(kind), "{notices:?}");
    }
}

/// A reset by an administrator leaves the rights of an approver asleep until a second person confirms.
#[tokio::test]
async fn whoever_handed_over_a_token_cannot_act_as_the_approver() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let approver = app.approver().await;
    let (name, id) = (
        approver.username.clone().unwrap(),
        approver.get("/api/v1/me").await.id(),
    );
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;

    let token = token(&admin, &id).await;
    activate(&app, &token, CHOSEN).await.is(204);
    assert_problem(&approver.get("/api/v1/me").await, 401, "invalid-token");
    let tokens = app.try_login(&name, CHOSEN).await.is(200).json();
    let intruder = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    assert_eq!(
        intruder.get("/api/v1/me").await.is(200).json()["standing"],
        "unconfirmed"
    );
    let path = format!("/api/v1/measures/{}", measure.id);
    let etag = intruder.get(&path).await.is(200).etag();
    let approval = intruder
        .post(&format!("{path}/approve"))
        .if_match(&etag)
        .json(&json!({}));
    assert_problem(&approval.await, 403, "account-unconfirmed");

    // Neither the one who handed over the token nor the account itself is the second person.
    let confirm = format!("{USERS}/{id}/confirm");
    for (somebody, code) in [
        (&admin, "second-person-required"),
        (&intruder, "forbidden"),
        (&app.admin(), "organization-confirms"),
    ] {
        let refused = somebody.post(&confirm).if_match("*").json(&json!({}));
        assert_problem(&refused.await, 403, code);
    }
    let blind = second.post(&confirm).if_match("*").json(&json!({})).await;
    assert_problem(&blind, 428, "precondition-required");
    let read = second.get(&format!("{USERS}/{id}")).await.is(200).etag();
    second.post(&confirm).if_match(&read).json(&json!({})).await.is(200);
    assert_problem(
        &second.post(&confirm).if_match("*").json(&json!({})).await,
        409,
        "nothing-to-confirm",
    );
    let approval = intruder
        .post(&format!("{path}/approve"))
        .if_match(&etag)
        .json(&json!({}));
    approval.await.is(200);

    was_told(&[
        (&intruder, "password-token"),
        (&second, "password-token"),
        (&admin, "password-set"),
    ])
    .await;
}

/// An administrator whose own account sleeps cannot confirm that of another one.
#[tokio::test]
async fn a_sleeping_administrator_administers_nobody() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let other = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let (name, id) = (other.username.clone().unwrap(), other.get("/api/v1/me").await.id());
    let somebody = app.drafter().await.get("/api/v1/me").await.id();
    let token = token(&admin, &id).await;
    activate(&app, &token, CHOSEN).await.is(204);
    let tokens = app.try_login(&name, CHOSEN).await.is(200).json();
    let intruder = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    let refused = [
        intruder
            .post(&format!("{USERS}/{somebody}/password-token"))
            .json(&json!({})),
        intruder
            .post(&format!("{USERS}/{id}/confirm"))
            .if_match("*")
            .json(&json!({})),
        intruder
            .post(USERS)
            .json(&body("somying", &[membership(Role::Drafter, &app.ours)])),
        intruder
            .patch(&format!("/api/v1/organizations/{}", app.ours.id))
            .if_match("*")
            .json(&json!({ "website": "https://example.org/" })),
    ];
    for request in refused {
        assert_problem(&request.await, 403, "account-unconfirmed");
    }
    assert_problem(&intruder.get(USERS).await, 403, "account-unconfirmed");
}

#[tokio::test]
async fn nobody_makes_a_token_for_themselves_or_for_a_closed_account() {
    let app = TestApp::start().await;
    let me = app.admin().get("/api/v1/me").await.id();
    let own = app
        .admin()
        .post(&format!("{USERS}/{me}/password-token"))
        .json(&json!({}));
    assert_problem(&own.await, 403, "own-account");
    let id = invited(&app, "somchai").await;
    let before = token(&app.admin(), &id).await;
    let path = format!("{USERS}/{id}");
    let off = app
        .admin()
        .patch(&path)
        .if_match("*")
        .json(&json!({ "is_active": false }));
    off.await.is(200);
    let closed = app.admin().post(&format!("{path}/password-token")).json(&json!({}));
    assert_problem(&closed.await, 409, "account-deactivated");
    // The token of before is not valid again with the account.
    let on = app
        .admin()
        .patch(&path)
        .if_match("*")
        .json(&json!({ "is_active": true }));
    on.await.is(200);
    assert_problem(&activate(&app, &before, CHOSEN).await, 422, "invalid-input").at("/token");
}

#[tokio::test]
async fn an_administrator_cannot_send_a_password() {
    let app = TestApp::start().await;
    let id = invited(&app, "somchai").await;
    let sent = sample::with(body("somying", &[]), &json!({ "password": CHOSEN }));
    for request in [
        app.admin().post(USERS).json(&sent),
        app.admin()
            .patch(&format!("{USERS}/{id}"))
            .if_match("*")
            .json(&json!({ "password": CHOSEN })),
    ] {
        let answer = request.await;
        assert_problem(&answer, 422, "invalid-input").at("/password");
        assert!(answer.text().contains("/auth/activate"), "{}", answer.text());
    }
}

#[tokio::test]
async fn notices_are_marked_as_read() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let notices = person.all("/api/v1/me/notices").await;
    assert!(kinds(&notices).contains(&"role-given"), "{notices:?}");
    assert!(notices.iter().all(|notice| notice["read_at"].is_null()));
    let read = json!({ "last_id": notices[0]["id"] });
    person.post("/api/v1/me/notices/read").json(&read).await.is(204);
    let notices = person.all("/api/v1/me/notices").await;
    assert!(notices.iter().all(|notice| notice["read_at"].is_string()));
    assert!(
        app.approver()
            .await
            .all("/api/v1/me/notices")
            .await
            .iter()
            .all(|notice| notice["read_at"].is_null())
    );
}

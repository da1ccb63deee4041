use prongsai_application::user;
use prongsai_test_support::{Answer, Client, PASSWORD, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use super::{REMOVE, enrol, log_in, notices, session};

#[tokio::test]
async fn a_person_removes_their_own_with_password_and_code() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let (phone, codes) = enrol(&app, &person).await;
    let body = |password: &str, code: &str| json!({ "current_password": password, "code": code });
    let answer = person
        .post(REMOVE)
        .json(&body("ไม่ใช่รหัสผ่านนี้แน่", &phone.next(&app)))
        .await;
    assert_problem(&answer, 422, "invalid-input").at("/current_password");
    let answer = person.post(REMOVE).json(&body(PASSWORD, "000000")).await;
    assert_problem(&answer, 422, "invalid-input").at("/code");
    person
        .post(REMOVE)
        .json(&body(PASSWORD, &phone.code(&app, 0)))
        .await
        .is(204);
    log_in(&app, &name, None).await.is(200);
    assert_eq!(
        notices(&person).await.first().map(String::as_str),
        Some("second-factor-removed")
    );
    assert_eq!(app.database.number("SELECT count(*) FROM recovery_codes").await, 0);
    let answer = person.post(REMOVE).json(&body(PASSWORD, &codes[0])).await;
    assert_problem(&answer, 403, "second-factor-needed");
}

/// The token that an administrator hands over opens nothing without the second factor.
#[tokio::test]
async fn a_new_password_leaves_the_second_factor() {
    let app = TestApp::start().await;
    let person = app.approver().await;
    let name = person.username.clone().unwrap();
    let id = person.get("/api/v1/me").await.is(200).id();
    let (phone, _) = enrol(&app, &person).await;
    let path = format!("/api/v1/users/{id}/password-token");
    let token = app.admin().post(&path).json(&json!({})).await.is(201).json();
    let body = json!({ "token": token["token"], "password": PASSWORD });
    app.anonymous().post("/api/v1/auth/activate").json(&body).await.is(204);
    assert_problem(&log_in(&app, &name, None).await, 401, "second-factor-required");
    log_in(&app, &name, Some(&phone.next(&app))).await.is(200);
}

#[tokio::test]
async fn an_administrator_removes_a_lost_one_and_a_second_person_confirms_the_account() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.new_person(&[membership(Role::OrganizationAdmin, &app.ours)]).await;
    let person = app.approver().await;
    let name = person.username.clone().unwrap();
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let id = person.get("/api/v1/me").await.is(200).id();
    let path = format!("/api/v1/users/{id}/second-factor");
    assert_problem(&admin.delete(&path).await, 404, "not-found");
    enrol(&app, &person).await;
    assert_problem(&app.drafter().await.delete(&path).await, 403, "forbidden");

    admin.delete(&path).await.is(204);

    assert_problem(&person.get("/api/v1/me").await, 401, "invalid-token");
    let login = log_in(&app, &name, None).await.is(200);
    let person = session(&app, &name, &login);
    assert_problem(
        &measure.try_step(&person, "approve", &json!({})).await,
        403,
        "account-unconfirmed",
    );
    assert_eq!(
        notices(&person).await.first().map(String::as_str),
        Some("second-factor-removed")
    );
    assert_eq!(
        notices(&second).await.first().map(String::as_str),
        Some("second-factor-removed")
    );
    let confirm = format!("/api/v1/users/{id}/confirm");
    let own = admin.post(&confirm).if_match("*").json(&json!({})).await;
    assert_problem(&own, 403, "second-person-required");
    let read = second.get(&format!("/api/v1/users/{id}")).await.is(200).etag();
    second.post(&confirm).if_match(&read).json(&json!({})).await.is(200);
    measure.step(&person, "approve", &json!({})).await;
}

/// Two administrators, and an approver with a second factor whose password was just set with a token of the first one.
async fn handed_over(app: &TestApp) -> (Client, Client, String) {
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.new_person(&[membership(Role::OrganizationAdmin, &app.ours)]).await;
    let person = app.approver().await;
    let path = format!("/api/v1/users/{}", person.get("/api/v1/me").await.is(200).id());
    enrol(app, &person).await;
    let token = token_of(&admin, &path).await;
    activate(app, &token).await.is(204);
    (admin, second, path)
}

async fn token_of(admin: &Client, path: &str) -> Value {
    let made = admin.post(&format!("{path}/password-token")).json(&json!({}));
    made.await.is(201).json()["token"].clone()
}

async fn activate(app: &TestApp, token: &Value) -> Answer {
    let body = json!({ "token": token, "password": PASSWORD });
    app.anonymous().post("/api/v1/auth/activate").json(&body).await
}

async fn confirm(admin: &Client, path: &str) -> Answer {
    let read = admin.get(path).await.is(200).etag();
    admin
        .post(&format!("{path}/confirm"))
        .if_match(&read)
        .json(&json!({}))
        .await
}

/// Who would confirm the account does not remove the second factor first: then nobody would know of both.
#[tokio::test]
async fn who_removes_a_second_factor_does_not_confirm_what_another_began() {
    let app = TestApp::start().await;
    let (admin, second, path) = handed_over(&app).await;
    let factor = format!("{path}/second-factor");
    assert_problem(&second.delete(&factor).await, 409, "awaits-confirmation");
    // The first person may, and stays the first one.
    admin.delete(&factor).await.is(204);
    assert_problem(&confirm(&admin, &path).await, 403, "second-person-required");
    confirm(&second, &path).await.is(200);
}

#[tokio::test]
async fn after_the_confirmation_another_administrator_begins() {
    let app = TestApp::start().await;
    let (admin, second, path) = handed_over(&app).await;
    confirm(&second, &path).await.is(200);
    second.delete(&format!("{path}/second-factor")).await.is(204);
    assert_problem(&confirm(&second, &path).await, 403, "second-person-required");
    confirm(&admin, &path).await.is(200);
}

/// A token that was handed over before does not make the one who removed the second factor the second person.
#[tokio::test]
async fn an_earlier_token_of_another_administrator_is_refused() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.new_person(&[membership(Role::OrganizationAdmin, &app.ours)]).await;
    let person = app.approver().await;
    let path = format!("/api/v1/users/{}", person.get("/api/v1/me").await.is(200).id());
    enrol(&app, &person).await;
    let early = token_of(&second, &path).await;
    admin.delete(&format!("{path}/second-factor")).await.is(204);
    assert_problem(&activate(&app, &early).await, 422, "invalid-input").at("/token");
    assert_problem(&confirm(&admin, &path).await, 403, "second-person-required");
    // One of the first person works.
    let own = token_of(&admin, &path).await;
    activate(&app, &own).await.is(204);
    assert_problem(&confirm(&admin, &path).await, 403, "second-person-required");
    confirm(&second, &path).await.is(200);
}

#[tokio::test]
async fn nobody_removes_their_own_as_an_administrator() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let id = admin.get("/api/v1/me").await.is(200).id();
    enrol(&app, &admin).await;
    let own = admin.delete(&format!("/api/v1/users/{id}/second-factor")).await;
    assert_problem(&own, 403, "own-account");
}

#[tokio::test]
async fn the_operator_removes_a_lost_one_and_nothing_sleeps() {
    let app = TestApp::start().await;
    let person = app.approver().await;
    let name = person.username.clone().unwrap();
    enrol(&app, &person).await;
    user::remove_second_factor_as_operator(app.use_cases(), &name)
        .await
        .unwrap();
    assert_problem(&person.get("/api/v1/me").await, 401, "invalid-token");
    let login = log_in(&app, &name, None).await.is(200);
    let me = session(&app, &name, &login).get("/api/v1/me").await.is(200).json();
    assert_eq!(me["standing"], "confirmed");
    let entry = "SELECT detail::json ->> 'operator' FROM audit_entries WHERE action = 'user.remove-second-factor'";
    assert_eq!(app.database.text(entry).await, "true");
    assert!(
        user::remove_second_factor_as_operator(app.use_cases(), &name)
            .await
            .is_err()
    );
}

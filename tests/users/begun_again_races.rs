//! An account is begun again while the administrator of before uses it, and what the database itself keeps.

use prongsai_test_support::{Client, Document, PASSWORD, Request, Role, TestApp, assert_problem, membership, sample};
use serde_json::{Value, json};

use super::accounts::{CHOSEN, activate, invited, token};
use super::begun_again::{confirm, hand_over};
use super::{USERS, body};
use crate::revocation::sent_and_waiting;
use crate::second_factor::Phone;
use crate::service_tokens::script;

/// What the administrator who has an account in hand does at the same moment.
#[derive(Clone, Copy, Debug)]
enum Use {
    Login,
    Refresh,
    Password,
    SecondFactor,
    EarlierToken,
}

/// A request of the administrator who has set the password of this account, with its status if it comes too late.
async fn request_of(app: &TestApp, admin: &Client, (name, id): (&str, &str), usage: Use) -> (Request, u16) {
    let tokens = app.try_login(name, PASSWORD).await.is(200).json();
    let intruder = app.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    let anonymous = app.anonymous();
    match usage {
        Use::Login => {
            let body = json!({ "username": name, "password": PASSWORD });
            (anonymous.post("/api/v1/auth/login").json(&body), 401)
        }
        Use::Refresh => {
            let body = json!({ "refresh_token": tokens["refresh_token"] });
            (anonymous.post("/api/v1/auth/refresh").json(&body), 401)
        }
        Use::Password => {
            let body = json!({ "current_password": PASSWORD, "new_password": CHOSEN });
            (intruder.post("/api/v1/me/password").json(&body), 401)
        }
        Use::SecondFactor => {
            let begun = intruder.post("/api/v1/me/second-factor");
            let begun = begun
                .json(&json!({ "current_password": PASSWORD }))
                .await
                .is(200)
                .json();
            let code = json!({ "code": Phone::scan(&begun).next(app) });
            (intruder.post("/api/v1/me/second-factor/confirm").json(&code), 401)
        }
        Use::EarlierToken => {
            let body = json!({ "token": token(admin, id).await, "password": CHOSEN });
            (anonymous.post("/api/v1/auth/activate").json(&body), 422)
        }
    }
}

/// Both wait for the lock of the account, in both orders.
#[tokio::test]
async fn whichever_comes_first_the_one_before_keeps_nothing() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let all = [
        Use::Login,
        Use::Refresh,
        Use::Password,
        Use::SecondFactor,
        Use::EarlierToken,
    ];
    for (number, usage) in all.into_iter().enumerate() {
        for is_late in [false, true] {
            let name = format!("somchai-{number}-{is_late}");
            let account = body(&name, &[membership(Role::Drafter, &app.ours)]);
            let id = admin.post(USERS).json(&account).await.is(201).id();
            activate(&app, &token(&admin, &id).await, PASSWORD).await.is(204);
            let (used, refusal) = request_of(&app, &admin, (&name, &id), usage).await;
            let begin = second.post(&format!("{USERS}/{id}/password-token")).json(&json!({}));
            let holder = app.database.connect().await;
            let lock = format!("BEGIN; SELECT FROM users WHERE id = '{id}' FOR UPDATE");
            holder.batch_execute(&lock).await.unwrap();
            let (first, last) = if is_late { (begin, used) } else { (used, begin) };
            let first = sent_and_waiting(&app, first, 0).await;
            let last = sent_and_waiting(&app, last, 1).await;
            holder.batch_execute("ROLLBACK").await.unwrap();
            let (first, last) = (first.await.unwrap(), last.await.unwrap());
            let (begun, used) = if is_late { (first, last) } else { (last, first) };
            assert_eq!(begun.is(201).json()["begun_again"], true, "{usage:?}");
            let expected = if is_late {
                used.status == refusal
            } else {
                used.status < 300
            };
            assert!(expected, "{usage:?} {is_late}: {}", used.text());
            let left = format!(
                "SELECT (SELECT count(*) FROM sessions WHERE user_id = '{id}' AND ended_at IS NULL)
                    + (SELECT count(*) FROM second_factors WHERE user_id = '{id}')
                    + (SELECT count(*) FROM users WHERE id = '{id}' AND password_hash IS NOT NULL)
                    + (SELECT count(*) FROM password_tokens WHERE user_id = '{id}' AND issued_by <> '{}')",
                second.get("/api/v1/me").await.id()
            );
            assert_eq!(app.database.number(&left).await, 0, "{usage:?} {is_late}");
        }
    }
}

/// A confirmation that names what was read before is stale, or there is nothing to confirm.
#[tokio::test]
async fn a_confirmation_that_waits_confirms_nothing_that_was_begun_again() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let third = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let id = super::accounts::invited(&app, "somchai").await;
    let path = format!("{USERS}/{id}");
    activate(&app, &token(&admin, &id).await, PASSWORD).await.is(204);
    let read = third.get(&path).await.is(200).etag();
    hand_over(&second, &path).await.is(201);
    let stale = third.post(&format!("{path}/confirm")).if_match(&read).json(&json!({}));
    assert_problem(&stale.await, 412, "stale");
    assert_problem(&confirm(&third, &path).await, 409, "nothing-to-confirm");
}

/// A service token works only for a confirmed account. One that is left ends all the same, and does not come back.
#[tokio::test]
async fn service_tokens_end_for_good() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let person = app.drafter().await;
    let id = person.get("/api/v1/me").await.id();
    let script = script(&app, &person, "นำเข้า", &["draft"]).await.client;
    let in_hand = format!(
        "UPDATE users SET handed_over_by = '{}' WHERE id = '{id}'",
        admin.get("/api/v1/me").await.id()
    );
    app.database.execute(&in_hand).await.unwrap();
    let path = format!("{USERS}/{id}");
    let made: Value = hand_over(&second, &path).await.is(201).json();
    let valid = "SELECT count(*) FROM service_tokens WHERE revoked_at IS NULL";
    assert_eq!(app.database.number(valid).await, 0);
    activate(&app, made["token"].as_str().unwrap(), PASSWORD).await.is(204);
    confirm(&app.admin(), &path).await.is(200);
    assert_problem(&script.get("/api/v1/me").await, 401, "invalid-token");
}

/// The list is kept by a trigger, and the server has no right to shorten it.
#[tokio::test]
async fn the_server_takes_nobody_out_of_the_list() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let id = super::accounts::invited(&app, "somchai").await;
    activate(&app, &token(&admin, &id).await, PASSWORD).await.is(204);
    let empty = format!("UPDATE users SET had_in_hand = '{{}}' WHERE id = '{id}'");
    assert_eq!(app.database.execute_as_server(&empty).await, Err("42501".to_owned()));
    let again = format!("UPDATE users SET handed_over_by = handed_over_by WHERE id = '{id}'");
    app.database.execute_as_server(&again).await.unwrap();
    let count = format!("SELECT cardinality(had_in_hand)::bigint FROM users WHERE id = '{id}'");
    assert_eq!(app.database.number(&count).await, 1, "nobody is in it twice");
}

/// Each of them may have been the one who wrote, so none of them approves.
#[tokio::test]
async fn what_is_written_meanwhile_has_all_of_them_as_authors() {
    let app = TestApp::start().await;
    let both = [Role::OrganizationAdmin, Role::Approver];
    let (first, second) = (app.somebody_with(&both).await, app.somebody_with(&both).await);
    let id = invited(&app, "somchai").await;
    activate(&app, &token(&first, &id).await, PASSWORD).await.is(204);
    let made = hand_over(&second, &format!("{USERS}/{id}")).await.is(201).json();
    activate(&app, made["token"].as_str().unwrap(), PASSWORD).await.is(204);
    let body = sample::measure(&app.ours.id);
    let mut measure = Document::draft(&app.login("somchai").await, "measures", &body).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    for author in [&first, &second] {
        let own = measure.try_step(author, "approve", &json!({})).await;
        assert_problem(&own, 403, "four-eyes");
    }
    measure.step(&app.approver().await, "approve", &json!({})).await;
}

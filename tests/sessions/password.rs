//! `POST /api/v1/me/password`.

use prongsai_test_support::{PASSWORD, TestApp, assert_problem};
use serde_json::json;

const CHOSEN: &str = "แม่น้ำ ภูเขา ตะกร้า หวาย";
const PATH: &str = "/api/v1/me/password";

#[tokio::test]
async fn a_person_changes_their_password_and_keeps_this_session_only() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let name = person.username.clone().unwrap();
    let other = app.login(&name).await;
    let body = json!({ "current_password": PASSWORD, "new_password": CHOSEN });
    person.post(PATH).json(&body).await.is(204);
    person.get("/api/v1/me").await.is(200);
    assert_problem(&other.get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&app.try_login(&name, PASSWORD).await, 401, "bad-credentials");
    app.try_login(&name, CHOSEN).await.is(200);
    assert_problem(&app.anonymous().post(PATH).json(&body).await, 401, "missing-token");
}

#[tokio::test]
async fn the_present_password_is_needed_and_guessing_it_is_slowed_down() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let weak = json!({ "current_password": PASSWORD, "new_password": "password1234" });
    assert_problem(&person.post(PATH).json(&weak).await, 422, "invalid-input").at("/new_password");
    let wrong = json!({ "current_password": "ไม่ใช่รหัสผ่านนี้แน่", "new_password": CHOSEN });
    let mut statuses = Vec::new();
    for _ in 0..30 {
        statuses.push(person.post(PATH).json(&wrong).await.status);
    }
    assert_eq!(statuses[0], 422);
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    person.get("/api/v1/me").await.is(200);
}

/// A token that an administrator handed over before cannot replace the password that the person chose since.
#[tokio::test]
async fn a_change_ends_a_token_that_was_handed_over() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let id = person.get("/api/v1/me").await.id();
    let token = app
        .admin()
        .post(&format!("/api/v1/users/{id}/password-token"))
        .json(&json!({}));
    let token = token.await.is(201).json();
    let body = json!({ "current_password": PASSWORD, "new_password": CHOSEN });
    person.post(PATH).json(&body).await.is(204);
    let activation = json!({ "token": token["token"], "password": "ขมิ้นเหลือง ตะไคร้ ใบมะกรูด" });
    let used = app.anonymous().post("/api/v1/auth/activate").json(&activation).await;
    assert_problem(&used, 422, "invalid-input").at("/token");
}

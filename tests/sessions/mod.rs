//! `/api/v1/auth/…`, `/api/v1/me`, and the lists of sessions.

mod administrators;
mod ends;
mod housekeeping;
mod limits;
mod list;
mod login;
mod logout;
mod many_addresses;
mod parallel;
mod password;
mod proxies;
mod refresh;
mod restored;
mod reuse;
mod throttle;
mod token;

use prongsai_test_support::{Answer, Client, PASSWORD, Request, TestApp};
use serde_json::{Value, json};

/// The caller's sessions.
const MINE: &str = "/api/v1/me/sessions";
/// Seconds of an hour.
const HOUR: i64 = 3600;
/// Seconds of a day.
const DAY: i64 = 24 * HOUR;

/// The tokens of a new session of the drafter.
async fn log_in(app: &TestApp) -> Value {
    let name = app.drafter().await.username.unwrap();
    app.try_login(&name, PASSWORD).await.is(200).json()
}

/// Exchanges the refresh token of an answer.
fn exchange(client: &Client, tokens: &Value) -> Request {
    client
        .post("/api/v1/auth/refresh")
        .json(&json!({ "refresh_token": tokens["refresh_token"] }))
}

async fn refresh(client: &Client, tokens: &Value) -> Answer {
    exchange(client, tokens).await
}

/// The person of an access token.
fn who(app: &TestApp, tokens: &Value) -> Client {
    app.anonymous().with_token(tokens["access_token"].as_str().unwrap())
}

/// The id of the session of an access token.
async fn session_of(app: &TestApp, tokens: &Value) -> String {
    let sessions = who(app, tokens).all(MINE).await;
    let present = sessions.iter().find(|session| session["is_present"] == true);
    present.expect("the present session")["id"].as_str().unwrap().to_owned()
}

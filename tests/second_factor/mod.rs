//! The second factor: enrolment, login, step-up, and organizations that require it.

mod enrolment;
mod login;
mod removal;
mod requirement;
mod step_up;

use prongsai_application::Clock as _;
use prongsai_test_support::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};
use totp_rs::Totp;

const MINE: &str = "/api/v1/me/second-factor";
const CONFIRM: &str = "/api/v1/me/second-factor/confirm";
const REMOVE: &str = "/api/v1/me/second-factor/remove";
const CODES: &str = "/api/v1/me/second-factor/recovery-codes";
const STEP_UP: &str = "/api/v1/auth/step-up";
/// Seconds of one code.
const STEP: i64 = 30;

/// The authenticator of a person.
pub(crate) struct Phone(Totp);

impl Phone {
    /// Reads the answer to the beginning of an enrolment.
    pub(crate) fn scan(enrolment: &Value) -> Self {
        let url = enrolment["otpauth_url"].as_str().expect("an address");
        Self(Totp::from_url(url).expect("an address of an authenticator"))
    }

    /// The code of the present step, or of one that is this many steps later (earlier if negative).
    fn code(&self, app: &TestApp, steps: i64) -> String {
        let seconds = app.clock.now().as_second() + steps * STEP;
        self.0.generate(u64::try_from(seconds).expect("after 1970")).to_string()
    }

    /// Waits for a code that was not used yet.
    pub(crate) fn next(&self, app: &TestApp) -> String {
        app.clock.advance_seconds(STEP);
        self.code(app, 0)
    }
}

/// Begins the enrolment of a person with the usual password.
async fn begin(client: &Client) -> Value {
    let body = json!({ "current_password": PASSWORD });
    client.post(MINE).json(&body).await.is(200).json()
}

/// Gives a person a second factor, which is fresh in their session. Returns the recovery codes, too.
pub(crate) async fn enrol(app: &TestApp, client: &Client) -> (Phone, Vec<String>) {
    let phone = Phone::scan(&begin(client).await);
    let body = json!({ "code": phone.next(app) });
    let codes = recovery_codes(&client.post(CONFIRM).json(&body).await.is(200));
    (phone, codes)
}

fn recovery_codes(answer: &Answer) -> Vec<String> {
    let codes = answer.json()["recovery_codes"].clone();
    serde_json::from_value(codes).expect("a list of codes")
}

/// Sends a login with the right password.
async fn log_in(app: &TestApp, username: &str, code: Option<&str>) -> Answer {
    let mut body = json!({ "username": username, "password": PASSWORD });
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    app.anonymous().post("/api/v1/auth/login").json(&body).await
}

pub(crate) async fn step_up(client: &Client, code: &str) -> Answer {
    client.post(STEP_UP).json(&json!({ "code": code })).await
}

/// The client of a session that was begun with this answer.
fn session(app: &TestApp, username: &str, login: &Answer) -> Client {
    let token = login.json()["access_token"].as_str().expect("a token").to_owned();
    app.anonymous().with_token(token).named(username)
}

/// The kinds of the notices of a person, newest first.
async fn notices(client: &Client) -> Vec<String> {
    let list = client.get("/api/v1/me/notices").await.is(200).json();
    let items = list["items"].as_array().expect("a page").clone();
    items
        .iter()
        .map(|item| item["kind"].as_str().expect("a kind").to_owned())
        .collect()
}

//! Service tokens: what a script may do for a person, for how long, and who sees and ends it.

mod administrators;
mod ends;
mod life;
mod limits;
mod presence;
mod rights;
mod scope;
mod use_cases;

use prongsai_test_support::{Client, PASSWORD, TestApp};
use serde_json::{Value, json};

pub(crate) use self::rights::with_everything;

const TOKENS: &str = "/api/v1/me/service-tokens";
/// Everything that a token may have.
pub(crate) const ALL: [&str; 7] = [
    "read_organization",
    "read_drafts",
    "read_history",
    "read_audit",
    "draft",
    "import",
    "export",
];

/// A token and the script that uses it.
pub(crate) struct Script {
    /// The id of the token.
    id: String,
    /// The client that sends it.
    pub(crate) client: Client,
    /// The answer to the request for it.
    made: Value,
}

fn body(app: &TestApp, name: &str, actions: &[&str]) -> Value {
    json!({ "name": name, "organization_id": app.ours.id, "actions": actions, "current_password": PASSWORD })
}

/// What a rotation sends.
fn rotation(overlap_hours: u16) -> Value {
    json!({ "overlap_hours": overlap_hours, "current_password": PASSWORD })
}

fn script_of(app: &TestApp, made: Value) -> Script {
    Script {
        id: made["service_token"]["id"].as_str().unwrap().to_owned(),
        client: app.anonymous().with_token(made["secret"].as_str().unwrap()),
        made,
    }
}

/// A script with a new token of this person.
pub(crate) async fn script(app: &TestApp, person: &Client, name: &str, actions: &[&str]) -> Script {
    let made = person.post(TOKENS).json(&body(app, name, actions)).await.is(201);
    assert_eq!(made.header("cache-control"), Some("no-store"));
    script_of(app, made.json())
}

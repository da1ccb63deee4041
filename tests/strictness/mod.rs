//! Bad input: every operation answers it with a problem that names the place, and stores nothing. The operations and
//! their good bodies come from the OpenAPI document.

mod absent;
mod bounds;
mod mutation;
mod query;

use prongsai_test_support::{Answer, Client, Role, TestApp, assert_any_problem, assert_problem, membership, sample};
use serde_json::{Value, json};

use crate::contract::{Contract, Operation, World};
use mutation::{Expected, Mutation};

/// A person who has every role, so that a refusal is about the input.
async fn somebody(app: &TestApp) -> Client {
    app.new_person(&Role::ALL.map(|role| membership(role, &app.ours))).await
}

/// An operation with a good body for it.
struct Target {
    operation: Operation,
    path: String,
    media_type: String,
    body: Value,
}

async fn targets(app: &TestApp, world: &World) -> Vec<Target> {
    let mut targets = Vec::new();
    for operation in Contract::of(app).await.with_body() {
        // Files have tests of their own.
        if !operation.takes_json() {
            continue;
        }
        let body = operation
            .example()
            .map_or_else(|| json!({}), |example| world.localise(example, "somebody.new"));
        let media_type = operation.body_type().expect("a body has a type").to_owned();
        targets.push(Target {
            path: world.fill(&operation.path),
            operation,
            media_type,
            body,
        });
    }
    assert!(targets.len() > 25, "{}", targets.len());
    targets
}

/// Checking a password or a code counts attempts; other operations leave no trace.
fn traces(operation: &Operation) -> &'static [&'static str] {
    let paths = [
        "/api/v1/auth/",
        "/api/v1/me/password",
        "/api/v1/me/second-factor",
        "/api/v1/me/service-tokens",
    ];
    if paths.iter().any(|path| operation.path.starts_with(path)) {
        &["login_throttle", "security_events"]
    } else {
        &[]
    }
}

async fn try_all(at_least: usize, mutations: fn(&Value) -> Vec<Mutation>) {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let client = somebody(&app).await;
    let mut tried = 0;
    for target in targets(&app, &world).await {
        let client = if target.operation.is_secured() {
            client.clone()
        } else {
            app.anonymous()
        };
        let before = app.database.fingerprint(traces(&target.operation)).await;
        for mutation in mutations(&target.body) {
            tried += 1;
            let request = target.operation.request(&client, &target.path);
            let answer = request.raw(&target.media_type, mutation.bytes.clone()).await;
            check(&target, &mutation, &answer);
        }
        assert_eq!(
            app.database.fingerprint(traces(&target.operation)).await,
            before,
            "{}",
            target.operation.id
        );
    }
    assert!(tried >= at_least, "{tried}");
}

#[track_caller]
fn check(target: &Target, mutation: &Mutation, answer: &Answer) {
    let sent = String::from_utf8_lossy(&mutation.bytes);
    let what = format!(
        "{} {}: {}",
        target.operation.id,
        mutation.pointer,
        sent.chars().take(600).collect::<String>()
    );
    assert!(
        (400..500).contains(&answer.status),
        "{what}\n{} {}",
        answer.status,
        answer.text()
    );
    let refusal = assert_any_problem(answer);
    if !target.operation.is_secured() && matches!(answer.status, 401 | 429) {
        // The answer does not tell what is wrong with a name, a password or a token.
        return;
    }
    let is_about_a_factor = mutation.pointer == "/code" || target.operation.id == "remove_second_factor";
    if is_about_a_factor && refusal.places().is_empty() {
        // The person has no second factor, so nothing of it is looked at.
        return;
    }
    let is_of_a_token = mutation.pointer == "/current_password" && target.path.contains("/service-tokens");
    if is_of_a_token && refusal.places().is_empty() {
        // The rights are checked before the password.
        return;
    }
    match mutation.expected {
        Expected::Syntax => assert_eq!(refusal.code(), "malformed-json", "{what}"),
        Expected::Place => {
            let places = refusal.places();
            let named = places.iter().any(|place| place.starts_with(&mutation.pointer));
            assert!(named, "{what}\nnamed only {places:?}");
        }
    }
}

#[tokio::test]
async fn nul_and_control_characters() {
    try_all(300, mutation::control_characters).await;
}

#[tokio::test]
async fn texts_that_are_not_unicode() {
    try_all(500, mutation::no_unicode).await;
}

#[tokio::test]
async fn values_of_another_type() {
    try_all(120, mutation::wrong_types).await;
}

#[tokio::test]
async fn fields_that_are_unknown() {
    try_all(50, mutation::unknown_fields).await;
}

#[tokio::test]
async fn fields_given_twice() {
    try_all(60, mutation::duplicate_fields).await;
}

#[tokio::test]
async fn numbers_out_of_range() {
    try_all(50, mutation::absurd_numbers).await;
}

#[tokio::test]
async fn dates_that_do_not_exist() {
    try_all(18, mutation::impossible_dates).await;
}

#[tokio::test]
async fn texts_that_are_too_long() {
    try_all(70, mutation::endless_texts).await;
}

#[tokio::test]
async fn malformed_documents() {
    try_all(200, mutation::no_documents).await;
}

#[tokio::test]
async fn bodies_that_are_too_large() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let client = somebody(&app).await;
    for target in targets(&app, &world).await {
        let limit = if target.operation.path.contains("/imports") {
            32
        } else {
            1
        };
        let request = target.operation.request(&client, &target.path);
        let answer = request.raw(&target.media_type, vec![b' '; limit * 1_048_576 + 1]).await;
        assert_problem(&answer, 413, "body-too-large");
    }
}

#[tokio::test]
async fn ids_of_another_organization() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let before = app.database.fingerprint(&[]).await;
    for organization in [app.theirs.id.as_str(), "00000000-0000-7000-8000-000000000000"] {
        for (plural, body) in [
            ("measures", sample::measure(organization)),
            ("reports", sample::report(organization)),
            ("announcements", sample::announcement(organization)),
            ("complaint-statistics", sample::complaint_statistics(organization)),
        ] {
            let answer = drafter.post(&format!("/api/v1/{plural}")).json(&body).await;
            assert_problem(&answer, 404, "not-found");
        }
    }
    let theirs = json!({ "division_id": app.theirs.division_id });
    let answer = drafter
        .post("/api/v1/measures")
        .json(&sample::with(sample::measure(&app.ours.id), &theirs))
        .await;
    assert_problem(&answer, 422, "invalid-input").at("/division_id");
    let unknown = json!({ "findings": ["nothing"], "indicators": ["i7", "i99"] });
    let answer = drafter
        .post("/api/v1/measures")
        .json(&sample::with(sample::measure(&app.ours.id), &unknown))
        .await;
    let refusal = assert_problem(&answer, 422, "invalid-input");
    assert_eq!(
        (refusal.at("/findings/0").code, refusal.at("/indicators/1").code),
        ("unknown-finding".into(), "unknown-indicator".into())
    );
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

/// All field errors are reported at once.
#[tokio::test]
async fn one_answer_names_all_errors() {
    let app = TestApp::start().await;
    let wrong = json!({
        "title": "  ", "indicators": ["i7", "i7"], "guideline": "x\u{1}", "reporting_round_months": 7,
        "steps": [{ "text": "" }, { "text": "ดี", "due_on": "2566-02-29" }],
    });
    let body = sample::with(sample::measure(&app.ours.id), &wrong);
    let answer = app.drafter().await.post("/api/v1/measures").json(&body).await;
    let refusal = assert_problem(&answer, 422, "invalid-input");
    for place in [
        "/title",
        "/indicators/1",
        "/guideline",
        "/reporting_round_months",
        "/steps/0/text",
        "/steps/1/due_on",
    ] {
        refusal.at(place);
    }
    assert_eq!(refusal.at("/steps/1/due_on").suggestion.as_deref(), Some("2566-02-28"));
}

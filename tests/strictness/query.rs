//! Bad queries and headers, at every operation.

use prongsai_test_support::{TestApp, assert_any_problem, assert_problem};

use super::somebody;
use crate::contract::{Contract, Operation, World};

/// A request that is valid except for what is appended to its query.
pub(super) fn good(
    world: &World,
    operation: &Operation,
    client: &prongsai_test_support::Client,
    query: &str,
) -> prongsai_test_support::Request {
    let path = format!("{}?{query}", world.fill(&operation.path));
    let request = operation.request(client, &path);
    match (operation.example(), operation.body_type()) {
        (Some(example), Some(media_type)) => {
            request.raw(media_type, operation.sent(&world.localise(example, "somebody.new")))
        }
        _ => request,
    }
}

#[tokio::test]
async fn a_parameter_that_nobody_knows_is_refused_at_every_operation() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let client = somebody(&app).await;
    let before = app.database.fingerprint(&[]).await;
    let mut forgiving = Vec::new();
    for operation in Contract::of(&app).await.operations() {
        // Documents of the system itself take no query, and ignore one like any static file.
        if !operation.path.starts_with("/api/v1/") && !operation.path.starts_with("/public/v1/") {
            continue;
        }
        let answer = good(&world, &operation, &client, "zzz_unknown=1").await;
        if answer.status != 400 || answer.json()["code"] != "unknown-parameter" {
            forgiving.push(format!("{}: {} {}", operation.id, answer.status, answer.text()));
            continue;
        }
        assert_problem(&answer, 400, "unknown-parameter").at("zzz_unknown");
    }
    assert!(forgiving.is_empty(), "{}", forgiving.join("\n"));
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn parameters_that_are_not_valid_text_are_refused() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let client = somebody(&app).await;
    for operation in Contract::of(&app).await.operations() {
        let Some(parameters) = operation.specification["parameters"].as_array() else {
            continue;
        };
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            for value in ["%00", "a%00b", "%ff", "%01"] {
                let answer = good(&world, &operation, &client, &format!("{name}={value}")).await;
                assert!(
                    (400..500).contains(&answer.status),
                    "{}?{name}={value}: {} {}",
                    operation.id,
                    answer.status,
                    answer.text()
                );
                let places = assert_any_problem(&answer).places();
                assert!(
                    places.iter().any(|place| place == name),
                    "{}?{name}={value}: {places:?}",
                    operation.id
                );
            }
        }
    }
}

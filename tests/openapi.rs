//! The OpenAPI document is complete, committed, and correct.

use std::collections::BTreeSet;
use std::path::Path;

use prongsai_test_support::{Document, Role, TestApp, is_thai, membership};
use serde_json::{Value, json};

use crate::contract::{Contract, Operation, World, rights_of};

#[test]
fn the_committed_document_is_the_one_that_the_server_gives_out() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let present = prongsai_http::openapi_json().expect("the document can be written");
    // Not assert_eq, which would print two documents of ten thousand lines.
    assert!(
        committed == present,
        "openapi/openapi.json is out of date: run `make openapi` and commit it"
    );
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_whole() {
    let app = TestApp::start().await;
    let contract = Contract::of(&app).await;
    let document = contract.document();
    let committed: Value = serde_json::from_str(&prongsai_http::openapi_json().unwrap()).unwrap();
    assert_eq!(*document, committed);
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    for member in ["title", "version", "description", "license"] {
        assert!(!document["info"][member].is_null(), "{member}");
    }
    assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    let mut ids = BTreeSet::new();
    for operation in contract.operations() {
        assert!(ids.insert(operation.id.clone()), "{} is there twice", operation.id);
    }
    let mut references = Vec::new();
    collect_references(document, &mut references);
    assert!(references.len() > 100);
    for reference in references {
        contract.resolve(&json!({ "$ref": reference }));
    }
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect_references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_operation_says_what_it_is_and_what_it_may_answer() {
    let app = TestApp::start().await;
    let contract = Contract::of(&app).await;
    let tags: BTreeSet<&str> = contract.document()["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    for operation in contract.operations() {
        let (id, said) = (&operation.id, &operation.specification);
        assert!(
            id.contains('_') && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
            "{id}"
        );
        assert!(
            said["summary"].as_str().is_some_and(|summary| summary.len() > 5),
            "{id} has no summary"
        );
        let tag = said["tags"][0].as_str().unwrap_or_else(|| panic!("{id} has no tag"));
        assert!(tags.contains(tag), "{id}: the tag {tag} is not described");
        assert!(said["security"].is_array(), "{id} says nothing of security");
        let responses = said["responses"].as_object().expect("responses");
        assert!(
            responses
                .keys()
                .any(|status| status.starts_with('2') || status.starts_with('3')),
            "{id}"
        );
        let mut expected = vec!["400", "500"];
        if operation.is_secured() {
            expected.extend(["401", "403", "404"]);
        }
        if operation.needs_precondition() {
            expected.extend(["412", "428"]);
        }
        if operation.body_schema().is_some() {
            expected.extend(["413", "415", "422"]);
        }
        for status in expected {
            assert!(responses.contains_key(status), "{id} does not document {status}");
        }
        for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let content = &contract.resolve(response)["content"]["application/problem+json"];
            assert!(content.is_object(), "{id}: {status} is no problem document");
        }
        assert_parameters_are_described(&contract, &operation);
    }
}

fn assert_parameters_are_described(contract: &Contract, operation: &Operation) {
    for name in operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
    {
        assert!(
            operation.has_parameter(name, "path"),
            "{}: {name} is not documented",
            operation.id
        );
    }
    for parameter in operation.specification["parameters"].as_array().into_iter().flatten() {
        let parameter = contract.resolve(parameter);
        let described = parameter["description"].as_str().is_some_and(|text| text.len() > 2);
        assert!(described, "{}: {} is not described", operation.id, parameter["name"]);
    }
}

/// The operations whose body needs no example.
fn takes_nothing(contract: &Contract, operation: &Operation) -> bool {
    let schema = operation.body_schema().map(|schema| contract.resolve(schema));
    schema.is_some_and(|schema| schema["properties"].as_object().is_none_or(serde_json::Map::is_empty))
}

#[tokio::test]
async fn every_body_has_an_example_with_thai_texts() {
    let app = TestApp::start().await;
    let contract = Contract::of(&app).await;
    let mut thai = 0;
    for operation in contract.with_body() {
        if takes_nothing(&contract, &operation) {
            continue;
        }
        let example = operation
            .example()
            .unwrap_or_else(|| panic!("{} has no example", operation.id));
        thai += usize::from(is_thai(&example.to_string()));
    }
    assert!(thai >= 15, "{thai}");
}

/// The operations that cannot be tried as they are, with the reason.
const NOT_TRIED: [(&str, &str); 12] = [
    ("decide_finding", "the hash is that of another proposal"),
    ("log_in", "nobody has this name and password"),
    ("refresh_session", "the token was never given out"),
    ("activate_account", "the token was never given out"),
    ("change_password", "nobody has this present password"),
    ("accept_organization_setting", "nobody proposed the setting"),
    ("enrol_second_factor", "another operation changes the password"),
    ("confirm_second_factor", "nobody enrols one"),
    ("remove_second_factor", "the code is of another time"),
    ("renew_recovery_codes", "the code is of another time"),
    ("step_up", "the code is of another time"),
    ("rotate_service_token", "the token is that of another person"),
];

#[tokio::test]
async fn every_example_is_accepted() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    // The approver must not have drafted what the other examples create.
    let everything = Role::ALL.map(|role| membership(role, &app.ours));
    let (somebody, approver) = (app.new_person(&everything).await, app.new_person(&everything).await);
    let mut tried = 0;
    for operation in Contract::of(&app).await.with_body() {
        if NOT_TRIED.iter().any(|(id, _)| *id == operation.id) || operation.example().is_none() {
            continue;
        }
        let mut example = world.localise(operation.example().unwrap(), "somebody.new");
        let path = path_for(&app, &world, &operation, &example).await;
        if example.get("all").is_some() {
            example = somebody.all_measures(&app.ours.id, 2566).await;
        }
        let client = if operation.id.starts_with("approve") {
            &approver
        } else {
            &somebody
        };
        let request = match vouched_for(&path) {
            Some(document) => client.post(&path).if_match(&client.get(document).await.is(200).etag()),
            None => operation.request(client, &path),
        };
        let answer = request
            .raw(operation.body_type().unwrap(), operation.sent(&example))
            .await;
        assert!(
            (200..300).contains(&answer.status),
            "{}: {} {}\n{example:#}",
            operation.id,
            answer.status,
            answer.text()
        );
        tried += 1;
    }
    assert!(tried >= 15, "{tried}");
}

/// The document that a request to this path approves or publishes; such a request names the revision that was read.
fn vouched_for(path: &str) -> Option<&str> {
    let document = path
        .strip_suffix("/approve")
        .or_else(|| path.strip_suffix("/publish"))?;
    (!document.contains("/fiscal-years/")).then_some(document)
}

/// The path of a thing in a state in which the operation can be carried out.
async fn path_for(app: &TestApp, world: &World, operation: &Operation, example: &Value) -> String {
    if let Some(programme) = example["programme"].as_str() {
        return format!("/api/v1/catalogues/{programme}/{}", example["fiscal_year"]);
    }
    let segments: Vec<&str> = operation.path.split('/').collect();
    match segments[..] {
        [
            "",
            "api",
            "v1",
            plural,
            "{id}",
            step @ ("return" | "approve" | "withdraw"),
        ] => {
            let mut document = fresh(app, plural).await;
            let drafter = app.drafter().await;
            if plural == "reports" {
                submit_measures(app).await;
            }
            document.step(&drafter, "submit", &json!({})).await;
            format!("{}/{step}", document.path())
        }
        // The body is the same for every kind; a measure is public in the fewest steps.
        ["", "api", "v1", _, "{id}", "revise"] => {
            let measure = app.published_measure(&json!({})).await;
            format!("{}/revise", measure.path())
        }
        ["", "api", "v1", "organizations", "{id}", "fiscal-years", .., "submit"] => {
            app.measure(&json!({})).await;
            world.fill(&operation.path)
        }
        ["", "api", "v1", "organizations", "{id}", "fiscal-years", ..] => {
            submit_measures(app).await;
            world.fill(&operation.path)
        }
        _ => format!("{}{}", world.fill(&operation.path), rights_of(&operation.id).query),
    }
}

async fn fresh(app: &TestApp, plural: &str) -> Document {
    match plural {
        "measures" => app.measure(&json!({})).await,
        "reports" => app.report(&json!({})).await,
        "announcements" => app.announcement(&json!({})).await,
        "complaint-statistics" => app.complaint_statistics().await,
        other => panic!("{other} have no sample"),
    }
}

async fn submit_measures(app: &TestApp) {
    app.measure(&json!({})).await;
    app.drafter()
        .await
        .step_year(&app.ours.id, 2566, "submit")
        .await
        .is(200);
}

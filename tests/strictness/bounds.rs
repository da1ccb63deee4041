//! The server enforces the bounds that the OpenAPI document states for query parameters.

use std::fmt::Write as _;

use prongsai_test_support::{TestApp, assert_problem};
use serde_json::Value;

use super::query::good;
use super::somebody;
use crate::contract::{Contract, Operation, World, rights_of};

/// A value of a parameter, and whether it is within the bounds.
struct Tried {
    value: String,
    is_within: bool,
}

fn within(value: &(impl ToString + ?Sized)) -> Tried {
    Tried {
        value: value.to_string(),
        is_within: true,
    }
}

fn outside(value: &(impl ToString + ?Sized)) -> Tried {
    Tried {
        value: value.to_string(),
        is_within: false,
    }
}

/// The values next to every bound of a schema, on both sides.
fn values(schema: &Value) -> Vec<Tried> {
    let mut values = Vec::new();
    let number = |name: &str| schema[name].as_i64();
    if let Some(smallest) = number("minimum") {
        values.extend([within(&smallest), outside(&(smallest - 1))]);
    }
    if let Some(largest) = number("maximum") {
        values.extend([within(&largest), outside(&(largest + 1))]);
    }
    let letters = |count: i64| "ก".repeat(usize::try_from(count).expect("a length"));
    if let Some(longest) = number("maxLength") {
        values.extend([within(&letters(longest)), outside(&letters(longest + 1))]);
    }
    if let Some(shortest) = number("minLength") {
        values.extend([within(&letters(shortest)), outside(&letters(shortest - 1))]);
    }
    for word in schema["enum"].as_array().into_iter().flatten() {
        let word = word.as_str().expect("a word");
        values.extend([within(word), outside(&format!("{word}x"))]);
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        values.extend(around(pattern));
    }
    let kind = schema["type"].as_str().expect("a parameter has one type");
    values.extend(match (kind, schema["format"].as_str()) {
        ("integer", _) => vec![outside("x"), outside("1.5"), outside("")],
        ("boolean", _) => vec![within("true"), outside("maybe"), outside("")],
        (_, Some("uuid")) => vec![outside("7"), outside("")],
        _ => Vec::new(),
    });
    values
}

/// Values that match a pattern, and values that almost match.
fn around(pattern: &str) -> Vec<Tried> {
    match pattern {
        "^[0-9]{2}$" => vec![within("47"), outside("4"), outside("470"), outside("4x"), outside("")],
        "^([0-9]{2})?$" => vec![within("47"), within(""), outside("4"), outside("470"), outside("4x")],
        "^i[1-9][0-9]?$" => vec![
            within("i1"),
            within("i99"),
            outside("i0"),
            outside("i100"),
            outside("7"),
        ],
        "^[LMQH]$" => vec![within("L"), outside("l"), outside("LM"), outside("")],
        words => {
            let list = words.strip_prefix("^(").and_then(|rest| rest.strip_suffix(")$"));
            let list = list.unwrap_or_else(|| panic!("which values match {pattern}? Tell around"));
            assert!(!list.contains(['[', '*', '+', '?', '\\']), "{pattern}");
            let near = |word: &str| [within(word), outside(&format!("{word}x"))];
            list.split('|').flat_map(near).chain([outside("")]).collect()
        }
    }
}

/// Query parameters of an operation, with the values to try.
fn bounded(contract: &Contract, operation: &Operation) -> Vec<(String, Vec<Tried>)> {
    let parameters = operation.specification["parameters"].as_array();
    let parameters = parameters.into_iter().flatten().map(|one| contract.resolve(one));
    parameters
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| {
            let name = parameter["name"].as_str().expect("a name").to_owned();
            (name, values(contract.resolve(&parameter["schema"])))
        })
        .collect()
}

/// The other parameters that the query needs.
fn rest_of_query(operation: &Operation, name: &str) -> String {
    let needed = operation.is_secured().then(|| rights_of(&operation.id).query);
    match needed.unwrap_or_default().strip_prefix('?') {
        Some(needed) if !needed.starts_with(name) => format!("&{needed}"),
        _ => String::new(),
    }
}

fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = write!(encoded, "%{byte:02X}");
        encoded
    })
}

#[tokio::test]
async fn a_value_just_outside_a_documented_bound_is_refused_by_name() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let client = somebody(&app).await;
    let contract = Contract::of(&app).await;
    let mut wrong = Vec::new();
    let (mut inside, mut beyond) = (0, 0);
    for operation in contract.operations() {
        for (name, values) in bounded(&contract, &operation) {
            for tried in values {
                let rest = rest_of_query(&operation, &name);
                let query = format!("{name}={}{rest}", encoded(&tried.value));
                let answer = good(&world, &operation, &client, &query).await;
                let what = format!("{}?{name}={}: {}", operation.id, tried.value, answer.status);
                if tried.is_within {
                    inside += 1;
                    if answer.status == 400 || answer.status >= 500 {
                        wrong.push(what);
                    }
                } else if answer.status == 400 {
                    beyond += 1;
                    assert_problem(&answer, 400, "invalid-parameter").at(&name);
                } else {
                    wrong.push(what);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(inside > 100 && beyond > 200, "{inside} {beyond}");
}

#[tokio::test]
async fn a_search_text_that_is_too_long_is_refused_in_both_trees() {
    let app = TestApp::start().await;
    for path in ["/api/v1/organizations", "/public/v1/organizations"] {
        let ask = |letters: usize| app.admin().get(&format!("{path}?q={}", encoded(&"ก".repeat(letters))));
        ask(300).await.is(200);
        let field_error = assert_problem(&ask(301).await, 400, "invalid-parameter").at("q");
        assert_eq!(field_error.code, "text-too-long", "{path}");
    }
}

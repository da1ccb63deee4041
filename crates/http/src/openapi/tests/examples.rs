use serde_json::Value;

use super::{json, operations, resolve};

fn has_thai(value: &Value) -> bool {
    let is_thai = |letter| ('\u{e00}'..='\u{e7f}').contains(&letter);
    value.to_string().chars().any(is_thai)
}

#[test]
fn every_body_has_an_example_in_thai() {
    // The values of these operations are never Thai.
    let exceptions = [
        "refresh_session",
        "step_up",
        "confirm_second_factor",
        "renew_recovery_codes",
        "read_notices",
        "rotate_service_token",
        "create_membership",
        "accept_organization_setting",
        "bind_rule",
        "bind_province_rule",
        "submit_measures_of_year",
        "publish_measures_of_year",
    ];
    let document = json();
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap();
        let body = resolve(&document, &operation["requestBody"]);
        for (media_type, content) in body["content"].as_object().into_iter().flatten() {
            let schema = resolve(&document, &content["schema"]);
            let takes_nothing = schema["properties"].as_object().is_none_or(serde_json::Map::is_empty);
            let examples = [
                &content["example"],
                &content["examples"],
                &schema["example"],
                &schema["examples"],
            ];
            assert!(
                takes_nothing || examples.iter().any(|example| !example.is_null()),
                "{method} {path} {media_type}: no example"
            );
            let is_thai = examples.iter().any(|example| has_thai(example));
            assert!(
                takes_nothing || is_thai || exceptions.contains(&id),
                "{method} {path} {media_type}: no Thai example"
            );
        }
    }
}

use prongsai_domain::catalogue::Catalogue;

use super::*;

/// Compares a value with its schema: every member is described, and every required one is present.
fn follow(schemas: &Value, schema: &Value, value: &Value, place: &str) {
    let reference = schema["$ref"].as_str().or_else(|| {
        let choices = schema["oneOf"].as_array()?;
        choices.iter().find_map(|choice| choice["$ref"].as_str())
    });
    if let Some(name) = reference.and_then(|text| text.rsplit('/').next()) {
        return follow(schemas, &schemas[name], value, place);
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let described = &schema["properties"][name];
                assert!(!described.is_null(), "{place}/{name} is not described");
                follow(schemas, described, member, &format!("{place}/{name}"));
            }
            for required in schema["required"].as_array().into_iter().flatten() {
                assert!(
                    members.contains_key(required.as_str().unwrap()),
                    "{place}/{required} is not required"
                );
            }
        }
        Value::Array(items) => {
            for item in items {
                follow(schemas, &schema["items"], item, place);
            }
        }
        _ => {}
    }
}

#[test]
fn the_schema_describes_every_catalogue_that_comes_with_the_program() {
    let document = serde_json::to_value(crate::openapi::document()).unwrap();
    let schemas = &document["components"]["schemas"];
    for text in [
        include_str!("../example.json"),
        include_str!("../../../../../reference/catalogues/nacc-ita-2564.json"),
        include_str!("../../../../../reference/catalogues/nacc-ita-2565.json"),
        include_str!("../../../../../reference/catalogues/nacc-ita-2566.json"),
        include_str!("../../../../../reference/catalogues/nacc-ita-2567.json"),
        include_str!("../../../../../reference/catalogues/nacc-ita-2568.json"),
        include_str!("../../../../../reference/catalogues/nacc-ita-2569.json"),
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        follow(schemas, &schemas["Catalogue"], &value, "");
    }
}

#[test]
fn the_example_is_a_catalogue() {
    let catalogue: Catalogue = serde_json::from_value(example()).unwrap();
    assert_eq!(catalogue.validate(), Ok(()));
}

#[test]
fn the_first_catalogue_of_a_year_needs_no_entity_tag() {
    let document = serde_json::to_value(crate::openapi::document()).unwrap();
    let put = &document["paths"]["/api/v1/catalogues/{programme}/{fiscal_year}"]["put"];
    for name in ["If-Match", "If-None-Match"] {
        let mut parameters = put["parameters"].as_array().unwrap().iter();
        let header = parameters.find(|one| one["name"] == name).unwrap();
        assert_eq!(header["required"], false, "{name}");
    }
}

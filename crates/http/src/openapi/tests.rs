mod examples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::openapi_json;
use super::rules::ANONYMOUS;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn json() -> Value {
    serde_json::from_str(&openapi_json().unwrap()).unwrap()
}

/// Every operation: path, method, its entry in the document.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| {
                item.get(method)
                    .map(|operation| (path.clone(), (*method).to_owned(), operation.clone()))
            })
        })
        .collect()
}

/// A schema or example, with references resolved.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => document.pointer(pointer).unwrap_or(value),
        None => value,
    }
}

#[test]
fn the_document_is_openapi_3_1() {
    assert_eq!(json()["openapi"], "3.1.0");
}

#[test]
fn every_operation_is_described() {
    let document = json();
    let tags: BTreeSet<_> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].clone().to_string())
        .collect();
    let mut seen = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(
            !id.is_empty() && seen.insert(id.to_owned()),
            "{method} {path}: operationId {id:?}"
        );
        let tag = operation["tags"][0].to_string();
        assert!(tags.contains(&tag), "{id}: tag {tag} is not described");
        assert!(
            operation["summary"].is_string() || operation["description"].is_string(),
            "{id}: no summary"
        );
        let responses = operation["responses"].as_object().unwrap();
        assert!(
            responses.keys().any(|status| status.starts_with('2')),
            "{id}: no success"
        );
        for status in ["500", "503"] {
            assert!(
                responses[status]["$ref"].as_str().unwrap().contains("Problem"),
                "{id}: {status}"
            );
        }
    }
    assert!(seen.len() > 5, "the document is nearly empty");
}

#[test]
fn everything_below_api_needs_a_token_unless_it_is_listed() {
    for (path, method, operation) in operations(&json()) {
        let id = operation["operationId"].as_str().unwrap();
        let is_secured = operation["security"].as_array().is_some_and(|all| !all.is_empty());
        let expected = path.starts_with("/api/") && !ANONYMOUS.contains(&id);
        assert_eq!(is_secured, expected, "{method} {path}");
        if is_secured {
            assert!(
                operation["responses"]["401"].is_object() && operation["responses"]["403"].is_object(),
                "{id}"
            );
        }
    }
}

#[test]
fn every_parameter_is_described() {
    for (path, method, operation) in operations(&json()) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(
                parameter["description"].is_string(),
                "{method} {path}: {}",
                parameter["name"]
            );
        }
        for name in super::parameters::names(&path) {
            let described = operation["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .any(|parameter| parameter["name"] == name);
            assert!(described, "{method} {path}: {name}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(document: &Value, value: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(pointer) = fields
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|text| text.strip_prefix('#'))
                {
                    assert!(document.pointer(pointer).is_some(), "{pointer}");
                }
                fields.values().for_each(|value| walk(document, value));
            }
            Value::Array(values) => values.iter().for_each(|value| walk(document, value)),
            _ => {}
        }
    }
    let document = json();
    walk(&document, &document);
}

#[test]
fn an_operation_promises_only_problems_that_can_occur() {
    let document = json();
    for (path, method, status, occurs) in [
        ("/public/v1/reports/{id}", "get", "422", true),
        ("/public/v1/reports/{id}.pdf", "get", "422", true),
        ("/public/v1/announcements/{id}/poster.pdf", "get", "422", true),
        ("/api/v1/reports/{id}.pdf", "get", "422", true),
        ("/public/v1/reports/{id}.docx", "get", "422", false),
        ("/public/v1/complaint-statistics/{id}.csv", "get", "422", false),
        ("/public/v1/verify/{verification_code}.html", "get", "422", false),
        ("/public/v1/organizations/{id}", "get", "422", false),
        ("/public/v1/reports/{id}", "get", "410", true),
        ("/public/v1/reports/{id}.docx", "get", "410", true),
        ("/public/v1/reports/{id}/editions/{number}", "get", "410", true),
        ("/public/v1/announcements/{id}/qr.png", "get", "410", true),
        ("/public/v1/reports/{id}/editions", "get", "410", false),
        ("/public/v1/organizations/{id}", "get", "410", false),
        ("/public/{organization}/", "get", "410", false),
        ("/metrics", "get", "404", true),
        ("/.well-known/security.txt", "get", "404", true),
        ("/api/v1/auth/login", "post", "429", true),
        ("/public/v1/reports/{id}.pdf", "get", "429", true),
        ("/health/ready", "get", "429", false),
        ("/metrics", "get", "429", false),
    ] {
        let operation = &document["paths"][path][method];
        assert!(operation.is_object(), "{method} {path}");
        assert_eq!(
            operation["responses"][status].is_object(),
            occurs,
            "{method} {path}: {status}"
        );
    }
}

/// utoipa identifies schemas by their short names: of two types with one name, one would silently replace the other.
#[test]
fn no_two_schemas_share_a_name() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let http = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let bundle = concat!(env!("CARGO_MANIFEST_DIR"), "/../bundle/src");
    for file in [http, bundle].into_iter().flat_map(|folder| sources(Path::new(folder))) {
        let place = file.display().to_string();
        for name in schemas_in(&std::fs::read_to_string(&file).unwrap()) {
            assert_eq!(
                seen.insert(name.clone(), place.clone()),
                None,
                "{name} is declared again in {place}"
            );
        }
    }
    for name in ["HealthView", "PublicOfficeView", "BundleMeasure"] {
        assert!(seen.contains_key(name), "the search does not find {name}");
    }
}

/// The names of the schemas that a source declares. Types that macros declare are not found.
fn schemas_in(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut is_schema, mut other_name) = (false, None);
    for line in source.lines() {
        is_schema |= line.starts_with("#[derive(") && line.contains("ToSchema");
        if let Some((_, name)) = line.split_once("schema(as = ") {
            other_name = Some(identifier(name));
        }
        let declared = ["pub(crate) ", "pub(super) ", "pub "]
            .iter()
            .find_map(|visibility| line.strip_prefix(visibility))
            .unwrap_or(line);
        let declared = declared
            .strip_prefix("struct ")
            .or_else(|| declared.strip_prefix("enum "));
        if let Some(name) = declared {
            let name = other_name.take().unwrap_or_else(|| identifier(name));
            names.extend(is_schema.then_some(name));
            is_schema = false;
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
fn schemas_are_found_under_the_names_that_they_have_in_the_document() {
    let source = "#[derive(ToSchema)]\npub(super) struct A {\n}\nstruct B;\n\
                  #[derive(Serialize, ToSchema)]\n#[schema(as = D, rename_all = \"snake_case\")]\nenum C {";
    assert_eq!(schemas_in(source), ["A", "D"]);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { sources(&path) } else { vec![path] }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The committed files match the program's output. `PRONGSAI_REGENERATE=1` rewrites them.
#[test]
fn the_committed_files_are_up_to_date() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi");
    let generated = [
        ("openapi.json", openapi_json().unwrap()),
        ("problems.md", crate::problem::problems_markdown()),
    ];
    for (name, now) in generated {
        let path = format!("{folder}/{name}");
        if std::env::var_os("PRONGSAI_REGENERATE").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == now, "{name} is out of date: run `make openapi`");
    }
}

use std::collections::BTreeSet;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Components, ContentBuilder, Ref, RefOr, ResponseBuilder, Schema};

use crate::problem::ProblemCode;

/// The status of requests that come too early.
const TOO_MANY: u16 = 429;
/// Its headers. `RateLimit` and `RateLimit-Policy` are in other answers too.
const HEADERS_OF_TOO_MANY: &[(&str, Type, &str)] = &[
    (
        "Retry-After",
        Type::Integer,
        "Seconds until the next request is allowed.",
    ),
    (
        "RateLimit",
        Type::String,
        "What is left of the limit, such as `\"public\";r=0;t=1`: `r` requests within `t` seconds. It is missing when \
         logins failed too often.",
    ),
    (
        "RateLimit-Policy",
        Type::String,
        "The limit, such as `\"public\";q=6000;w=60`: `q` requests at once, and all of them again after `w` seconds.",
    ),
];

/// Adds one response per status that problems have, for the operations to refer to.
pub(super) fn add_responses(components: &mut Components) {
    let statuses: BTreeSet<u16> = ProblemCode::ALL.iter().map(|code| code.status().as_u16()).collect();
    for status in statuses {
        components.responses.insert(name(status), RefOr::T(response(status)));
    }
}

/// A reference to the response of a status.
pub(super) fn reference(status: u16) -> Ref {
    Ref::from_response_name(name(status))
}

fn name(status: u16) -> String {
    format!("Problem{status}")
}

fn response(status: u16) -> Response {
    let codes = ProblemCode::ALL.iter().filter(|code| code.status().as_u16() == status);
    let description = codes
        .map(|code| format!("`{}` — {} {}", code.as_str(), code.meaning_th(), code.meaning_en()))
        .collect::<Vec<_>>()
        .join("\n\n");
    let schema = Ref::from_schema_name("Problem");
    let headers = if status == TOO_MANY { HEADERS_OF_TOO_MANY } else { &[] };
    let described = headers
        .iter()
        .fold(ResponseBuilder::new(), |response, (name, kind, text)| {
            let header = HeaderBuilder::new()
                .schema(Some(Schema::Object(
                    ObjectBuilder::new().schema_type(kind.clone()).build(),
                )))
                .description(Some(*text));
            response.header(*name, header.build())
        });
    described
        .description(description)
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(schema)).build(),
        )
        .build()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::openapi::document;

    #[test]
    fn every_operation_tells_of_its_limit() {
        let document: Value = serde_json::to_value(document()).unwrap();
        let headers = &document["components"]["responses"]["Problem429"]["headers"];
        for name in ["RateLimit", "RateLimit-Policy", "Retry-After"] {
            assert!(headers[name]["description"].is_string(), "{name}: {headers}");
        }
        let mut limited = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let expected = if path.starts_with("/health/") || path == "/metrics" {
                    Value::Null
                } else {
                    limited += 1;
                    json!({ "$ref": "#/components/responses/Problem429" })
                };
                assert_eq!(operation["responses"]["429"], expected, "{method} {path}");
            }
        }
        assert!(limited > 100, "{limited}");
    }
}

use std::collections::BTreeSet;

use utoipa::openapi::response::Response;
use utoipa::openapi::{Components, ContentBuilder, Ref, RefOr, ResponseBuilder};

use crate::problem::ProblemCode;

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
    ResponseBuilder::new()
        .description(description)
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(schema)).build(),
        )
        .build()
}

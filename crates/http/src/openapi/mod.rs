//! The OpenAPI document: generated from the handlers and completed by rules for all operations.

mod bodies;
mod info;
mod parameters;
mod problems;
mod rules;
#[cfg(test)]
mod tests;

use actix_web::App;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt as _;

pub use rules::ANONYMOUS;

/// The OpenAPI 3.1 document of the whole API.
pub fn document() -> OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(info::ApiDoc::openapi())
        .configure(crate::mount)
        .split_for_parts();
    rules::complete(&mut document);
    document
}

/// The document in the form of `openapi/openapi.json`: indented, with a line break at the end.
///
/// # Errors
/// The error of the JSON writer; none is expected.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    document().to_pretty_json().map(|json| json + "\n")
}

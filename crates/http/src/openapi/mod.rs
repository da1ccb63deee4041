//! The OpenAPI document: what the handlers say of themselves, completed by rules that hold for all of them.

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

/// Where the document is served.
pub(crate) const OPENAPI_PATH: &str = "/api/openapi.json";

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

/// The document as it stands in `openapi/openapi.json`: indented, with a line break at the end.
///
/// # Errors
/// What the JSON writer says; it has no reason to.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    document().to_pretty_json().map(|json| json + "\n")
}

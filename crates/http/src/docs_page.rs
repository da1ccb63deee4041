//! The documentation page and the document that it shows, both embedded in the binary.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// The address of the OpenAPI document.
const OPENAPI_PATH: &str = "/api/openapi.json";

/// The bytes of the OpenAPI document, made once.
#[derive(Clone)]
pub(crate) struct DocumentBytes(pub(crate) Bytes);

/// Returns the OpenAPI document of this API.
#[utoipa::path(tag = "system",
    responses((status = 200, body = serde_json::Value, description = "The OpenAPI 3.1 document")))]
#[get("/api/openapi.json")]
pub(crate) async fn get_openapi(document: Data<DocumentBytes>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(document.0.clone())
}

/// Redirects `/docs` to the page.
pub(crate) async fn redirect_to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header(("Location", "/docs/"))
        .finish()
}

/// The page. It uses this server only: no external validator, fonts or scripts.
pub(crate) fn page() -> SwaggerUi {
    let config = Config::from(OPENAPI_PATH)
        .validator_url("none")
        .deep_linking(true)
        .doc_expansion("none")
        .filter(true)
        .persist_authorization(false)
        .try_it_out_enabled(true);
    SwaggerUi::new("/docs/{_:.*}").config(config)
}

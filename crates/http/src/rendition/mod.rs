//! Renditions: published and draft documents as PDF, HTML, DOCX and CSV.

mod answer;
mod draft;
mod public;
mod requested_form;
mod routes;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::{page, private_rendition, public_rendition};
pub(crate) use requested_form::RequestedForm;
pub(crate) use routes::rendition_routes;

/// Adds the anonymous routes for renditions of a year below `/public/v1`.
pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    public::routes(cfg);
}

/// Adds the routes for renditions of a year below `/api/v1`, which need a token.
pub(crate) fn routes(cfg: &mut ServiceConfig) {
    draft::routes(cfg);
}

//! Renditions: published and draft documents as PDF, HTML, DOCX and CSV.

mod answer;
mod draft;
mod public;
mod routes;
mod wanted;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::{own_rendition, page, public_rendition};
pub(crate) use routes::rendition_routes;
pub(crate) use wanted::Wanted;

/// Adds the anonymous routes for renditions of a year below `/public/v1`.
pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    public::routes(cfg);
}

/// Adds the routes for renditions of a year below `/api/v1`, which need a token.
pub(crate) fn routes(cfg: &mut ServiceConfig) {
    draft::routes(cfg);
}

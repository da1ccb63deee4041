//! Renditions: what was published, or is in draft, as PDF, HTML, DOCX and CSV.

mod answer;
mod draft;
mod public;
mod routes;
mod wanted;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::{own_rendition, page, public_rendition};
pub(crate) use routes::rendition_routes;
pub(crate) use wanted::Wanted;

/// Renditions of a year: anonymous, below `/public/v1`.
pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    public::routes(cfg);
}

/// Renditions of a year: with a token, below `/api/v1`.
pub(crate) fn routes(cfg: &mut ServiceConfig) {
    draft::routes(cfg);
}

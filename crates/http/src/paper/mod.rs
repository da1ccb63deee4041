//! Papers: what was published, or is in draft, as PDF, HTML, DOCX and CSV.

mod answer;
mod draft;
mod public;
mod routes;
mod wanted;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::{own_paper, page, public_paper};
pub(crate) use routes::paper_routes;
pub(crate) use wanted::Wanted;

/// Papers of a year: anonymous, below `/public/v1`.
pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    public::routes(cfg);
}

/// Papers of a year: with a token, below `/api/v1`.
pub(crate) fn routes(cfg: &mut ServiceConfig) {
    draft::routes(cfg);
}

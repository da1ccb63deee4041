//! Papers: what was published, or is in draft, as PDF, HTML, DOCX and CSV.

mod answer;
mod draft;
mod public;
mod wanted;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::{page, public_paper};
pub(crate) use wanted::Wanted;

/// Anonymous, below `/public/v1`. To be mounted before the documents themselves: `{id}` takes `….pdf` too.
pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    public::routes(cfg);
}

/// With a token, below `/api/v1`; before the documents themselves.
pub(crate) fn routes(cfg: &mut ServiceConfig) {
    draft::routes(cfg);
}

//! The verification of renditions by their code.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::verify_paper_html).service(handlers::verify_paper);
}

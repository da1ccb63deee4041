//! What the code on a paper says of it, to whoever has the paper.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::verify_paper_html).service(handlers::verify_paper);
}

//! The verification of renditions by their code.

mod handlers;
mod view;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/verify").configure(|cfg| {
        cfg.service(handlers::verify_paper_html).service(handlers::verify_paper);
    }));
}

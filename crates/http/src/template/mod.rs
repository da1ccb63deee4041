//! The rendition templates of organizations.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::get_paper_template)
        .service(handlers::put_paper_template)
        .service(handlers::accept_paper_template);
}

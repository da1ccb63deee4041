//! The rules by which documents are reviewed, with their pages for officers.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_rules).service(handlers::get_rule);
}

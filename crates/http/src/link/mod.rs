//! What the link check knows about the addresses of an organization.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes_of_organizations(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_links);
}

//! Import and export of a whole year as one bundle.

mod example;
mod handlers;
mod post;
mod records;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::import_bundle);
}

/// Adds the export, below `/api/v1/organizations`.
pub(crate) fn routes_of_organizations(cfg: &mut ServiceConfig) {
    cfg.service(handlers::export_bundle);
}

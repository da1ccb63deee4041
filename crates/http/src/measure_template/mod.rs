//! Templates of measures: the libraries of the platform, of provinces and of organizations.

mod drafted;
mod handlers;
mod input;
mod view;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the drafts of measures, below `/api/v1/organizations`.
pub(crate) fn routes_of_organizations(cfg: &mut ServiceConfig) {
    cfg.service(handlers::draft_measure_from_template);
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/measure-templates").configure(|cfg| {
        cfg.service(handlers::list_measure_templates)
            .service(handlers::create_measure_template)
            .service(handlers::get_measure_template)
            .service(handlers::replace_measure_template)
            .service(handlers::delete_measure_template);
    }));
}

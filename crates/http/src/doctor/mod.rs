//! The doctor: what is missing, late or contradictory in a year, who has to act, by when, and the calls that mend it.

mod calls;
mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::count_issues);
}

pub(crate) fn routes_of_organization(cfg: &mut ServiceConfig) {
    cfg.service(handlers::examine_organization);
}

//! Rules that are binding for an organization or for a province.

mod of_organization;
mod of_province;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes_of_organization(cfg: &mut ServiceConfig) {
    cfg.service(of_organization::list_binding_rules)
        .service(of_organization::bind_rule)
        .service(of_organization::propose_rule_release)
        .service(of_organization::accept_rule_release);
}

pub(crate) fn routes_of_province(cfg: &mut ServiceConfig) {
    cfg.service(of_province::list_province_binding_rules)
        .service(of_province::bind_province_rule)
        .service(of_province::propose_province_rule_release)
        .service(of_province::accept_province_rule_release);
}

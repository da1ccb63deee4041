//! Local governments: the views for people with a login and for the public.

mod approval_basis;
mod handlers;
mod input;
mod patch;
mod public;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_organizations)
        .service(handlers::create_organization)
        .service(handlers::get_organization)
        .service(handlers::edit_organization)
        .service(handlers::accept_organization_setting);
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    cfg.service(public::list_public_organizations)
        .service(public::get_public_organization);
}

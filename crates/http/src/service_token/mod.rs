//! Service tokens: those of the current user, and those of an organization for its administrators.

mod administrators;
mod own;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes below `/api/v1/me`.
pub(crate) fn routes_of_me(cfg: &mut ServiceConfig) {
    cfg.service(own::create_service_token)
        .service(own::list_my_service_tokens)
        .service(own::get_my_service_token)
        .service(own::revoke_my_service_token)
        .service(own::rotate_service_token);
}

/// Adds the routes for administrators, below `/api/v1/organizations`.
pub(crate) fn routes_of_organizations(cfg: &mut ServiceConfig) {
    cfg.service(administrators::list_service_tokens)
        .service(administrators::revoke_service_token);
}

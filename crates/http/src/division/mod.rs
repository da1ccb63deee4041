//! The divisions of an organization.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_divisions)
        .service(handlers::create_division)
        .service(handlers::get_division)
        .service(handlers::edit_division)
        .service(handlers::delete_division);
}

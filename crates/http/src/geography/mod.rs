//! Provinces and districts: the same with and without a token.

mod handlers;
mod public;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_provinces).service(handlers::list_districts);
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    cfg.service(public::list_public_provinces)
        .service(public::list_public_districts);
}

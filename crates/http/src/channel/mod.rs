//! The channels of an organization: for its people, and for the public.

mod handlers;
mod public;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_channels)
        .service(handlers::create_channel)
        .service(handlers::get_channel)
        .service(handlers::replace_channel)
        .service(handlers::delete_channel);
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    cfg.service(public::list_public_channels);
}

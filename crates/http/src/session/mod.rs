//! Login, refresh, logout, and the current user.

mod account_view;
mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::get_me)
        .service(handlers::log_in)
        .service(handlers::activate_account)
        .service(handlers::change_password)
        .service(handlers::list_notices)
        .service(handlers::read_notices)
        .service(handlers::refresh_session)
        .service(handlers::log_out);
}

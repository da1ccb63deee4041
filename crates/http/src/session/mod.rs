//! Login, refresh, logout, the current user, and their sessions.

mod account_view;
mod handlers;
mod me_view;
mod own;
mod second_factor;
mod second_factor_view;
mod session_view;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use session_view::{Seen, SessionFilters, SessionView};
pub(crate) use view::client_info;

/// Adds the routes below `/api/v1/auth`.
pub(crate) fn routes_of_auth(cfg: &mut ServiceConfig) {
    cfg.service(handlers::log_in)
        .service(handlers::activate_account)
        .service(handlers::refresh_session)
        .service(handlers::log_out)
        .service(second_factor::step_up);
}

/// Adds the routes below `/api/v1/me`.
pub(crate) fn routes_of_me(cfg: &mut ServiceConfig) {
    cfg.service(handlers::get_me)
        .service(handlers::change_password)
        .service(handlers::list_notices)
        .service(handlers::read_notices)
        .service(second_factor::enrol_second_factor)
        .service(second_factor::confirm_second_factor)
        .service(second_factor::remove_second_factor)
        .service(second_factor::renew_recovery_codes)
        .service(own::list_my_sessions)
        .service(own::end_my_session)
        .service(own::end_my_other_sessions);
}

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

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::get_me)
        .service(handlers::log_in)
        .service(handlers::activate_account)
        .service(handlers::change_password)
        .service(handlers::list_notices)
        .service(handlers::read_notices)
        .service(handlers::refresh_session)
        .service(handlers::log_out)
        .service(second_factor::step_up)
        .service(second_factor::enrol_second_factor)
        .service(second_factor::confirm_second_factor)
        .service(second_factor::remove_second_factor)
        .service(second_factor::renew_recovery_codes)
        .service(own::list_my_sessions)
        .service(own::end_my_session)
        .service(own::end_my_other_sessions);
}

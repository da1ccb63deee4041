//! People with a login, and their roles.

mod account_view;
mod accounts;
mod handlers;
mod input;
mod memberships;
mod sessions;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use view::{ProposalView, RoleName, StandingView, scope_parts};

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_users)
        .service(handlers::create_user)
        .service(handlers::get_user)
        .service(handlers::edit_user)
        .service(accounts::create_password_token)
        .service(accounts::confirm_user)
        .service(accounts::delete_second_factor)
        .service(accounts::list_proposed_memberships)
        .service(memberships::list_memberships)
        .service(memberships::create_membership)
        .service(memberships::get_membership)
        .service(memberships::confirm_membership)
        .service(memberships::delete_membership)
        .service(sessions::list_user_sessions)
        .service(sessions::end_user_session)
        .service(sessions::end_user_sessions);
}

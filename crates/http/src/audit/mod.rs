//! The audit trail: who did what, when, in which role, and what changed.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_audit_entries);
}

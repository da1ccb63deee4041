//! The audit trail: who did what, when, in which role, and what changed. Beside it the security events: sign-ins,
//! refusals, exports and downloads of drafts.

mod event_view;
mod events;
mod forward;
mod handlers;
mod lines;
mod names;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use forward::{entry_line, event_line};

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_audit_entries)
        .service(events::list_security_events);
}

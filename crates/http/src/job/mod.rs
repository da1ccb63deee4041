//! Jobs: work that outlives the request that caused it.

mod handlers;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(handlers::list_jobs)
        .service(handlers::get_job)
        .service(handlers::retry_job);
}

//! Catalogues of the assessment programmes, by fiscal year.

mod condition;
mod handlers;
mod public;
mod schema;
mod view;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/catalogues").configure(|cfg| {
        cfg.service(handlers::list_catalogues)
            .service(handlers::get_catalogue)
            .service(handlers::replace_catalogue);
    }));
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/catalogues").configure(|cfg| {
        cfg.service(public::get_public_catalogue);
    }));
}

//! The HTTP layer of Prongsai: routes, strict input, problem documents and the OpenAPI document. It is the only crate
//! that depends on actix-web.
//!
//! # Adding a resource
//! The folder `recipe` is a complete resource, with bodies, views, handlers and routes. It compiles as a part of the
//! tests. Copy it and rename. A new kind of document is simpler: see the folder `kind`.
//!
//! * Rules add path parameters, security, `Idempotency-Key` and all problem answers to the OpenAPI document
//!   (see [`openapi`]); a handler documents its success, `params(IfMatch)` or `params(IfNoneMatch)`, and an example in Thai.
//! * The limits and patterns in `#[schema(…)]` of a body only document it. The domain checks the body; a limit or a
//!   named value that changes there must change here too.
//! * Only macro handlers given to `.service()` are documented; `.route()` is not.

mod activity;
mod analysis;
mod audit;
mod binding_rule;
mod bundle;
mod catalogue;
mod channel;
mod division;
mod docs_page;
mod doctor;
mod document;
mod evidence;
pub mod extract;
mod fallback;
mod file;
mod geography;
mod health;
mod job;
mod kind;
mod link;
mod measure_template;
mod middleware;
pub mod openapi;
mod operations;
mod options;
mod organization;
mod path_template;
pub mod present;
pub mod problem;
mod proxy;
mod public;
#[cfg(test)]
mod recipe;
mod rendition;
mod result;
mod rule;
mod score;
mod security_txt;
mod server;
mod service_token;
mod serving;
mod session;
mod site;
mod template;
mod user;
mod verify;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub use audit::{entry_line, event_line};
pub use health::MetricsAccess;
pub use openapi::{document, openapi_json};
pub use operations::start_operations;
pub use options::ServerOptions;
pub use problem::{Answer, problems_markdown};
pub use proxy::{ProxyHeader, ProxyNetwork, TrustedProxies};
pub use server::{Server, ServerHandle, start};

/// Mounts all documented routes. The routes that are requested most come first, because routes are tried in order. Each
/// resource has a scope with a static prefix: a request tries the routes of its resource only.
pub fn mount(cfg: &mut ServiceConfig) {
    cfg.service(scope("/public/v1").configure(mount_public));
    cfg.service(scope("/api/v1").configure(mount_api));
    site::routes(cfg);
    health::routes(cfg);
    security_txt::routes(cfg);
    problem::routes(cfg);
    cfg.service(docs_page::get_openapi);
}

/// Anonymous routes to published content, below `/public/v1`.
fn mount_public(cfg: &mut ServiceConfig) {
    kind::public_routes(cfg);
    verify::routes(cfg);
    cfg.service(scope("/organizations").configure(|cfg| {
        organization::public_routes(cfg);
        channel::public_routes(cfg);
        rendition::public_routes(cfg);
    }));
    geography::public_routes(cfg);
    catalogue::public_routes(cfg);
    file::public_routes(cfg);
}

/// Routes with a bearer token, except those in `openapi::ANONYMOUS`, below `/api/v1`.
fn mount_api(cfg: &mut ServiceConfig) {
    kind::routes(cfg);
    cfg.service(scope("/me").configure(|cfg| {
        session::routes_of_me(cfg);
        service_token::routes_of_me(cfg);
    }));
    cfg.service(scope("/auth").configure(session::routes_of_auth));
    cfg.service(scope("/organizations").configure(mount_organizations));
    user::routes(cfg);
    job::routes(cfg);
    catalogue::routes(cfg);
    measure_template::routes(cfg);
    file::routes(cfg);
    geography::routes(cfg);
    binding_rule::routes_of_province(cfg);
    rule::routes(cfg);
    doctor::routes(cfg);
    bundle::routes(cfg);
    audit::routes(cfg);
}

/// The organizations and what belongs to one of them, below `/api/v1/organizations`.
fn mount_organizations(cfg: &mut ServiceConfig) {
    organization::routes(cfg);
    kind::routes_of_organizations(cfg);
    rendition::routes(cfg);
    analysis::routes(cfg);
    score::routes(cfg);
    file::routes_of_organizations(cfg);
    measure_template::routes_of_organizations(cfg);
    template::routes(cfg);
    division::routes(cfg);
    channel::routes(cfg);
    link::routes_of_organizations(cfg);
    binding_rule::routes_of_organization(cfg);
    doctor::routes_of_organization(cfg);
    bundle::routes_of_organizations(cfg);
    service_token::routes_of_organizations(cfg);
}

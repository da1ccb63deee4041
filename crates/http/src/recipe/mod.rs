//! The recipe "adding a resource", as code that compiles: an invented resource, the leaflet, with everything that a
//! resource of this crate has. Only tests build it. Copy this folder and rename.
//!
//! 1. One folder per resource: `mod.rs` with `routes`, `view.rs` with bodies and answers, and the handlers. The routes are in
//!    a scope with the name of the resource, and the paths of the handlers begin after it: requests to other resources do
//!    not try them.
//! 2. A `mod` line and a line in `mount_api` or `mount_public` of `lib.rs`, and a tag in `openapi/info.rs`.
//! 3. A handler parses the request with extractors, calls one use case and returns the result with `present`. It has at
//!    most 15 lines and makes no decisions.
//! 4. The extractor that authenticates stands first. All extractors are polled in the order of the arguments, and the
//!    first that refuses gives the answer. The authentication waits for the database, so a malformed path, header or
//!    query is refused before a token whose session has ended.
//!
//! Here the use cases are in `use_case`. Those of a real resource are in the application.

mod handlers;
mod use_case;
mod view;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/leaflets").configure(|cfg| {
        cfg.service(handlers::list_leaflets)
            .service(handlers::create_leaflet)
            .service(handlers::get_leaflet)
            .service(handlers::edit_leaflet);
    }));
}

#[cfg(test)]
mod tests {
    use utoipa_actix_web::AppExt as _;

    #[test]
    fn a_resource_made_by_the_recipe_is_in_the_openapi_document() {
        let (_, document) = actix_web::App::new()
            .into_utoipa_app()
            .configure(super::routes)
            .split_for_parts();
        let paths: Vec<&str> = document.paths.paths.keys().map(String::as_str).collect();
        assert_eq!(paths, ["/leaflets", "/leaflets/{id}"]);
        let schemas = document.components.unwrap().schemas;
        for name in ["LeafletView", "CreateLeaflet", "PatchLeaflet"] {
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}

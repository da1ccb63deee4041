//! The HTTP layer of Prongsai: routes, strict input, problem documents and the OpenAPI document. It is the only crate
//! that depends on actix-web and utoipa.
//!
//! # Adding a resource
//! Each resource has one folder: `mod.rs` with `pub(crate) fn routes(cfg)`, `view.rs` with the answers, and the
//! handlers. Add its `mod` line and its line in [`mount`] below. A handler parses the request with [`extract`]ors,
//! calls one use case and returns the result with [`present`]; it has at most 15 lines and makes no decisions:
//!
//! ```ignore
//! /// Shows a measure.
//! #[utoipa::path(tag = "measures", params(IfNoneMatch),
//!     responses((status = 200, body = MeasureView, description = "The measure")))]
//! #[get("/measures/{id}")]
//! pub(crate) async fn get_measure(
//!     app: Data<App>,
//!     Authenticated(context): Authenticated,
//!     PathValue(id): PathValue<DocumentId>,
//!     known: IfNoneMatch,
//! ) -> Answer {
//!     let measure = measure::get(&app, &context, id).await?;
//!     Ok(present::ok_unless_known(&known, measure.revision, &MeasureView::new(&measure, &context)))
//! }
//!
//! /// Drafts a measure.
//! #[utoipa::path(tag = "measures",
//!     request_body(content = CreateMeasure, example = json!({ "title": "การเปิดเผยข้อมูล" })),
//!     responses((status = 201, body = MeasureView, description = "The draft")))]
//! #[post("/measures")]
//! pub(crate) async fn create_measure(app: Data<App>, JsonPost { context, input }: JsonPost<CreateMeasure>) -> Answer {
//!     let reply = measure::create(&app, &context, input.into(), |made| {
//!         present::created(&format!("/api/v1/measures/{}", made.id), made.revision, &MeasureView::new(made, &context))
//!     });
//!     present::send(reply.await?)
//! }
//!
//! /// Changes a draft.
//! #[utoipa::path(tag = "measures", params(IfMatch),
//!     request_body(content = PatchMeasure, content_type = "application/merge-patch+json",
//!         example = json!({ "title": "การเปิดเผยข้อมูล" })),
//!     responses((status = 200, body = MeasureView, description = "The changed draft")))]
//! #[patch("/measures/{id}")]
//! pub(crate) async fn edit_measure(
//!     app: Data<App>,
//!     Body { context, input }: Body<PatchMeasure>,
//!     PathValue(id): PathValue<DocumentId>,
//!     IfMatch(precondition): IfMatch,
//! ) -> Answer {
//!     let measure = measure::edit(&app, &context, id, &precondition, |fields| input.apply(fields)).await?;
//!     Ok(present::ok(measure.revision, &MeasureView::new(&measure, &context)))
//! }
//! ```
//!
//! Put the extractor that authenticates ([`Authenticated`](extract::Authenticated), [`JsonPost`](extract::JsonPost),
//! [`Body`](extract::Body)) first: refusals come in the order of the arguments.
//!
//! * Input types derive `Deserialize, ToSchema` with `#[serde(deny_unknown_fields)]`; optional fields are `Option<T>`. In a
//!   patch, each field is [`Change<T>`](extract::Change) (may become empty) or [`Replace<T>`](extract::Replace), with
//!   `#[serde(default)]` and `#[schema(value_type = Option<String>)]` or `#[schema(value_type = String, required = false)]`.
//! * A list takes [`ListQuery<Filters>`](extract::ListQuery), is documented with `params(SomeFilters, Paging)` and
//!   `body = Page<SomeRowView>`, reads [`Paging::wanted`](extract::Paging::wanted) rows and ends in
//!   [`Paging::answer`](extract::Paging::answer)`(rows, |row| row.id, SomeRowView::from)`.
//! * Rules add path parameters, security, `Idempotency-Key` and all problem answers to the OpenAPI document
//!   (see [`openapi`]); a handler documents its success, `params(IfMatch)` or `params(IfNoneMatch)`, and an example in Thai.
//! * Every view has a unique name in the whole crate: utoipa identifies schemas by their short names.
//! * Only macro handlers given to `.service()` are documented; `.route()` is not.

mod analysis;
mod bundle;
mod catalogue;
mod division;
mod docs_page;
mod document;
pub mod extract;
mod fallback;
mod geography;
mod health;
mod kind;
mod middleware;
pub mod openapi;
mod organization;
pub mod present;
pub mod problem;
mod public;
mod rendition;
mod result;
mod server;
mod session;
mod site;
mod template;
mod user;
mod verify;

use actix_web::HttpResponse;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub use openapi::{document, openapi_json};
pub use problem::problems_markdown;
pub use server::{ServerOptions, serve, start};

/// The return type of handlers that may refuse.
pub type Answer = Result<HttpResponse, problem::Problem>;

/// Mounts all documented routes. The most requested come first, because routes are tried in order.
pub fn mount(cfg: &mut ServiceConfig) {
    cfg.service(scope("/public/v1").configure(mount_public));
    cfg.service(scope("/api/v1").configure(mount_api));
    site::routes(cfg);
    health::routes(cfg);
    problem::routes(cfg);
    cfg.service(docs_page::get_openapi);
}

/// Anonymous routes to published content, below `/public/v1`.
fn mount_public(cfg: &mut ServiceConfig) {
    kind::public_routes(cfg);
    rendition::public_routes(cfg);
    verify::routes(cfg);
    organization::public_routes(cfg);
    geography::public_routes(cfg);
    catalogue::public_routes(cfg);
}

/// Routes with a bearer token (except login), below `/api/v1`.
fn mount_api(cfg: &mut ServiceConfig) {
    kind::routes(cfg);
    rendition::routes(cfg);
    result::routes(cfg);
    analysis::routes(cfg);
    session::routes(cfg);
    organization::routes(cfg);
    template::routes(cfg);
    division::routes(cfg);
    user::routes(cfg);
    catalogue::routes(cfg);
    geography::routes(cfg);
    bundle::routes(cfg);
}

//! Liveness, readiness, metrics, and the index of addresses.

mod access;

use std::collections::BTreeMap;

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use prongsai_application::App;
use prongsai_application::rendition::Format;
use prongsai_domain::document::DocumentKind;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

pub use access::MetricsAccess;

use crate::Answer;
use crate::fallback;
use crate::middleware::render_metrics;
use crate::present;
use crate::problem::{Problem, ProblemCode};
use crate::rendition::RequestedForm;
use crate::site;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The answer of a healthy server.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthView {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// The index of addresses.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndexView {
    /// Name of the program.
    #[schema(example = "Prongsai (โปร่งใส)")]
    name: &'static str,
    /// Version of the server.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// The documentation page.
    #[schema(example = "/docs/")]
    documentation: &'static str,
    /// The OpenAPI document.
    #[schema(example = "/api/openapi.json")]
    openapi: &'static str,
    /// The public lists: of the organizations, and of the documents of each kind.
    #[schema(example = json!({ "organizations": "/public/v1/organizations", "measures": "/public/v1/measures" }))]
    public: BTreeMap<String, String>,
}

/// Returns the main addresses of the server. A browser gets a page with links.
#[utoipa::path(tag = "system",
    responses((status = 200, description = "The index", content((IndexView = "application/json"), (String = "text/html")))))]
#[get("/")]
pub(crate) async fn get_index(form: RequestedForm) -> HttpResponse {
    let mut answer = if form == RequestedForm::Rendition(Format::Html) {
        site::start_page(VERSION)
    } else {
        index()
    };
    answer
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept"));
    answer
}

fn index() -> HttpResponse {
    present::plain(&IndexView {
        name: "Prongsai (โปร่งใส)",
        version: VERSION,
        documentation: "/docs/",
        openapi: "/api/openapi.json",
        public: public_lists(),
    })
}

fn public_lists() -> BTreeMap<String, String> {
    let kinds = DocumentKind::ALL.into_iter().map(DocumentKind::plural);
    ["organizations"]
        .into_iter()
        .chain(kinds)
        // Names in JSON have underscores, addresses have hyphens.
        .map(|plural| (plural.replace('-', "_"), format!("/public/v1/{plural}")))
        .collect()
}

/// Answers 200 while the server runs. It does not use the database.
#[utoipa::path(tag = "system", responses((status = 200, body = HealthView, description = "The server is running")))]
#[get("/health/live")]
pub(crate) async fn get_liveness() -> HttpResponse {
    present::plain(&HealthView { status: "ok" })
}

/// Answers 200 when the server can reach its database.
#[utoipa::path(tag = "system", responses((status = 200, body = HealthView, description = "The server is ready")))]
#[get("/health/ready")]
pub(crate) async fn get_readiness(app: Data<App>) -> Answer {
    app.store.ping().await.map_err(|error| {
        tracing::warn!(%error, "not ready");
        Problem::new(ProblemCode::Unavailable)
    })?;
    Ok(present::plain(&HealthView { status: "ok" }))
}

/// The path of the metrics.
pub(crate) const METRICS_PATH: &str = "/metrics";

/// Returns the metrics of the server, for Prometheus.
///
/// They are on the listener of `PRONGSAI_OPERATIONS_LISTEN`. Without one they are here if the server listens on a loopback
/// address, for requests that no proxy passed on. Otherwise the answer is 404.
#[utoipa::path(tag = "system",
    responses((status = 200, body = String, content_type = "text/plain", description = "Counters and histograms")))]
#[get("/metrics")]
pub(crate) async fn get_metrics(request: HttpRequest, access: Data<MetricsAccess>) -> Answer {
    if !access.allows(&request) {
        return Err(fallback::unknown_path());
    }
    // If another recorder was installed in the process before, the server has no metrics; see `middleware::metrics`.
    let text = render_metrics().ok_or_else(|| Problem::new(ProblemCode::Unavailable))?;
    // 0.0.4 is the version of the Prometheus text format.
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text))
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(get_index)
        .service(get_liveness)
        .service(get_readiness)
        .service(get_metrics);
}

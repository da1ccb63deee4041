use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_cors::Cors;
pub use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, Condition, Next, from_fn};
use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpServer, guard};
use prongsai_application::App;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt as _;

use crate::docs_page::{self, DocumentBytes};
use crate::fallback::{KnownPaths, fallback, refuse_unknown_parameters};
use crate::health::{METRICS_PATH, MetricsAccess};
use crate::middleware::{
    self, RateLimiter, RequestSpan, SecureHost, frame, leave_small_answers_uncompressed, limit_rate,
};
use crate::openapi;
use crate::options::ServerOptions;
use crate::security_txt::{self, SecurityTxt};
use crate::serving::serving;
use crate::site;

/// The time in which the rest of a body is read and dropped after it was refused.
const UNREAD_BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// Starts a server. The returned future ends when the server stops; its handle stops it.
///
/// # Errors
/// The error of the socket, or an error if the OpenAPI document cannot be serialised.
#[expect(
    clippy::needless_pass_by_value,
    reason = "callers do not need the options afterwards"
)]
pub fn start(app: App, options: ServerOptions, listener: TcpListener) -> io::Result<Server> {
    middleware::install_metrics();
    let document = openapi::document();
    let known_paths = Data::new(KnownPaths::of(&document).without(&hidden_paths(&options)));
    let bytes = Data::new(DocumentBytes(Bytes::from(document.to_json()?)));
    let secure_host = Data::new(SecureHost::of(options.public_url.as_deref()));
    let security_txt = Data::new(SecurityTxt::of(&options));
    let origins = options.cors_origins.clone();
    let proxies = Data::new(options.trusted_proxies.clone());
    let limiter = Arc::new(RateLimiter::new(Arc::clone(&app.services)));
    let server = HttpServer::new(move || {
        // One application per thread, with the shared services.
        let own = App {
            store: app.store.with_own_reader(),
            services: app.services.clone(),
        };
        let limiter = Arc::clone(&limiter);
        let (actix, _) = actix_web::App::new()
            .into_utoipa_app()
            .configure(crate::mount)
            .split_for_parts();
        actix
            .app_data(Data::new(own))
            .app_data(known_paths.clone())
            .app_data(bytes.clone())
            .app_data(secure_host.clone())
            .app_data(security_txt.clone())
            .app_data(Data::new(options.metrics))
            .app_data(proxies.clone())
            .configure(undocumented)
            .default_service(web::to(fallback))
            // The last layer is the outermost: it gets a request first and an answer last.
            .wrap(from_fn(refuse_unknown_parameters))
            .wrap(from_fn(leave_small_answers_uncompressed))
            .wrap(Compress::default())
            .wrap(from_fn(move |request, next: Next<_>| {
                limit_rate(Arc::clone(&limiter), request, next)
            }))
            .wrap(Condition::new(!origins.is_empty(), cors(&origins)))
            .wrap(from_fn(frame))
            .wrap(TracingLogger::<RequestSpan>::new())
    })
    .workers(options.workers)
    // A client that closes its side has gone away, and its change is rolled back.
    .h1_allow_half_closed(false)
    // A client that still sends its body when it is refused gets the answer, and the rest is read and dropped. If the
    // connection ended at once, the answer could be lost on its way.
    .client_disconnect_timeout(UNREAD_BODY_TIMEOUT);
    serving!(server, &options, listener)
}

/// The routes that the OpenAPI document leaves out.
fn undocumented(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::resource("/docs")
            .guard(guard::Get())
            .to(docs_page::redirect_to_docs),
    )
    .service(docs_page::page())
    .service(
        web::resource("/public/{organization:[0-9a-f-]+}")
            .guard(guard::Get())
            .to(site::redirect_to_site),
    );
}

/// The documented paths that a server with these options does not have.
fn hidden_paths(options: &ServerOptions) -> Vec<&'static str> {
    let metrics = (options.metrics == MetricsAccess::Closed).then_some(METRICS_PATH);
    let security_txt = options.security_contacts.is_empty().then_some(security_txt::PATH);
    metrics.into_iter().chain(security_txt).collect()
}

fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        .allowed_headers([
            "accept-language",
            "authorization",
            "content-type",
            "idempotency-key",
            "if-match",
            "if-none-match",
            "x-request-id",
        ])
        .expose_headers([
            // The name of a rendition.
            "content-disposition",
            "etag",
            "link",
            "location",
            "idempotency-replayed",
            "override-reason",
            "ratelimit",
            "ratelimit-policy",
            "retry-after",
            "x-request-id",
        ])
        // One hour, in seconds.
        .max_age(3_600);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

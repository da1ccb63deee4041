use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_cors::Cors;
use actix_web::dev::Server;
use actix_web::middleware::{Compress, Condition, Next, from_fn};
use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpServer, guard};
use prongsai_application::App;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt as _;

use crate::docs_page::{self, DocumentBytes};
use crate::fallback::{KnownPaths, fallback, refuse_unknown_parameters};
use crate::middleware::{self, RateLimiter, RequestSpan, frame, leave_small_answers_uncompressed, limit_rate};
use crate::openapi;
use crate::site;

/// The time in which the rest of a body is read and dropped after it was refused.
const UNREAD_BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// Options of a server.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Number of worker threads; each has its own read connections.
    pub workers: usize,
    /// The time in which a client has to send the head of a request.
    pub client_request_timeout: Duration,
    /// The time that an idle connection is kept open.
    pub keep_alive: Duration,
    /// The time that current requests have to finish when the server stops, in seconds.
    pub shutdown_timeout: u64,
    /// Web pages of other origins that may call the API, e.g. `https://www.example.go.th`; none when empty.
    pub cors_origins: Vec<String>,
    /// Whether SIGTERM, SIGINT and SIGQUIT stop the server; false when the caller handles them.
    pub handles_signals: bool,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            workers: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            client_request_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(75),
            shutdown_timeout: 10,
            cors_origins: Vec::new(),
            handles_signals: false,
        }
    }
}

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
    let known_paths = Data::new(KnownPaths::of(&document));
    let bytes = Data::new(DocumentBytes(Bytes::from(document.to_json()?)));
    let origins = options.cors_origins.clone();
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
            .service(
                web::resource("/docs")
                    .guard(guard::Get())
                    .to(docs_page::redirect_to_docs),
            )
            .service(docs_page::page())
            .service(
                web::resource("/public/{organization:[0-9a-f-]+}")
                    .guard(guard::Get())
                    .to(site::redirect_to_site),
            )
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
    .client_request_timeout(options.client_request_timeout)
    // A client that closes its side has gone away, and its change is rolled back.
    .h1_allow_half_closed(false)
    // A client that still sends its body when it is refused gets the answer, and the rest is read and dropped. If the
    // connection ended at once, the answer could be lost on its way.
    .client_disconnect_timeout(UNREAD_BODY_TIMEOUT)
    .keep_alive(options.keep_alive)
    .shutdown_timeout(options.shutdown_timeout);
    let server = if options.handles_signals {
        server
    } else {
        server.disable_signals()
    };
    Ok(server.listen(listener)?.run())
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

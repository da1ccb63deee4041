//! A listener for operators: metrics and health, and nothing of the API.

use std::io;
use std::net::TcpListener;

use actix_web::HttpServer;
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data};
use prongsai_application::App;
use tracing_actix_web::TracingLogger;

use crate::Answer;
use crate::health::{self, MetricsAccess};
use crate::middleware::{self, RequestSpan, frame, leave_small_answers_uncompressed};
use crate::options::ServerOptions;
use crate::problem::{Bilingual, Problem, ProblemCode};
use crate::serving::serving;

/// Starts a server for operators. It has `/metrics`, `/health/live` and `/health/ready`; every other path answers 404. The
/// returned future ends when the server stops; its handle stops it.
///
/// Of the options it uses the times and `handles_signals`.
///
/// # Errors
/// The error of the socket.
pub fn start_operations(app: App, options: &ServerOptions, listener: TcpListener) -> io::Result<Server> {
    middleware::install_metrics();
    let server = HttpServer::new(move || {
        let own = App {
            store: app.store.with_own_reader(),
            services: app.services.clone(),
        };
        actix_web::App::new()
            .app_data(Data::new(own))
            .app_data(Data::new(MetricsAccess::Open))
            .service(health::get_liveness)
            .service(health::get_readiness)
            .service(health::get_metrics)
            .default_service(web::to(unknown_path))
            .wrap(from_fn(leave_small_answers_uncompressed))
            .wrap(Compress::default())
            .wrap(from_fn(frame))
            .wrap(TracingLogger::<RequestSpan>::new())
    })
    // A few requests a minute: one thread is enough.
    .workers(1);
    serving!(server, options, listener)
}

async fn unknown_path() -> Answer {
    Err(Problem::new(ProblemCode::NotFound).explain(Bilingual::new(
        "ช่องทางสำหรับผู้ดูแลระบบนี้มีเฉพาะ /health/live /health/ready และ /metrics",
        "This listener for operators has /health/live, /health/ready and /metrics only.",
    )))
}

//! The fastest answer that actix-web gives on this machine, for `bench/`: one route, no layers, no log.
//!
//! `bare ADDRESS BYTES` answers `GET /` with a body of that size, as JSON. The answer of the server to `GET /`, the static answer
//! of `bench/`, has the same type. The example has as many workers as the server.

use std::io;

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};

#[actix_web::main]
async fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let size = arguments.next().and_then(|size| size.parse().ok()).unwrap_or(0);
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let body = Bytes::from(vec![b'x'; size]);
    HttpServer::new(move || {
        let body = body.clone();
        let answer = move || {
            let body = body.clone();
            async move { HttpResponse::Ok().content_type("application/json").body(body) }
        };
        App::new().route("/", web::get().to(answer))
    })
    .workers(workers)
    .bind(address)?
    .run()
    .await
}

use actix_web::http::header::{self, HeaderValue};

use super::{Problem, ProblemCode};

/// The seconds after which a missing renderer may be there. A first build takes minutes.
const READY_AFTER: u64 = 30;

/// The problem of a PDF while the program that makes it is missing.
pub(super) fn renderer_not_ready(why: String) -> Problem {
    Problem::new(ProblemCode::RendererNotReady)
        .with_internal(why)
        .with_header(header::RETRY_AFTER, HeaderValue::from(READY_AFTER))
}

/// The problem of a PDF with which a renderer failed.
pub(super) fn renderer_failed(why: String, retry_after_seconds: u64) -> Problem {
    Problem::new(ProblemCode::RendererFailed)
        .with_internal(why)
        .with_header(header::RETRY_AFTER, HeaderValue::from(retry_after_seconds))
}

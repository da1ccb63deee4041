use actix_web::Error;
use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use tracing::Span;
use tracing::field::{Empty, display};
use tracing_actix_web::RootSpanBuilder;

use super::request_facts::RequestFacts;

/// The root span of a request: id, method, route, status, time and caller. Never a query, a body or a token.
pub(crate) struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let facts = RequestFacts::note(request);
        tracing::info_span!(
            "request",
            request_id = %facts.id,
            client_request_id = facts.client_id,
            method = %facts.method,
            route = Empty,
            status = Empty,
            latency_ms = Empty,
            actor = Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        if span.is_disabled() {
            return;
        }
        let status = status_of(outcome);
        span.record("status", status.as_u16());
        // The answer to a panic has no request.
        if let Ok(response) = outcome {
            let request = response.request();
            span.record("route", display(request.match_pattern().as_deref().unwrap_or("-")));
            if let Some(facts) = request.extensions().get::<RequestFacts>() {
                span.record("latency_ms", facts.started.elapsed().as_secs_f64() * 1_000.0);
            }
        }
        if status.is_server_error() {
            tracing::warn!("request failed");
        } else {
            tracing::info!("request done");
        }
    }
}

/// The status of the answer. An error becomes an answer after the span has ended.
fn status_of<B>(outcome: &Result<ServiceResponse<B>, Error>) -> StatusCode {
    match outcome {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::HttpResponse;
    use actix_web::error::InternalError;
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn an_error_has_the_status_of_its_answer() {
        let failed = InternalError::from_response("a panic", HttpResponse::InternalServerError().finish());
        assert_eq!(status_of::<()>(&Err(failed.into())), StatusCode::INTERNAL_SERVER_ERROR);
        let refused = InternalError::from_response("too slow", HttpResponse::RequestTimeout().finish());
        assert_eq!(status_of::<()>(&Err(refused.into())), StatusCode::REQUEST_TIMEOUT);
        let done = TestRequest::default().to_srv_response(HttpResponse::NoContent().finish());
        assert_eq!(status_of(&Ok(done)), StatusCode::NO_CONTENT);
    }
}

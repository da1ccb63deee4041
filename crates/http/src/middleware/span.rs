use actix_web::Error;
use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
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
        let Ok(response) = outcome else {
            tracing::error!("the request ended without an answer");
            return;
        };
        let request = response.request();
        span.record("status", response.status().as_u16());
        span.record("route", display(request.match_pattern().as_deref().unwrap_or("-")));
        if let Some(facts) = request.extensions().get::<RequestFacts>() {
            span.record("latency_ms", facts.started.elapsed().as_secs_f64() * 1_000.0);
        }
        if response.status().is_server_error() {
            tracing::warn!("request failed");
        } else {
            tracing::info!("request done");
        }
    }
}

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;

use super::request_facts::RequestFacts;

/// The root span of a request. It has the id of the request, so that every line of the log has it.
///
/// It has no other field, and none is added later: the JSON format reads and writes all fields of a span again when one is
/// added. `access_log` writes one line with the others.
pub(crate) struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let facts = RequestFacts::note(request);
        tracing::info_span!("request", request_id = %facts.id)
    }

    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}

use std::time::Duration;

use actix_web::http::StatusCode;

use super::request_facts::RequestFacts;

/// Writes the line of a request that was answered: one event with all fields, within the span of the request, which has its
/// id. The line never has a query, a body or a token. docs/logging.md names the fields.
pub(super) fn write(facts: &RequestFacts, route: Option<&str>, status: StatusCode, took: Duration) {
    let caller = facts.caller();
    let token = caller.and_then(|caller| caller.service_token.as_ref());
    // A macro and not a function: the level of an event is a constant.
    macro_rules! line {
        ($level:ident, $message:literal) => {
            tracing::$level!(
                client_request_id = facts.client_id.as_deref(),
                method = facts.method.as_str(),
                route = route.unwrap_or("-"),
                status = status.as_u16(),
                latency_ms = took.as_secs_f64() * 1_000.0,
                actor = caller.map(|caller| tracing::field::display(caller.person)),
                service_token = token.map(|(id, _)| tracing::field::display(id)),
                $message
            )
        };
    }
    if status.is_server_error() {
        line!(warn, "request failed");
    } else {
        line!(info, "request done");
    }
}

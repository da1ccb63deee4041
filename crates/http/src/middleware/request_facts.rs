use std::time::Instant;

use actix_web::HttpMessage;
use actix_web::HttpRequest;
use actix_web::http::Method;
use prongsai_domain::id::UserId;
use tracing::field::display;
use tracing_actix_web::RootSpan;
use uuid::Uuid;

use actix_web::dev::ServiceRequest;

const HEADER: &str = "X-Request-Id";

/// The facts about a request that are known when it begins.
#[derive(Clone, Debug)]
pub(super) struct RequestFacts {
    /// Its id: the client's if that is a UUID, otherwise a new one.
    pub(super) id: Uuid,
    /// When it began.
    pub(super) started: Instant,
    /// Its method; a HEAD is carried out as a GET.
    pub(super) method: Method,
}

impl RequestFacts {
    /// Stores the facts in the request, once.
    pub(super) fn note(request: &ServiceRequest) -> Self {
        if let Some(facts) = request.extensions().get::<Self>() {
            return facts.clone();
        }
        let sent = request.headers().get(HEADER).and_then(|id| id.to_str().ok());
        // Only the usual form of a UUID is accepted: the id appears in logs and must not carry other data.
        let sent = sent.filter(|id| id.len() == 36).and_then(|id| Uuid::parse_str(id).ok());
        let facts = Self {
            id: sent.unwrap_or_else(Uuid::now_v7),
            started: Instant::now(),
            method: request.method().clone(),
        };
        request.extensions_mut().insert(facts.clone());
        facts
    }
}

/// The id of a request.
pub(crate) fn request_id(request: &HttpRequest) -> Uuid {
    request
        .extensions()
        .get::<RequestFacts>()
        .map_or_else(Uuid::now_v7, |facts| facts.id)
}

/// Adds the caller to the request's span.
pub(crate) fn note_actor(request: &HttpRequest, user: UserId) {
    if let Some(span) = request.extensions().get::<RootSpan>() {
        span.record("actor", display(user));
    }
}

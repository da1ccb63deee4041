use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::request_facts::RequestFacts;
use super::strict_transport;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FOR_DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// The documentation page runs its own scripts and styles, and connects to this server only.
const FOR_DOCS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Adds the headers of every answer: the request id, the browser policies and the cache rules.
pub(super) fn add(headers: &mut HeaderMap, path: &str, facts: &RequestFacts) {
    if let Ok(id) = HeaderValue::from_str(&facts.id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    if facts.is_strict_transport {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, strict_transport::VALUE);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    // Pages of this server set the policy for their own stylesheet.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let policy = if path.starts_with("/docs") { FOR_DOCS } else { FOR_DATA };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if path.starts_with("/api/v1") && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // This header was set only to prevent the compression of a small answer.
    if headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|coding| coding == "identity")
    {
        headers.remove(header::CONTENT_ENCODING);
    }
}

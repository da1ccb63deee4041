use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FOR_DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// The documentation page runs its own scripts and styles, and talks to this server only.
const FOR_DOCS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Adds what every answer carries: its request's id, what a browser may do with it, and how long it may be kept.
pub(super) fn add(headers: &mut HeaderMap, path: &str, request_id: Uuid) {
    if let Ok(id) = HeaderValue::from_str(&request_id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    // A page of ours says what its own stylesheet is.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let policy = if path.starts_with("/docs") { FOR_DOCS } else { FOR_DATA };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if path.starts_with("/api/v1") && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // Said only to keep a small answer from being compressed.
    if headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|coding| coding == "identity")
    {
        headers.remove(header::CONTENT_ENCODING);
    }
}

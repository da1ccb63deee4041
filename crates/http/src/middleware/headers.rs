use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::request_facts::RequestFacts;
use super::strict_transport;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FOR_DATA: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// The documentation page runs its own scripts and styles, and connects to this server only.
const FOR_DOCS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
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
    name_encoding(headers);
    // This header was set only to prevent the compression of a small answer.
    if headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|coding| coding == "identity")
    {
        headers.remove(header::CONTENT_ENCODING);
    }
}

/// Adds the encoding to the type of a text that does not name it: all texts are UTF-8. The type of JSON has no such
/// parameter.
fn name_encoding(headers: &mut HeaderMap) {
    let Some(Ok(kind)) = headers.get(header::CONTENT_TYPE).map(HeaderValue::to_str) else {
        return;
    };
    let is_text = kind.starts_with("text/") || kind.ends_with("+xml");
    if is_text
        && !kind.contains("charset")
        && let Ok(named) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, named);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_its_encoding_once() {
        for (kind, expected) in [
            ("text/html", "text/html; charset=utf-8"),
            ("image/svg+xml", "image/svg+xml; charset=utf-8"),
            (
                "text/csv; charset=utf-8; header=present",
                "text/csv; charset=utf-8; header=present",
            ),
            ("application/json", "application/json"),
            ("application/pdf", "application/pdf"),
            ("image/png", "image/png"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            name_encoding(&mut headers);
            assert_eq!(headers.get(header::CONTENT_TYPE).unwrap(), expected);
        }
        let mut none = HeaderMap::new();
        name_encoding(&mut none);
        assert!(none.is_empty());
    }
}

use actix_web::HttpRequest;
use prongsai_application::IdempotencyClaim;
use sha2::{Digest as _, Sha256};

use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

const HEADER: &str = "Idempotency-Key";
/// The maximum length of a key, in bytes. The texts that name it are in [`claim_with`], `openapi/rules.rs`,
/// `problem/code.rs` and docs/api-design.md.
const MAX_LENGTH: usize = 128;

/// The claim of a POST to its idempotency key: the key, and a digest that is equal for equal requests.
pub(super) fn claim(request: &HttpRequest, body: &[u8]) -> Result<Option<IdempotencyClaim>, Problem> {
    if !request.headers().contains_key(HEADER) {
        return Ok(None);
    }
    let mut digest = RequestDigest::new(request);
    digest.add(body);
    claim_with(request, digest)
}

/// The same for a body that arrived in parts, which the digest has seen.
pub(crate) fn claim_with(request: &HttpRequest, digest: RequestDigest) -> Result<Option<IdempotencyClaim>, Problem> {
    let mut sent = request.headers().get_all(HEADER);
    let Some(value) = sent.next() else { return Ok(None) };
    let bytes = value.as_bytes();
    let fits = (1..=MAX_LENGTH).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
    let key = value
        .to_str()
        .ok()
        .filter(|_| fits && sent.next().is_none())
        .ok_or_else(|| {
            let message = Bilingual::new(
                "ต้องมีค่าเดียว ยาว 1–128 ตัวอักษร ASCII ที่มองเห็นได้",
                "Send one key of 1 to 128 visible ASCII characters.",
            );
            let field_error = FieldError::in_header(HEADER, "invalid-idempotency-key", message);
            Problem::new(ProblemCode::InvalidIdempotencyKey).with_field_error(field_error)
        })?;
    Ok(Some(IdempotencyClaim {
        key: key.to_owned(),
        request_sha256: digest.finish(),
    }))
}

/// SHA-256 of method, path, query and body. Headers are not part of it: a repeated request may have a newer token or
/// entity tag.
pub(crate) struct RequestDigest(Sha256);

impl RequestDigest {
    /// The digest of a request before its body.
    pub(crate) fn new(request: &HttpRequest) -> Self {
        let mut hasher = Sha256::new();
        for part in [request.method().as_str(), request.path(), request.query_string()] {
            hasher.update(part.as_bytes());
            hasher.update(b"\n");
        }
        Self(hasher)
    }

    /// Adds the next bytes of the body.
    pub(crate) fn add(&mut self, body: &[u8]) {
        self.0.update(body);
    }

    /// The digest, in lower-case hexadecimal.
    fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_digest_tells_requests_apart() {
        let of = |uri: &str, body: &[u8]| {
            let mut digest = RequestDigest::new(&TestRequest::post().uri(uri).to_http_request());
            for part in body.chunks(1) {
                digest.add(part);
            }
            digest.finish()
        };
        let first = of("/a?x=1", b"{}");
        assert_eq!(first.len(), 64);
        assert_eq!(first, of("/a?x=1", b"{}"));
        for other in [of("/a?x=2", b"{}"), of("/b?x=1", b"{}"), of("/a?x=1", b"{ }")] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn keys_are_visible_ascii_of_limited_length() {
        let claim_of = |key: &str| {
            claim(
                &TestRequest::post()
                    .insert_header((HEADER, key.to_owned()))
                    .to_http_request(),
                b"",
            )
            .map_err(|problem| problem.code())
        };
        assert!(claim(&TestRequest::post().to_http_request(), b"").unwrap().is_none());
        assert_eq!(claim_of("abc-123").unwrap().unwrap().key, "abc-123");
        assert!(claim_of(&"k".repeat(128)).is_ok());
        for bad in ["", "a b", &"k".repeat(129)] {
            assert_eq!(
                claim_of(bad).unwrap_err(),
                ProblemCode::InvalidIdempotencyKey,
                "{bad:?}"
            );
        }
    }
}

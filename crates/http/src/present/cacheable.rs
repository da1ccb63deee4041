use actix_web::HttpResponse;
use actix_web::body::MessageBody as _;
use actix_web::http::header::{self, HeaderValue};
use sha2::{Digest as _, Sha256};

use crate::extract::IfNoneMatch;
use crate::problem::Problem;

/// How long browsers and proxies may keep a public answer before they ask again. The time is short, so that a withdrawal
/// soon takes effect everywhere.
pub(crate) const PUBLIC: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// A public answer that caches may keep for a minute, with an entity tag made of its bytes; 304 when the client already
/// has it.
///
/// # Errors
/// 500 when the answer is not complete in memory.
pub fn cacheable(known: &IfNoneMatch, response: HttpResponse) -> Result<HttpResponse, Problem> {
    let (mut response, body) = response.into_parts();
    let bytes = body
        .try_into_bytes()
        .map_err(|_| Problem::internal("a public answer is not whole in memory"))?;
    let tag = etag_of(&bytes);
    let etag = HeaderValue::from_str(&format!("\"{tag}\"")).map_err(|error| Problem::internal(error.to_string()))?;
    response.headers_mut().insert(header::CACHE_CONTROL, PUBLIC);
    response.headers_mut().insert(header::ETAG, etag);
    if known.matches(&tag) {
        *response.status_mut() = actix_web::http::StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_TYPE);
        return Ok(response.set_body(()).map_into_boxed_body());
    }
    Ok(response.set_body(bytes).map_into_boxed_body())
}

/// The entity tag of a body, without quotes: the first half of its hash, which is sufficient to distinguish two answers.
pub(crate) fn etag_of(body: &[u8]) -> String {
    hex::encode(Sha256::digest(body).as_slice().split_at(16).0)
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;

    use super::*;

    #[test]
    fn an_answer_that_the_client_has_is_not_sent_again() {
        let answer = || HttpResponse::Ok().json(["สกลนคร"]);
        let first = cacheable(&IfNoneMatch::Absent, answer()).unwrap();
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers().get("Cache-Control").unwrap(), "public, max-age=60");
        let tag = first
            .headers()
            .get("ETag")
            .unwrap()
            .to_str()
            .unwrap()
            .trim_matches('"')
            .to_owned();
        let again = cacheable(&IfNoneMatch::Tags(vec![tag]), answer()).unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers().get("ETag"), first.headers().get("ETag"));
        let other = cacheable(&IfNoneMatch::Absent, HttpResponse::Ok().json(["นครพนม"])).unwrap();
        assert_ne!(other.headers().get("ETag"), first.headers().get("ETag"));
    }
}

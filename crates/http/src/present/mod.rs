//! Answers of handlers.
//!
//! A use case behind a POST receives a function that makes a [`Reply`], because the answer is stored under the
//! request's idempotency key: [`created`], [`changed`] and [`done`] make one, and [`send`] sends it. Other handlers
//! answer directly: [`ok`], [`put_created`], [`ok_unless_known`], [`plain`], [`no_content`].

mod cacheable;
mod reply;
mod spooled;

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use prongsai_application::{AnswerError, Outcome};
use serde::Serialize;

pub use cacheable::cacheable;
pub(crate) use cacheable::{PUBLIC, etag_of};
pub use reply::Reply;

use crate::extract::IfNoneMatch;
use crate::problem::Problem;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A text as the value of a parameter of a header, after `UTF-8''` (RFC 8187).
pub(crate) fn extended_value(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            value.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(value, "%{byte:02X}");
        }
    }
    value
}

/// 201 with the new thing, its address and its entity tag.
///
/// `location` is its path, e.g. `/api/v1/measures/{id}`; `revision` is usually 1.
///
/// # Errors
/// [`AnswerError`] when the view has no JSON form, or cannot be written to a file.
pub fn created<T: Serialize + ?Sized>(location: &str, revision: i64, view: &T) -> Result<Reply, AnswerError> {
    Ok(Reply::json(201, view)?
        .with_header("Location", location)
        .with_header("ETag", etag(revision)))
}

/// 200 with a thing that a POST changed, and its entity tag.
///
/// # Errors
/// [`AnswerError`] when the view has no JSON form, or cannot be written to a file.
pub fn changed<T: Serialize + ?Sized>(revision: i64, view: &T) -> Result<Reply, AnswerError> {
    Ok(Reply::json(200, view)?.with_header("ETag", etag(revision)))
}

/// 200 with the result of a POST that has no entity tag.
///
/// # Errors
/// [`AnswerError`] when the view has no JSON form, or cannot be written to a file.
pub fn done<T: Serialize + ?Sized>(view: &T) -> Result<Reply, AnswerError> {
    Reply::json(200, view)
}

/// Sends the reply to a POST; a repeated one has the header `Idempotency-Replayed`.
///
/// # Errors
/// 500 when the reply contains an invalid header.
pub fn send(outcome: Outcome<Reply>) -> Result<HttpResponse, Problem> {
    let reply = outcome.answer;
    let status = StatusCode::from_u16(reply.status).map_err(|error| Problem::internal(error.to_string()))?;
    let mut response = HttpResponse::new(status);
    for (name, value) in &reply.headers {
        let name = name
            .parse::<HeaderName>()
            .map_err(|error| Problem::internal(error.to_string()))?;
        let value = value
            .parse::<HeaderValue>()
            .map_err(|error| Problem::internal(error.to_string()))?;
        response.headers_mut().insert(name, value);
    }
    if outcome.is_replay {
        let name = HeaderName::from_static("idempotency-replayed");
        response.headers_mut().insert(name, HeaderValue::from_static("true"));
    }
    if reply.body.is_empty() {
        return Ok(response);
    }
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    Ok(response.set_body(spooled::body(&reply.body)))
}

/// 200 with a thing and its entity tag.
pub fn ok<T: Serialize + ?Sized>(revision: i64, view: &T) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, etag(revision)))
        .json(view)
}

/// 201 with a thing that a PUT created, its address and its entity tag.
pub fn put_created<T: Serialize + ?Sized>(location: &str, revision: i64, view: &T) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .insert_header((header::ETAG, etag(revision)))
        .json(view)
}

/// 304 when the client already has this revision, otherwise 200 with the view and its entity tag.
pub fn ok_unless_known<T: Serialize + ?Sized>(known: &IfNoneMatch, revision: i64, view: &T) -> HttpResponse {
    if known.matches(&revision.to_string()) {
        return HttpResponse::NotModified()
            .insert_header((header::ETAG, etag(revision)))
            .finish();
    }
    ok(revision, view)
}

/// 200 with a thing that has no entity tag.
pub fn plain<T: Serialize + ?Sized>(view: &T) -> HttpResponse {
    HttpResponse::Ok().json(view)
}

/// 204.
pub fn no_content() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// A revision as an entity tag.
pub fn etag(revision: i64) -> String {
    format!("\"{revision}\"")
}

#[cfg(test)]
mod tests {
    use actix_web::body::MessageBody as _;

    use super::*;

    #[test]
    fn a_reply_is_sent_as_it_was_made_and_a_repeated_one_says_so() {
        let answer = created("/api/v1/measures/1", 3, &serde_json::json!({ "id": 1 })).unwrap();
        let sent = |answer: &Reply, is_replay| {
            let answer = answer.clone();
            send(Outcome { answer, is_replay }).unwrap()
        };
        let response = sent(&answer, false);
        assert_eq!(response.status(), StatusCode::CREATED);
        assert_eq!(response.headers().get("ETag").unwrap(), "\"3\"");
        assert_eq!(response.headers().get("Location").unwrap(), "/api/v1/measures/1");
        assert!(!response.headers().contains_key("Idempotency-Replayed"));
        assert_eq!(response.headers().get("Content-Type").unwrap(), "application/json");
        let sent_bytes = response.into_body().try_into_bytes().unwrap();
        assert_eq!(sent_bytes.as_ref(), br#"{"id":1}"#);
        let repeated = sent(&answer, true);
        assert_eq!(repeated.headers().get("Idempotency-Replayed").unwrap(), "true");
        let body = Vec::new().into();
        let silent = sent(
            &Reply {
                status: 204,
                body,
                ..answer
            },
            false,
        );
        assert_eq!(silent.status(), StatusCode::NO_CONTENT);
        assert!(!silent.headers().contains_key("Content-Type"));
    }
}

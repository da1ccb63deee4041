use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt as _;

use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// 1 MiB: the size limit of a JSON body.
pub(super) const MEBIBYTE: usize = 1_048_576;
/// The time in which a body has to arrive, so that a client cannot hold a connection by sending slowly.
pub(super) const MAX_TIME: Duration = Duration::from_mins(2);
/// The content types of a POST.
pub(crate) const JSON: &[&str] = &["application/json"];
/// The content types of a PUT or PATCH.
pub(super) const MERGE_PATCH: &[&str] = &["application/json", "application/merge-patch+json"];

/// Reads a body once, within the limit and with one of the content types. An absent body needs no content type.
pub(super) async fn read(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
    types: &[&str],
) -> Result<Bytes, Problem> {
    if announced_length(request).is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let body = timeout(MAX_TIME, collect(payload, limit))
        .await
        .map_err(|_| Problem::new(ProblemCode::RequestTimeout))??;
    if !body.is_empty() {
        check_content_type(request, types)?;
    }
    Ok(body)
}

/// The length of the body, as the client announces it.
pub(crate) fn announced_length(request: &HttpRequest) -> Option<usize> {
    let length = request.headers().get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

/// Memory is allocated as the body arrives, not by its announced length.
async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

pub(super) fn too_large(limit: usize) -> Problem {
    let mebibytes = limit / MEBIBYTE;
    Problem::new(ProblemCode::BodyTooLarge).explain(Bilingual::new(
        format!("เนื้อหาคำขอใหญ่เกิน {mebibytes} MiB"),
        format!("The body is larger than {mebibytes} MiB."),
    ))
}

pub(crate) fn broken(error: &PayloadError) -> Problem {
    match error {
        PayloadError::Overflow => Problem::new(ProblemCode::BodyTooLarge),
        _ => Problem::new(ProblemCode::MalformedRequest),
    }
}

pub(super) fn check_content_type(request: &HttpRequest, types: &[&str]) -> Result<(), Problem> {
    let refuse = |name: &'static str, th: String, en: String| {
        let field_error = FieldError::in_header(name, "unsupported-media-type", Bilingual::new(th, en));
        Problem::new(ProblemCode::UnsupportedMediaType).with_field_error(field_error.suggesting(Some(types.join(", "))))
    };
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .trim()
    };
    let coding = header(header::CONTENT_ENCODING);
    if !coding.is_empty() && !coding.eq_ignore_ascii_case("identity") {
        return Err(refuse(
            "Content-Encoding",
            "ต้องส่งโดยไม่บีบอัด".into(),
            "Send it without compression.".into(),
        ));
    }
    let mut parts = header(header::CONTENT_TYPE).split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let is_utf8 = parts
        .filter_map(|parameter| parameter.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .all(|(_, charset)| charset.trim().trim_matches('"').eq_ignore_ascii_case("utf-8"));
    if is_utf8 && types.iter().any(|accepted| essence.eq_ignore_ascii_case(accepted)) {
        return Ok(());
    }
    let types = types.join(", ");
    Err(refuse(
        "Content-Type",
        format!("ใช้ได้: {types} (UTF-8)"),
        format!("Use {types}, in UTF-8."),
    ))
}

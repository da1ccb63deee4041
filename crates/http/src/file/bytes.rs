use actix_web::HttpResponse;
use actix_web::body::{BoxBody, SizedStream};
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use prongsai_application::App;
use prongsai_application::file::{LocatedFile, open, thumbnail};

use crate::Answer;
use crate::extract::IfNoneMatch;
use crate::present;
use crate::problem::Problem;

/// Nothing of a file runs or loads in a browser.
const CLOSED: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
/// The bytes of a version never change, but a file may stop being public, so caches ask again.
pub(super) const PUBLIC: HeaderValue = HeaderValue::from_static("public, no-cache");
/// A file of members is not for the caches of others.
pub(super) const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Answers with the bytes of a file, unless the client has them. A file is saved and not shown; a small picture is shown.
pub(super) async fn answer(app: &App, file: &LocatedFile, known: &IfNoneMatch, kept: HeaderValue) -> Answer {
    let tag = header_value(&format!("\"{}\"", file.sha256))?;
    if known.matches(&file.sha256) {
        let mut response = HttpResponse::NotModified();
        return Ok(response
            .insert_header((header::ETAG, tag))
            .insert_header((header::CACHE_CONTROL, kept))
            .finish());
    }
    let (kind, media_type, body) = if let Some(media_type) = &file.media_type {
        let opened = open(app, file).await?;
        let body = BoxBody::new(SizedStream::new(opened.size, opened.bytes));
        ("attachment", media_type.as_str(), body)
    } else {
        let bytes = thumbnail(app, file).await?;
        let media_type = if bytes.starts_with(b"\x89PNG") {
            "image/png"
        } else {
            "image/jpeg"
        };
        ("inline", media_type, BoxBody::new(Bytes::copy_from_slice(&bytes)))
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header((
            header::CONTENT_DISPOSITION,
            header_value(&disposition(kind, &file.name))?,
        ))
        .insert_header((header::CONTENT_SECURITY_POLICY, CLOSED))
        // The compression layer leaves the body as it is; the middleware `frame` removes the header.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .content_type(media_type);
    Ok(response.body(body))
}

fn header_value(text: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(text).map_err(|error| Problem::internal(error.to_string()))
}

/// The value of `Content-Disposition`, with the name as it is (RFC 8187), and in ASCII for programs that do not support RFC 8187.
fn disposition(kind: &str, name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    format!(
        "{kind}; filename=\"file.{extension}\"; filename*=UTF-8''{}",
        present::extended_value(name)
    )
}

//! What the API answers when it does not do what was asked: RFC 9457 problem documents, in Thai or English.
//!
//! Extractors, handlers and use cases end in a [`Problem`]. It becomes a document only in the outermost middleware,
//! which knows the request (language, path, id) and also turns the web framework's own refusals into problems.

mod code;
mod document;
mod field_error;
mod from_error;
mod language;
mod markdown;
mod routes;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};

pub use code::ProblemCode;
pub(crate) use document::{ProblemView, into_response, of_response};
pub use field_error::{FaultPlace, FieldError};
pub use language::{Bilingual, Language};
pub use markdown::problems_markdown;
pub(crate) use routes::routes;

/// A refusal, on its way to becoming a problem document.
#[derive(Clone)]
pub struct Problem(Box<Parts>);

#[derive(Clone)]
struct Parts {
    code: ProblemCode,
    detail: Option<Bilingual>,
    field_errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// For the log only; never answered.
    internal: Option<String>,
}

impl Problem {
    /// A problem of this kind; its detail is the kind's meaning unless [`Problem::explain`] gives a better one.
    pub fn new(code: ProblemCode) -> Self {
        let problem = Self(Box::new(Parts {
            code,
            detail: None,
            field_errors: Vec::new(),
            headers: Vec::new(),
            internal: None,
        }));
        match code {
            ProblemCode::MissingToken | ProblemCode::BadCredentials => {
                problem.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
            }
            ProblemCode::InvalidToken | ProblemCode::ExpiredToken => problem.with_header(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            ),
            ProblemCode::Unavailable => problem.with_header(header::RETRY_AFTER, HeaderValue::from_static("5")),
            _ => problem,
        }
    }

    /// Says what happened in this very case.
    #[must_use]
    pub fn explain(mut self, detail: Bilingual) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// Names a place where something is wrong.
    #[must_use]
    pub fn with_field_error(mut self, field_error: FieldError) -> Self {
        self.0.field_errors.push(field_error);
        self
    }

    /// Names all places where something is wrong.
    #[must_use]
    pub fn with_faults(mut self, field_errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.0.field_errors.extend(field_errors);
        self
    }

    /// Adds a header to the answer, replacing one of the same name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.retain(|(other, _)| *other != name);
        self.0.headers.push((name, value));
        self
    }

    /// Something that should not happen; the text goes to the log and nowhere else.
    pub fn internal(text: impl Into<String>) -> Self {
        Self::new(ProblemCode::InternalError).with_internal(text)
    }

    /// Adds a text for the log.
    #[must_use]
    pub(crate) fn with_internal(mut self, text: impl Into<String>) -> Self {
        self.0.internal = Some(text.into());
        self
    }

    /// Its kind.
    pub const fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// The places that it names.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.field_errors
    }

    pub(crate) fn log_text(&self) -> Option<&str> {
        self.0.internal.as_deref()
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("code", &self.0.code)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.as_str())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.code.status()
    }

    /// Without a body: only the middleware knows language, path and id of the request.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

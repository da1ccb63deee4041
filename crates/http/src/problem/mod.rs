//! The error answers of the API: RFC 9457 problem documents, in Thai or English.
//!
//! Errors of extractors, handlers and use cases become a [`Problem`]. The outermost middleware turns it into a
//! document, because only it has the language, the path and the id of the request. It also turns the web framework's
//! own error answers into problem documents. A browser at a public page gets a page instead of a document.

mod code;
mod code_lookup;
mod document;
mod field_error;
mod from_conflict;
mod from_error;
mod invalid_table;
mod language;
mod markdown;
mod page;
mod problem_codes;
mod quota_exceeded;
mod rate_limited;
mod refused_measures;
mod renderer;
mod routes;
mod second_factor;
mod service_token;
mod warnings;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};

pub use code::ProblemCode;
pub(crate) use document::{ProblemForm, ProblemView, into_response, of_response};
pub use field_error::{FieldError, FieldErrorPlace};
pub use language::{Bilingual, Language};
pub use markdown::problems_markdown;
pub(crate) use rate_limited::rate_limited;
pub(crate) use routes::routes;
pub(crate) use service_token::service_token_refused;

/// The return type of handlers that may refuse.
pub type Answer = Result<HttpResponse, Problem>;

/// An error that becomes a problem document.
#[derive(Clone)]
pub struct Problem(Box<Parts>);

#[derive(Clone)]
struct Parts {
    code: ProblemCode,
    detail: Option<Bilingual>,
    field_errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// A text for the log, which is never part of the answer.
    internal: Option<String>,
}

impl Problem {
    /// Makes a problem of a kind. Its detail is the meaning of the kind, unless [`Problem::explain`] sets another one.
    pub fn new(code: ProblemCode) -> Self {
        let problem = Self(Box::new(Parts {
            code,
            detail: None,
            field_errors: Vec::new(),
            headers: Vec::new(),
            internal: None,
        }));
        match code {
            ProblemCode::MissingToken | ProblemCode::BadCredentials | ProblemCode::SecondFactorRequired => {
                problem.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
            }
            ProblemCode::InvalidToken | ProblemCode::ExpiredToken => problem.with_header(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            ),
            // In seconds. Causes that know a better time replace it: see `from_error`.
            ProblemCode::Unavailable => problem.with_header(header::RETRY_AFTER, HeaderValue::from_static("5")),
            _ => problem,
        }
    }

    /// Sets the detail: what happened in this request.
    #[must_use]
    pub fn explain(mut self, detail: Bilingual) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// Adds a field error.
    #[must_use]
    pub fn with_field_error(mut self, field_error: FieldError) -> Self {
        self.0.field_errors.push(field_error);
        self
    }

    /// Adds field errors.
    #[must_use]
    pub fn with_field_errors(mut self, field_errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.0.field_errors.extend(field_errors);
        self
    }

    /// Adds a header to the answer, or replaces the header of the same name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.retain(|(other, _)| *other != name);
        self.0.headers.push((name, value));
        self
    }

    /// Makes a problem for an error that should not happen. The text is only logged.
    pub fn internal(text: impl Into<String>) -> Self {
        Self::new(ProblemCode::InternalError).with_internal(text)
    }

    /// Adds a text for the log.
    #[must_use]
    pub(crate) fn with_internal(mut self, text: impl Into<String>) -> Self {
        self.0.internal = Some(text.into());
        self
    }

    /// The kind of the problem.
    pub const fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// The field errors.
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

    /// Makes an answer without a body, because only the middleware has the language, the path and the id of the
    /// request.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

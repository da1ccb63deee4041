#[cfg(test)]
mod tests;

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderName};
use actix_web::{FromRequest, HttpRequest};
use prongsai_application::{Precondition, PutCondition};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Required, Schema};

use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The header `If-Match`, which every change of an existing thing needs.
///
/// As `params(IfMatch)` in `#[utoipa::path]` it documents the header and the answers 412 and 428.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Precondition);

/// The header `If-None-Match` of a read, or, as `*`, of a PUT that may only create.
///
/// As `params(IfNoneMatch)` in `#[utoipa::path]` it documents the header and the answer 304.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IfNoneMatch {
    /// The header was not sent.
    #[default]
    Absent,
    /// `*`: any existing thing.
    Any,
    /// The tags that the client has, without quotes.
    Tags(Vec<String>),
}

/// The condition of a PUT that creates or replaces: `If-None-Match: *`, `If-Match`, or neither.
///
/// As `params(IfMatchOrNew)` in `#[utoipa::path]` it documents both headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatchOrNew(pub PutCondition);

impl IfMatchOrNew {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let is_to_be_new = match tags(request, &header::IF_NONE_MATCH, "If-None-Match") {
            Ok(None) => false,
            Ok(Some(Sent::Any)) => true,
            // A PUT creates or replaces. A condition that it must not have this revision would be neither.
            Ok(Some(Sent::Tags(_))) | Err(_) => return Err(not_for_put(Some("*"))),
        };
        match precondition(request)? {
            Some(_) if is_to_be_new => Err(not_for_put(None)),
            Some(precondition) => Ok(Self(PutCondition::Replaces(precondition))),
            None if is_to_be_new => Ok(Self(PutCondition::MustBeNew)),
            None => Ok(Self(PutCondition::Absent)),
        }
    }
}

impl FromRequest for IfMatchOrNew {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl IntoParams for IfMatchOrNew {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let replaces = "The entity tag of the version that the PUT replaces, as it was last read.";
        let is_new = "`*` if the PUT may only create.";
        vec![
            header_parameter("If-Match", Required::False, replaces, "\"7\""),
            header_parameter("If-None-Match", Required::False, is_new, "*"),
        ]
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(precondition(request).and_then(|sent| {
            sent.map(Self)
                .ok_or_else(|| Problem::new(ProblemCode::PreconditionRequired))
        }))
    }
}

impl FromRequest for IfNoneMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            tags(request, &header::IF_NONE_MATCH, "If-None-Match").map(|sent| match sent {
                None => Self::Absent,
                Some(Sent::Any) => Self::Any,
                Some(Sent::Tags(tags)) => Self::Tags(tags),
            }),
        )
    }
}

impl IfNoneMatch {
    /// Whether the client already has this representation, by weak comparison. The tag is given without quotes.
    pub fn matches(&self, etag: &str) -> bool {
        match self {
            Self::Absent => false,
            Self::Any => true,
            Self::Tags(tags) => tags.iter().any(|tag| tag == etag),
        }
    }
}

/// The precondition of a change, if one was sent.
///
/// RFC 9110 compares `If-Match` strongly, because a weak tag may stand for different contents. A tag of a thing that can
/// be changed is its revision: it names a state, not bytes, and every change of the state raises it. Equal revisions
/// therefore mean equal states, also when a proxy has compressed the answer and made `W/"7"` of `"7"`. So the mark of a
/// weak tag is not looked at, and no change is lost by that. A tag that is not a revision, such as the hash of a public
/// answer, never matches.
pub(super) fn precondition(request: &HttpRequest) -> Result<Option<Precondition>, Problem> {
    Ok(tags(request, &header::IF_MATCH, "If-Match")?.map(|sent| match sent {
        Sent::Any => Precondition::Any,
        Sent::Tags(tags) => Precondition::Revisions(tags.iter().filter_map(|tag| revision(tag)).collect()),
    }))
}

/// The revision that a tag names, written as the server writes it.
fn revision(tag: &str) -> Option<i64> {
    tag.parse().ok().filter(|number: &i64| number.to_string() == tag)
}

enum Sent {
    Any,
    /// The texts of the tags, without quotes and without the mark of a weak tag.
    Tags(Vec<String>),
}

fn tags(request: &HttpRequest, header: &HeaderName, name: &'static str) -> Result<Option<Sent>, Problem> {
    let mut lines = Vec::new();
    for value in request.headers().get_all(header) {
        lines.push(value.to_str().map_err(|_| malformed(name))?);
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let joined = lines.join(",");
    if joined.trim() == "*" {
        return Ok(Some(Sent::Any));
    }
    parse_tags(&joined)
        .map(|tags| Some(Sent::Tags(tags)))
        .ok_or_else(|| malformed(name))
}

/// A list of entity tags in the syntax of RFC 9110; a tag may contain commas.
fn parse_tags(text: &str) -> Option<Vec<String>> {
    let mut tags = Vec::new();
    let mut rest = text.trim();
    loop {
        let quoted = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?;
        let (inner, after) = quoted.split_once('"')?;
        tags.push(inner.to_owned());
        let after = after.trim_start();
        if after.is_empty() {
            return Some(tags);
        }
        rest = after.strip_prefix(',')?.trim_start();
    }
}

fn malformed(name: &'static str) -> Problem {
    let message = Bilingual::new(
        "ต้องเป็น ETag ในเครื่องหมายคำพูด เช่น \"7\" หรือ *",
        "Write entity tags in double quotes, such as \"7\", or *.",
    );
    let field_error = FieldError::in_header(name, "invalid-precondition", message).suggesting(Some("\"7\"".to_owned()));
    Problem::new(ProblemCode::InvalidPrecondition).with_field_error(field_error)
}

/// Refuses `If-None-Match` of a PUT.
fn not_for_put(suggestion: Option<&str>) -> Problem {
    let message = Bilingual::new(
        "PUT ใช้ If-None-Match ได้เฉพาะ * และใช้พร้อมกับ If-Match ไม่ได้",
        "A PUT accepts only * in If-None-Match, and not beside If-Match.",
    );
    let field_error = FieldError::in_header("If-None-Match", "invalid-precondition", message);
    Problem::new(ProblemCode::InvalidPrecondition)
        .with_field_error(field_error.suggesting(suggestion.map(str::to_owned)))
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header_parameter(
            "If-Match",
            Required::True,
            "The entity tag of the version that is changed, as it was last read: `\"7\"`, or `W/\"7\"` if a proxy has weakened \
             it. `*` accepts any version.",
            "\"7\"",
        )]
    }
}

impl IntoParams for IfNoneMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![header_parameter(
            "If-None-Match",
            Required::False,
            "Entity tags of versions that the client already has. If one of them is current, the answer is 304 without a body.",
            "\"7\"",
        )]
    }
}

/// A header for the OpenAPI document.
pub(crate) fn header_parameter(name: &str, required: Required, description: &str, example: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(Schema::Object(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .examples([serde_json::Value::from(example)])
                .build(),
        )))
        .build()
}

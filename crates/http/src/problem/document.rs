use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, HeaderValue};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::into_page;
use super::{FieldErrorPlace, Language, Problem, ProblemCode};

/// A problem document (RFC 9457). Every error is answered with one, in Thai or, with `Accept-Language: en`, in English.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
#[schema(example = json!({
    "type": "/problems/invalid-input", "title": "ข้อมูลไม่ถูกต้อง", "status": 422,
    "detail": "ข้อมูลที่ส่งมาใช้ไม่ได้ 1 แห่ง", "instance": "/api/v1/measures", "code": "invalid-input",
    "request_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70",
    "errors": [{ "pointer": "/steps/0/due_on", "code": "no-such-date", "message": "เดือนมิถุนายนมี 30 วัน",
                 "suggestion": "2566-06-30" }]
}))]
pub(crate) struct ProblemView<'a> {
    /// The address of the description of this kind of problem, relative to this server.
    #[serde(rename = "type")]
    type_uri: String,
    /// The short name of the kind.
    title: &'a str,
    /// The HTTP status, as in the answer itself.
    status: u16,
    /// What happened in this request, and what to do.
    detail: &'a str,
    /// The path of the request.
    instance: &'a str,
    /// The stable kebab-case name of the kind, for programs.
    code: &'a str,
    /// The id of the request, which is also in the header `X-Request-Id` and in the log.
    request_id: Uuid,
    /// The errors in single places of the request; empty if the problem does not concern single places.
    errors: Vec<FieldErrorView<'a>>,
}

/// One error in a place of the request. It has exactly one of `pointer`, `parameter`, `header` and `row`.
#[derive(Serialize, ToSchema)]
#[schema(as = ProblemPlace)]
pub(crate) struct FieldErrorView<'a> {
    /// The JSON pointer (RFC 6901) of the place in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    /// The name of the query parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    /// The name of the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a str>,
    /// The row of a table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    /// The column of the cell in this row, from 1; absent if the error is about the whole row.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The stable kebab-case name of the error, for programs.
    code: &'a str,
    /// The description of the error.
    message: &'a str,
    /// A value or name that would be accepted, if one is known; or all of them, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
}

impl Problem {
    fn view<'a>(&'a self, language: Language, instance: &'a str, request_id: Uuid) -> ProblemView<'a> {
        let code = self.code();
        let (title, meaning) = match language {
            Language::Thai => (code.title_th(), code.meaning_th()),
            Language::English => (code.title_en(), code.meaning_en()),
        };
        ProblemView {
            type_uri: format!("/problems/{}", code.as_str()),
            title,
            status: code.status().as_u16(),
            detail: self.0.detail.as_ref().map_or(meaning, |detail| detail.text(language)),
            instance,
            code: code.as_str(),
            request_id,
            errors: self
                .field_errors()
                .iter()
                .map(|field_error| FieldErrorView::new(field_error, language))
                .collect(),
        }
    }
}

impl<'a> FieldErrorView<'a> {
    fn new(field_error: &'a super::FieldError, language: Language) -> Self {
        let (mut pointer, mut parameter, mut header, mut cell) = (None, None, None, (None, None));
        match &field_error.place {
            FieldErrorPlace::Pointer(place) => pointer = Some(place.as_str()),
            FieldErrorPlace::Parameter(name) => parameter = Some(name.as_str()),
            FieldErrorPlace::Header(name) => header = Some(*name),
            FieldErrorPlace::Cell { row, column } => cell = (Some(*row), *column),
        }
        Self {
            pointer,
            parameter,
            header,
            row: cell.0,
            column: cell.1,
            code: &field_error.code,
            message: field_error.message.text(language),
            suggestion: field_error.suggestion.as_deref(),
        }
    }
}

/// The problem of an error answer: the one that a handler or extractor returned, otherwise the one for the status, if
/// the web framework made the answer. Returns `None` if the answer is not an error.
pub(crate) fn of_response<B: MessageBody>(response: &ServiceResponse<B>) -> Option<Problem> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let error = response.response().error();
    if let Some(problem) = error.and_then(|error| error.as_error::<Problem>()) {
        return Some(problem.clone());
    }
    let problem = Problem::new(ProblemCode::of_status(status));
    Some(match error {
        Some(error) if status.is_server_error() => problem.with_internal(error.to_string()),
        _ => problem,
    })
}

/// The form of the answer to a refused request.
pub(crate) struct ProblemForm<'a> {
    /// The language of a problem document.
    pub(crate) language: Language,
    /// The path of the request.
    pub(crate) instance: &'a str,
    /// Whether a browser asked for a page and gets one instead of a problem document.
    pub(crate) is_page: bool,
    /// The header `Vary`.
    pub(crate) vary: HeaderValue,
}

/// Makes the answer with a problem document, or with a page.
pub(crate) fn into_response(problem: &Problem, form: &ProblemForm<'_>, request_id: Uuid) -> HttpResponse {
    let mut response = if form.is_page {
        into_page(problem, request_id)
    } else {
        into_document(problem, form, request_id)
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, form.vary.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in &problem.0.headers {
        headers.insert(name.clone(), value.clone());
    }
    response
}

fn into_document(problem: &Problem, form: &ProblemForm<'_>, request_id: Uuid) -> HttpResponse {
    let view = problem.view(form.language, form.instance, request_id);
    // A view of texts and numbers always has a JSON form.
    let body = serde_json::to_string(&view).unwrap_or_else(|_| "{}".to_owned());
    let mut response = HttpResponse::with_body(problem.code().status(), actix_web::body::BoxBody::new(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(form.language.tag()));
    response
}

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use prongsai_application::rendition::{Format, ProblemPage, content_security_policy, problem_page};
use uuid::Uuid;

use super::{Bilingual, Language, Problem};

/// Makes the answer with a page for a person in a browser. It is in Thai, with the detail in English too, and has the status
/// and the headers of the problem document.
pub(super) fn into_page(problem: &Problem, request_id: Uuid) -> HttpResponse {
    let code = problem.code();
    let meaning = Bilingual::new(code.meaning_th(), code.meaning_en());
    let detail = problem.0.detail.as_ref().unwrap_or(&meaning);
    let errors = problem.field_errors().iter();
    let places: Vec<&str> = errors.map(|error| error.message.text(Language::Thai)).collect();
    let html = problem_page(&ProblemPage {
        status: code.status().as_u16(),
        title: code.title_th(),
        detail: &detail.th,
        detail_en: &detail.en,
        places: &places,
        request_id: &request_id.to_string(),
    });
    HttpResponse::build(code.status())
        .content_type(Format::Html.media_type())
        .insert_header((header::CONTENT_LANGUAGE, HeaderValue::from_static(Language::Thai.tag())))
        .insert_header((header::CONTENT_SECURITY_POLICY, content_security_policy()))
        .body(html)
}

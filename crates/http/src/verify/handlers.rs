use actix_web::HttpResponse;
use actix_web::get;
use actix_web::http::header;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::rendition::{Format, verification_page, verify};

use super::view::VerificationView;
use crate::Answer;
use crate::extract::{IfNoneMatch, PathValue};
use crate::present;
use crate::rendition::{RequestedForm, page};

/// Returns the verification record of a code.
///
/// The answer has the organization and the edition of the rendition, whether it is live, superseded or withdrawn, and
/// the hashes of its content and files. The code may have small letters, no dash, and O, I and L for 0 and 1. The QR
/// code on a rendition leads here; a browser gets a page.
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, description = "The verification record", content(
        (VerificationView = "application/json"), (String = "text/html")))))]
#[get("/{verification_code}")]
pub(super) async fn verify_paper(
    app: Data<App>,
    PathValue(code): PathValue<String>,
    form: RequestedForm,
    known: IfNoneMatch,
) -> Answer {
    let verified = verify(&app, &code).await?;
    let mut answer = if form == RequestedForm::Rendition(Format::Html) {
        page(&known, verification_page(&verified))?
    } else {
        present::cacheable(&known, HttpResponse::Ok().json(VerificationView::from(&verified)))?
    };
    answer
        .headers_mut()
        .append(header::VARY, header::HeaderValue::from_static("accept"));
    Ok(answer)
}

/// Returns the verification record of a code as a page.
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = String, content_type = "text/html", description = "The verification record")))]
#[get("/{verification_code}.html")]
pub(super) async fn verify_paper_html(
    app: Data<App>,
    PathValue(code): PathValue<String>,
    known: IfNoneMatch,
) -> Answer {
    page(&known, verification_page(&verify(&app, &code).await?))
}

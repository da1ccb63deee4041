use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use prongsai_application::public::{self, PublicAnswer};
use prongsai_application::{App, rendition};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;

use super::overrides::mark;
use crate::extract::IfNoneMatch;
use crate::present;
use crate::problem::Problem;
use crate::rendition::{RequestedForm, public_rendition};

/// Answers with a published document in the requested form: the stored bytes, or a rendition; or with 304.
pub(crate) async fn document(
    app: &App,
    kind: DocumentKind,
    id: DocumentId,
    form: RequestedForm,
    known: &IfNoneMatch,
) -> Result<HttpResponse, Problem> {
    let mut answer = match form {
        RequestedForm::Json => bytes(app, kind, id, known).await?,
        RequestedForm::Rendition(format) => {
            public_rendition(known, rendition::public_document(app, kind, id, format).await?)?
        }
    };
    answer
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept"));
    Ok(answer)
}

/// Answers with the stored bytes of a published document, or with 304.
async fn bytes(app: &App, kind: DocumentKind, id: DocumentId, known: &IfNoneMatch) -> Result<HttpResponse, Problem> {
    Ok(stored(public::document(app, kind, id).await?, known))
}

/// The stored bytes of a public answer, or 304.
pub(super) fn stored(answer: PublicAnswer, known: &IfNoneMatch) -> HttpResponse {
    if known.matches(&answer.etag) {
        return not_modified(&answer.etag);
    }
    let mut response = tagged(HttpResponse::Ok(), &answer.etag);
    response.content_type("application/json");
    let overrides = answer.overrides().clone();
    let mut response = response.body(Bytes::from_owner(SharedBody(answer)));
    mark(&mut response, &overrides);
    response
}

/// The bytes of a public answer, shared with the cache.
struct SharedBody(PublicAnswer);

impl AsRef<[u8]> for SharedBody {
    fn as_ref(&self) -> &[u8] {
        self.0.body().as_bytes()
    }
}

pub(super) fn tagged(mut response: HttpResponseBuilder, etag: &str) -> HttpResponseBuilder {
    response.insert_header((header::ETAG, format!("\"{etag}\"")));
    response.insert_header((header::CACHE_CONTROL, present::PUBLIC));
    response
}

pub(super) fn not_modified(etag: &str) -> HttpResponse {
    tagged(HttpResponse::NotModified(), etag).finish()
}

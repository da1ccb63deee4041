use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::paper::{poster, public_poster};
use prongsai_domain::id::DocumentId;

use crate::Answer;
use crate::extract::{Authenticated, IfNoneMatch, PathValue};
use crate::paper::{own_paper, public_paper};

/// Makes the edition of an invitation that the caller is shown into an A4 poster; a draft is watermarked.
#[utoipa::path(tag = "papers",
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf", description = "The poster")))]
#[get("/announcements/{id}/poster.pdf")]
pub(super) async fn get_announcement_poster(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<DocumentId>,
) -> Answer {
    own_paper(poster(&app, &context, id).await?)
}

/// Makes a published invitation into an A4 poster with the QR code of its survey.
#[utoipa::path(tag = "papers", params(IfNoneMatch),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf", description = "The poster")))]
#[get("/announcements/{id}/poster.pdf")]
pub(super) async fn get_public_poster(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    known: IfNoneMatch,
) -> Answer {
    public_paper(&known, public_poster(&app, id).await?)
}

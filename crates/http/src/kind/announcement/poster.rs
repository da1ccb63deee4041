use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::rendition::{poster, public_poster};
use prongsai_domain::id::DocumentId;

use crate::Answer;
use crate::extract::{Authenticated, IfNoneMatch, PathValue};
use crate::rendition::{private_rendition, public_rendition};

/// Renders the edition of an invitation that the caller sees as an A4 poster.
///
/// A draft is watermarked.
#[utoipa::path(tag = "renditions",
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf", description = "The poster")))]
#[get("/{id}/poster.pdf")]
pub(super) async fn get_announcement_poster(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<DocumentId>,
) -> Answer {
    private_rendition(poster(&app, &context, id).await?)
}

/// Renders a published invitation as an A4 poster with the QR code of its survey.
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf", description = "The poster")))]
#[get("/{id}/poster.pdf")]
pub(super) async fn get_public_poster(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    known: IfNoneMatch,
) -> Answer {
    public_rendition(&known, public_poster(&app, id).await?)
}

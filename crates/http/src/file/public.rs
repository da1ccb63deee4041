use actix_web::get;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::file::{self, Part};
use prongsai_domain::id::FileId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::bytes::{PUBLIC, answer};
use super::view::FileBytes;
use crate::Answer;
use crate::extract::{IfNoneMatch, PathValue};

/// Returns an evidence file that something public shows, to be saved.
///
/// The version of a file is public while a published report shows it. Its bytes do not change; their SHA-256 is the entity tag. A file
/// that had to go is answered 410 with the reason.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = FileBytes, description = "The file", content_type = "application/octet-stream")))]
#[get("/files/{id}/{version}")]
pub(crate) async fn get_public_file(
    app: Data<App>,
    PathValue((id, version)): PathValue<(FileId, u32)>,
    known: IfNoneMatch,
) -> Answer {
    let located = file::of_public(&app, id, version, Part::Whole).await?;
    answer(&app, &located, &known, PUBLIC).await
}

/// Returns the small picture of an evidence file that something public shows.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = FileBytes, description = "The picture", content_type = "image/jpeg")))]
#[get("/files/{id}/{version}/thumbnail")]
pub(crate) async fn get_public_file_thumbnail(
    app: Data<App>,
    PathValue((id, version)): PathValue<(FileId, u32)>,
    known: IfNoneMatch,
) -> Answer {
    let located = file::of_public(&app, id, version, Part::Thumbnail).await?;
    answer(&app, &located, &known, PUBLIC).await
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    cfg.service(get_public_file).service(get_public_file_thumbnail);
}

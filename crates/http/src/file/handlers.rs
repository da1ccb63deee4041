use actix_web::web::Data;
use actix_web::{delete, get, patch, post, put};
use prongsai_application::file::{self, Part, StoredFile};
use prongsai_application::{AnswerError, App};
use prongsai_domain::id::{FileId, OrganizationId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use super::bytes::{PRIVATE, answer};
use super::upload::{FilePost, NewFile, NewVersion, VersionPut};
use super::view::{FileBytes, FileView};
use crate::Answer;
use crate::extract::{
    Authenticated, Body, Bounded, Filters, IfMatch, IfNoneMatch, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::present::{self, Reply};

/// The changes of a file.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchFile {
    /// What it shows.
    #[schema(min_length = 1, max_length = 500)]
    title: String,
}

/// Why a file must go.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveFile {
    /// The reason, which everybody reads who follows a link to the file.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// A version of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichVersion {
    /// The number of the version; the newest if absent.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: Option<Bounded<1, 2_147_483_647>>,
}

impl WhichVersion {
    fn number(&self) -> Option<u32> {
        self.version.and_then(|version| u32::try_from(version.0).ok())
    }
}

fn created(file: &StoredFile) -> Result<Reply, AnswerError> {
    let view = FileView::from(file.clone());
    present::created(&format!("/api/v1/files/{}", file.id), file.revision, &view)
}

/// Uploads a file.
///
/// The body is the file itself, at most 100 MiB: PDF, PNG, JPEG, WebP, DOCX, XLSX, CSV or TXT, told by its bytes. It is inspected and
/// cleaned before it is stored: places in photographs, names and paths in properties, scripts and attached files are removed. The answer
/// says what was removed. docs/evidence-files.md lists what is accepted. The right is checked before the body is read.
#[utoipa::path(tag = "files", params(NewFile),
    request_body(content = FileBytes, content_type = "application/octet-stream", description = "The file",
        example = json!("บันทึกการประชุมหมู่บ้าน\n")),
    responses((status = 201, body = FileView, description = "The file")))]
#[post("/{id}/files")]
pub(crate) async fn upload_file(app: Data<App>, post: FilePost) -> Answer {
    let FilePost {
        context,
        organization,
        title,
        received,
    } = post;
    let outcome = file::create(&app, &context, organization, title.as_deref(), &received, created).await?;
    present::send(outcome)
}

/// Lists the files of an organization, by upload.
#[utoipa::path(tag = "files", params(Paging),
    responses((status = 200, body = Page<FileView>, description = "A page of files")))]
#[get("/{id}/files")]
pub(crate) async fn list_files(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(organization): PathValue<OrganizationId>,
    ListQuery { paging, .. }: ListQuery<NoFilters>,
) -> Answer {
    let found = file::list(&app, &context, organization, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(found, |file| file.id, FileView::from)
}

/// Shows a file with its versions.
#[utoipa::path(tag = "files", params(IfNoneMatch),
    responses((status = 200, body = FileView, description = "The file")))]
#[get("/{id}")]
pub(crate) async fn get_file(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<FileId>,
    known: IfNoneMatch,
) -> Answer {
    let found = file::find(&app, &context, id).await?;
    Ok(present::ok_unless_known(&known, found.revision, &FileView::from(found)))
}

/// Changes the title of a file.
#[utoipa::path(tag = "files", params(IfMatch),
    request_body(content = PatchFile, content_type = "application/merge-patch+json",
        example = json!({ "title": "ภาพการประชุมหมู่บ้าน หมู่ 4" })),
    responses((status = 200, body = FileView, description = "The changed file")))]
#[patch("/{id}")]
pub(crate) async fn edit_file(
    app: Data<App>,
    Body { context, input }: Body<PatchFile>,
    PathValue(id): PathValue<FileId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    let file = file::rename(&app, &context, id, &precondition, &input.title).await?;
    Ok(present::ok(file.revision, &FileView::from(file)))
}

/// Deletes a file that nothing names.
///
/// A file that a result of any time names is removed instead, so that its hash stays.
#[utoipa::path(tag = "files", params(IfMatch), responses((status = 204, description = "The file was deleted")))]
#[delete("/{id}")]
pub(crate) async fn delete_file(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<FileId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    file::delete(&app, &context, id, &precondition).await?;
    Ok(present::no_content())
}

/// Removes the bytes of a file that must go, such as one that shows personal data.
///
/// Who removed it, when and why stays, with the hashes of its versions; reports that show it do not change. Its addresses answer 410.
/// Administrators of the organization remove files.
#[utoipa::path(tag = "files", params(IfMatch),
    request_body(content = RemoveFile, example = json!({ "reason": "ภาพมีข้อมูลส่วนบุคคลของประชาชน" })),
    responses((status = 200, body = FileView, description = "The tombstone")))]
#[put("/{id}/removal")]
pub(crate) async fn remove_file(
    app: Data<App>,
    Body { context, input }: Body<RemoveFile>,
    PathValue(id): PathValue<FileId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    let file = file::remove(&app, &context, id, &precondition, &input.reason).await?;
    Ok(present::ok(file.revision, &FileView::from(file)))
}

/// Returns the bytes of a version of a file, to be saved.
#[utoipa::path(tag = "files", params(WhichVersion, IfNoneMatch),
    responses((status = 200, body = FileBytes, description = "The file", content_type = "application/octet-stream")))]
#[get("/{id}/content")]
pub(crate) async fn get_file_content(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<FileId>,
    Filters(wanted): Filters<WhichVersion>,
    known: IfNoneMatch,
) -> Answer {
    let located = file::of_member(&app, &context, id, wanted.number(), Part::Whole).await?;
    answer(&app, &located, &known, PRIVATE).await
}

/// Uploads another version of a file.
///
/// What shows an earlier version goes on to show that one.
#[utoipa::path(tag = "files", params(NewVersion, IfMatch),
    request_body(content = FileBytes, content_type = "application/octet-stream", description = "The file",
        example = json!("บันทึกการประชุมหมู่บ้าน\n")),
    responses((status = 200, body = FileView, description = "The file with its versions")))]
#[put("/{id}/content")]
pub(crate) async fn put_file_content(app: Data<App>, IfMatch(precondition): IfMatch, put: VersionPut) -> Answer {
    let file = file::add_version(&app, &put.context, put.id, &precondition, &put.received).await?;
    Ok(present::ok(file.revision, &FileView::from(file)))
}

/// Returns the small picture of a version of a file.
#[utoipa::path(tag = "files", params(WhichVersion, IfNoneMatch),
    responses((status = 200, body = FileBytes, description = "The picture", content_type = "image/jpeg")))]
#[get("/{id}/thumbnail")]
pub(crate) async fn get_file_thumbnail(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<FileId>,
    Filters(wanted): Filters<WhichVersion>,
    known: IfNoneMatch,
) -> Answer {
    let located = file::of_member(&app, &context, id, wanted.number(), Part::Thumbnail).await?;
    answer(&app, &located, &known, PRIVATE).await
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope("/files").configure(|cfg| {
        cfg.service(get_file_content)
            .service(put_file_content)
            .service(get_file_thumbnail)
            .service(remove_file)
            .service(get_file)
            .service(edit_file)
            .service(delete_file);
    }));
}

pub(crate) fn routes_of_organizations(cfg: &mut ServiceConfig) {
    cfg.service(list_files).service(upload_file);
}

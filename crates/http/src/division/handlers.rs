use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use prongsai_application::{App, division};
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::organization::Division;

use super::view::{CreateDivision, DivisionView, PatchDivision};
use crate::extract::{
    Authenticated, Body, Filters, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::{Answer, present};

/// Lists the divisions of an organization, including dissolved ones, by creation.
#[utoipa::path(tag = "divisions", params(Paging),
    responses((status = 200, body = Page<DivisionView>, description = "A page of divisions")))]
#[get("/{id}/divisions")]
pub(crate) async fn list_divisions(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    ListQuery { filters: _, paging }: ListQuery<NoFilters>,
) -> Answer {
    let found = division::list(&app, &context, id, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(found, |row| row.id, |row| DivisionView::from(&row))
}

/// Adds a division to an organization.
#[utoipa::path(tag = "divisions",
    request_body(content = CreateDivision, example = json!({ "name_th": "สำนักปลัดเทศบาล" })),
    responses((status = 201, body = DivisionView, description = "The new division")))]
#[post("/{id}/divisions")]
pub(crate) async fn create_division(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateDivision>,
    PathValue(id): PathValue<OrganizationId>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |made: &Division| {
        let location = format!("/api/v1/organizations/{id}/divisions/{}", made.id);
        present::created(&location, made.revision, &DivisionView::from(made))
    };
    present::send(division::create(&app, &context, id, &input.name_th, respond).await?)
}

/// Returns a division.
#[utoipa::path(tag = "divisions", params(IfNoneMatch),
    responses((status = 200, body = DivisionView, description = "The division")))]
#[get("/{id}/divisions/{division_id}")]
pub(crate) async fn get_division(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, division_id)): PathValue<(OrganizationId, DivisionId)>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let found = division::find(&app, &context, id, division_id).await?;
    Ok(present::ok_unless_known(
        &known,
        found.revision,
        &DivisionView::from(&found),
    ))
}

/// Renames, dissolves or reactivates a division.
#[utoipa::path(tag = "divisions", params(IfMatch),
    request_body(content = PatchDivision, content_type = "application/merge-patch+json",
        example = json!({ "name_th": "สำนักปลัด" })),
    responses((status = 200, body = DivisionView, description = "The changed division")))]
#[patch("/{id}/divisions/{division_id}")]
pub(crate) async fn edit_division(
    app: Data<App>,
    Body { context, input }: Body<PatchDivision>,
    PathValue((id, division_id)): PathValue<(OrganizationId, DivisionId)>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let changed = division::edit(&app, &context, id, division_id, &precondition, input.into()).await?;
    Ok(present::ok(changed.revision, &DivisionView::from(&changed)))
}

/// Removes a division that nothing refers to.
///
/// A division that a document names cannot be removed; dissolve it instead: `is_active: false`.
#[utoipa::path(tag = "divisions", params(IfMatch), responses((status = 204, description = "The division was removed")))]
#[delete("/{id}/divisions/{division_id}")]
pub(crate) async fn delete_division(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, division_id)): PathValue<(OrganizationId, DivisionId)>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    division::delete(&app, &context, id, division_id, &precondition).await?;
    Ok(present::no_content())
}

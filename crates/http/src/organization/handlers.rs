use actix_web::web::Data;
use actix_web::{get, patch, post};
use prongsai_application::{App, organization};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;

use super::input::{AcceptSetting, CreateOrganization, OrganizationFilters};
use super::patch::PatchOrganization;
use super::view::OrganizationView;
use crate::extract::{
    Authenticated, Body, Filters, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::{Answer, present};

/// Lists the organizations that the caller may see, by creation.
#[utoipa::path(tag = "organizations", params(OrganizationFilters, Paging),
    responses((status = 200, body = Page<OrganizationView>, description = "A page of organizations")))]
#[get("")]
pub(crate) async fn list_organizations(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<OrganizationFilters>,
) -> Answer {
    let found = organization::list(&app, &context, filters.query(&paging)?).await?;
    paging.answer(found, |row| row.id, |row| OrganizationView::from(&row))
}

/// Adds an organization.
#[utoipa::path(tag = "organizations",
    request_body(content = CreateOrganization, example = json!({
        "name_th": "เทศบาลตำบลตัวอย่าง", "kind": "subdistrict_municipality",
        "province_code": "47", "district_code": "4702", "website": "https://www.example.go.th/",
        "contact": { "address": "99 หมู่ 1 ตำบลตัวอย่าง", "phone": "0 4200 0000" },
        "whistle_blowing": { "url": "https://www.example.go.th/report", "hotline": "1205" },
    })),
    responses((status = 201, body = OrganizationView, description = "The new organization")))]
#[post("")]
pub(crate) async fn create_organization(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateOrganization>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |made: &Organization| {
        present::created(
            &format!("/api/v1/organizations/{}", made.id),
            made.revision,
            &OrganizationView::from(made),
        )
    };
    present::send(organization::create(&app, &context, input.into(), respond).await?)
}

/// Returns an organization.
#[utoipa::path(tag = "organizations", params(IfNoneMatch),
    responses((status = 200, body = OrganizationView, description = "The organization")))]
#[get("/{id}")]
pub(crate) async fn get_organization(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let organization = organization::find(&app, &context, id).await?;
    Ok(present::ok_unless_known(
        &known,
        organization.revision,
        &OrganizationView::from(&organization),
    ))
}

/// Changes an organization.
///
/// Only platform administrators change kind, province and predecessors. A setting that is switched on becomes a
/// proposal; another administrator accepts it at `/settings/accept`. A setting that is switched off is off at once.
/// When `publishes_internal_surveys` changes, published invitations to the internal survey become public or stop being
/// public at once.
#[utoipa::path(tag = "organizations", params(IfMatch),
    request_body(content = PatchOrganization, content_type = "application/merge-patch+json",
        example = json!({ "contact": { "address": "99 หมู่ 1 ตำบลตัวอย่าง" }, "survey_token": "ab12cd",
            "settings": { "publishes_internal_surveys": false } })),
    responses((status = 200, body = OrganizationView, description = "The changed organization")))]
#[patch("/{id}")]
pub(crate) async fn edit_organization(
    app: Data<App>,
    Body { context, input }: Body<PatchOrganization>,
    PathValue(id): PathValue<OrganizationId>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let organization =
        organization::edit(&app, &context, id, &precondition, |fields| input.clone().apply(fields)).await?;
    Ok(present::ok(
        organization.revision,
        &OrganizationView::from(&organization),
    ))
}

/// Accepts a setting that another administrator proposed.
///
/// The setting is on from now on; `requires_second_factor` is off. The person who proposed it cannot accept it. A
/// proposal ends after 14 days, and when that person does not administer the organization any more. People with a second factor
/// need a code of the last ten minutes, and where the organization requires one, people need it.
#[utoipa::path(tag = "organizations", params(IfMatch),
    request_body(content = AcceptSetting, example = json!({ "setting": "publishes_internal_surveys" })),
    responses((status = 200, body = OrganizationView, description = "The organization with the setting")))]
#[post("/{id}/settings/accept")]
pub(crate) async fn accept_organization_setting(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<AcceptSetting>,
    PathValue(id): PathValue<OrganizationId>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |changed: &Organization| present::changed(changed.revision, &OrganizationView::from(changed));
    present::send(organization::accept_setting(&app, &context, id, &precondition, input.setting, respond).await?)
}

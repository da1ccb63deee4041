use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, organization};
use prongsai_domain::id::OrganizationId;

use super::input::OrganizationFilters;
use super::view::PublicOrganizationView;
use crate::extract::{Filters, IfNoneMatch, ListQuery, NoFilters, Page, Paging, PathValue};
use crate::{Answer, present};

/// Lists the organizations, by creation.
#[utoipa::path(tag = "public", params(OrganizationFilters, Paging, IfNoneMatch),
    responses((status = 200, body = Page<PublicOrganizationView>, description = "A page of organizations")))]
#[get("")]
pub(crate) async fn list_public_organizations(
    app: Data<App>,
    ListQuery { filters, paging }: ListQuery<OrganizationFilters>,
    known: IfNoneMatch,
) -> Answer {
    let found = organization::list_public(&app, filters.query(&paging)?).await?;
    present::cacheable(
        &known,
        paging.answer(
            found,
            |row| row.organization.id,
            |row| PublicOrganizationView::from(&row),
        )?,
    )
}

/// Returns an organization.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = PublicOrganizationView, description = "The organization")))]
#[get("/{id}")]
pub(crate) async fn get_public_organization(
    app: Data<App>,
    PathValue(id): PathValue<OrganizationId>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let organization = organization::find_public(&app, id).await?;
    present::cacheable(&known, present::plain(&PublicOrganizationView::from(&organization)))
}

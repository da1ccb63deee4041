use actix_web::get;
use actix_web::web::Data;
use prongsai_application::organization::OrganizationQuery;
use prongsai_application::{App, doctor};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::OrganizationId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{ExaminationView, OrganizationCountsView};
use crate::extract::{Authenticated, Filters, ListQuery, Page, Paging, PathValue};
use crate::{Answer, present};

/// The year to examine.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExaminedYearFilters {
    /// B.E. year; the present fiscal year if absent.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700, example = 2566)]
    fiscal_year: Option<FiscalYear>,
}

/// The organizations and the year to examine.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CountFilters {
    /// B.E. year; the present fiscal year if absent.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700, example = 2566)]
    fiscal_year: Option<FiscalYear>,
    /// Only organizations of this province.
    #[param(value_type = Option<String>, example = "57", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
    /// Only organizations of this kind.
    #[param(value_type = Option<String>, example = "subdistrict_municipality", pattern = "^(provincial_administrative_organization|city_municipality|town_municipality|subdistrict_municipality|subdistrict_administrative_organization|special_local_government)$")]
    kind: Option<OrganizationKind>,
}

/// Says what is missing, late or contradictory in a year of an organization: who has to act, by when, and the calls that mend it.
#[utoipa::path(tag = "rules", params(ExaminedYearFilters),
    responses((status = 200, body = ExaminationView, description = "What was found")))]
#[get("/{id}/doctor")]
pub(crate) async fn examine_organization(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    Filters(filters): Filters<ExaminedYearFilters>,
) -> Answer {
    let year = filters.fiscal_year.unwrap_or_else(|| doctor::present_year(&context));
    let examination = doctor::examine(&app, &context, id, year).await?;
    Ok(present::plain(&ExaminationView::from(&examination)))
}

/// Counts what is missing, late or contradictory in a year of each organization that the caller sees.
///
/// Those who may not read drafts of an organization, such as a supervisor of its province, get the number of what is missing or
/// late there.
#[utoipa::path(tag = "rules", params(CountFilters, Paging),
    responses((status = 200, body = Page<OrganizationCountsView>, description = "A page of organizations")))]
#[get("/doctor")]
pub(crate) async fn count_issues(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<CountFilters>,
) -> Answer {
    let year = filters.fiscal_year.unwrap_or_else(|| doctor::present_year(&context));
    let query = OrganizationQuery {
        province_code: filters.province_code,
        kind: filters.kind,
        name_part: None,
        after: paging.after()?,
        limit: paging.fetch_limit(),
    };
    let found = doctor::count_issues(&app, &context, query, year).await?;
    paging.answer(
        found,
        |row| row.organization.id,
        |row| OrganizationCountsView::from(&row),
    )
}

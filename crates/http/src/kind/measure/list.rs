use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prongsai_application::{App, DocumentFilter, DocumentSummary, document};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::workflow::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::Answer;
use crate::document::DocumentRow;
use crate::extract::{Authenticated, ListQuery, Page, Paging};

/// The filters of a list of measures.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureFilters {
    /// Only documents of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only documents of this fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Only documents of which the caller sees an edition in this state.
    #[param(value_type = Option<String>, pattern = "^(draft|returned|submitted|approved|published|superseded|withdrawn)$")]
    state: Option<State>,
    /// Only measures for this indicator, by its code.
    #[param(value_type = Option<String>, example = "i7", pattern = "^i[1-9][0-9]?$")]
    indicator: Option<IndicatorCode>,
    /// Only measures of this responsible division.
    #[param(value_type = Option<Uuid>)]
    division_id: Option<DivisionId>,
    /// Only documents of organizations in this province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

impl From<MeasureFilters> for DocumentFilter {
    fn from(filters: MeasureFilters) -> Self {
        Self {
            organization_id: filters.organization_id,
            fiscal_year: filters.fiscal_year,
            state: filters.state,
            indicator: filters.indicator.map(|code| code.to_string()),
            division_id: filters.division_id,
            province_code: filters.province_code,
            category: None,
        }
    }
}

/// A measure in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasureRowView {
    #[serde(flatten)]
    row: DocumentRow,
    /// The title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// The codes of the indicators that the measure is for.
    #[schema(example = json!(["i7"]))]
    indicators: Vec<String>,
    /// The responsible division.
    division_id: Option<Uuid>,
}

impl From<DocumentSummary> for MeasureRowView {
    fn from(summary: DocumentSummary) -> Self {
        Self {
            row: DocumentRow::from(&summary),
            title: summary.title,
            indicators: summary.indicators,
            division_id: summary.division_id.map(DivisionId::get),
        }
    }
}

/// A page of a list of measures.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasurePage {
    #[serde(flatten)]
    page: Page<MeasureRowView>,
    /// The digest of all measures of the year, on the first page of a list of one organization and year, if the caller
    /// sees them in every state. A step of all of them names it, and is refused when one of them has changed. It is the
    /// SHA-256, in hexadecimal, of a line with id, space and revision for each measure, in the order of the ids; every
    /// line ends with a line feed.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    digest: Option<String>,
}

/// Lists the measures that the caller may see, oldest first.
#[utoipa::path(tag = "measures", params(MeasureFilters, Paging),
    responses((status = 200, body = MeasurePage, description = "A page of measures")))]
#[get("")]
pub(crate) async fn list_measures(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<MeasureFilters>,
) -> Answer {
    // Read before the rows: a change in between makes the digest old, and a step that names it is refused.
    let digest = match (filters.organization_id, filters.fiscal_year) {
        (Some(organization), Some(year)) if paging.is_first() => {
            document::digest_of_measures(&app, &context, organization, year).await?
        }
        _ => None,
    };
    let (kind, filter) = (DocumentKind::Measure, filters.into());
    let rows = document::list(&app, &context, kind, &filter, paging.after()?, paging.fetch_limit()).await?;
    let (link, page) = paging.page(rows, |row| row.id, MeasureRowView::from)?;
    let mut response = HttpResponse::Ok();
    if let Some(link) = link {
        response.insert_header((header::LINK, link));
    }
    Ok(response.json(MeasurePage { page, digest }))
}

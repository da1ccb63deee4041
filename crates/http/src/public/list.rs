use actix_web::HttpResponse;
use prongsai_application::{App, PublicationFilter, PublicationSummary, public};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::extract::{IfNoneMatch, Paging};
use crate::present;
use crate::problem::Problem;

/// What a public list is narrowed to.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicFilters {
    /// Of one office.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Of one fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Of one province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

impl From<PublicFilters> for PublicationFilter {
    fn from(filters: PublicFilters) -> Self {
        Self {
            organization_id: filters.organization_id,
            fiscal_year: filters.fiscal_year,
            province_code: filters.province_code,
            ..Self::default()
        }
    }
}

/// What every row of a public list shows.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicRow {
    /// Which document.
    id: Uuid,
    /// Whose.
    organization_id: Uuid,
    /// Province of the office.
    #[schema(example = "47")]
    province_code: String,
    /// Fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// Number of the edition.
    #[schema(example = 1)]
    edition: u32,
    /// When it was published, in UTC.
    #[schema(format = DateTime)]
    published_at: String,
}

impl From<&PublicationSummary> for PublicRow {
    fn from(summary: &PublicationSummary) -> Self {
        Self {
            id: summary.id.get(),
            organization_id: summary.organization_id.get(),
            province_code: summary.province_code.clone(),
            fiscal_year: summary.fiscal_year.get(),
            edition: summary.edition,
            published_at: summary.published_at.to_string(),
        }
    }
}

/// A page of the published documents of a kind.
pub(crate) async fn list<T: Serialize>(
    app: &App,
    kind: DocumentKind,
    filter: &PublicationFilter,
    paging: &Paging,
    known: &IfNoneMatch,
    row: impl Fn(PublicationSummary) -> T,
) -> Result<HttpResponse, Problem> {
    let rows = public::documents(app, kind, filter, paging.after()?, paging.wanted()).await?;
    present::cacheable(known, paging.answer(rows, |row| row.id, row)?)
}

use actix_web::HttpResponse;
use prongsai_application::{App, Context, DocumentFilter, DocumentSummary, document};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::workflow::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::extract::Paging;
use crate::problem::Problem;

/// The fields of every row in a list of documents.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentRow {
    /// The id of the document.
    id: Uuid,
    /// The organization that owns it.
    organization_id: Uuid,
    /// The province of the organization.
    #[schema(example = "47")]
    province_code: String,
    /// The fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The key that identifies it in bundles.
    #[schema(example = "measure-1")]
    key: String,
    /// Counts the changes; the `ETag` of the document has the same number.
    revision: i64,
    /// The number of the edition that the caller sees.
    edition: u32,
    /// The state of that edition.
    #[schema(example = "draft")]
    state: &'static str,
    /// When it last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<&DocumentSummary> for DocumentRow {
    fn from(summary: &DocumentSummary) -> Self {
        Self {
            id: summary.id.get(),
            organization_id: summary.jurisdiction.organization_id.get(),
            province_code: summary.jurisdiction.province_code.to_string(),
            fiscal_year: summary.fiscal_year.get(),
            key: summary.key.clone(),
            revision: summary.revision,
            edition: summary.edition,
            state: summary.state.as_str(),
            updated_at: summary.updated_at.to_string(),
        }
    }
}

/// The filters of a list of documents.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentFilters {
    /// Only documents of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only documents of this fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Only documents of which the caller sees an edition in this state.
    #[param(value_type = Option<String>, pattern = "^(draft|returned|submitted|approved|published|superseded|withdrawn)$")]
    state: Option<State>,
    /// Only documents of organizations in this province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

impl From<DocumentFilters> for DocumentFilter {
    fn from(filters: DocumentFilters) -> Self {
        Self {
            organization_id: filters.organization_id,
            fiscal_year: filters.fiscal_year,
            state: filters.state,
            province_code: filters.province_code,
            ..Self::default()
        }
    }
}

/// Answers with a page of the documents of a kind.
pub(crate) async fn list<T: Serialize + From<DocumentSummary>>(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    filter: &DocumentFilter,
    paging: &Paging,
) -> Result<HttpResponse, Problem> {
    let rows = document::list(app, context, kind, filter, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(rows, |row| row.id, T::from)
}

use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, PublicationFilter, PublicationSummary};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DocumentId, OrganizationId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Answer;
use crate::extract::{IfNoneMatch, ListQuery, Page, Paging, PathValue};
use crate::public::{PublicRow, list};
use crate::rendition::RequestedForm;

/// The filters of the public list of measures.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicMeasureFilters {
    /// Only documents of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only documents of this fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Only measures for this indicator, by its code.
    #[param(value_type = Option<String>, example = "i7", pattern = "^i[1-9][0-9]?$")]
    indicator: Option<IndicatorCode>,
    /// Only documents of organizations in this province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

/// A published measure in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicMeasureRowView {
    #[serde(flatten)]
    row: PublicRow,
    /// The title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// The codes of the indicators that the measure is for.
    #[schema(example = json!(["i7"]))]
    indicators: Vec<String>,
}

impl From<PublicationSummary> for PublicMeasureRowView {
    fn from(summary: PublicationSummary) -> Self {
        Self {
            row: PublicRow::from(&summary),
            title: summary.title,
            indicators: summary.indicators,
        }
    }
}

crate::public::published! {
    /// A published measure.
    PublicMeasureView {
        /// The title.
        #[schema(example = "ประสิทธิภาพการสื่อสาร")]
        title: String,
        /// The codes of the indicators that the measure is for.
        indicators: Vec<String>,
        /// The keys of the findings that the measure is for.
        findings: Vec<String>,
        /// แนวทางการปฏิบัติ: the approach of the measure.
        guideline: String,
        /// ขั้นตอน/วิธีการปฏิบัติ: the steps, in order.
        steps: Vec<PublicStepView>,
        /// The responsible division.
        division: Option<PublicDivisionView>,
        /// การกำกับติดตาม: how the measure is monitored.
        monitoring: Option<String>,
        /// The number of months after which the organization reports.
        reporting_round_months: u8,
        /// The planned budget, in baht.
        budget_baht: Option<u64>,
        /// The target.
        target: Option<String>,
    }
}

/// A step of a published measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes stored bytes")]
pub(crate) struct PublicStepView {
    /// The key of the step.
    key: String,
    /// What is done in the step.
    text: String,
    /// How often the step recurs; `null` if it does not recur.
    cadence: Option<String>,
    /// The due date.
    #[schema(format = Date)]
    due_on: Option<String>,
}

/// A division, with its name when the measure was written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes stored bytes")]
pub(crate) struct PublicDivisionView {
    /// The id of the division.
    id: uuid::Uuid,
    /// The name.
    #[schema(example = "สำนักงานปลัด")]
    name: String,
}

/// Lists published measures, oldest first.
#[utoipa::path(tag = "public", params(PublicMeasureFilters, Paging, IfNoneMatch),
    responses((status = 200, body = Page<PublicMeasureRowView>, description = "A page of measures")))]
#[get("")]
pub(super) async fn list_public_measures(
    app: Data<App>,
    ListQuery { filters, paging }: ListQuery<PublicMeasureFilters>,
    known: IfNoneMatch,
) -> Answer {
    let filter = PublicationFilter {
        organization_id: filters.organization_id,
        fiscal_year: filters.fiscal_year,
        indicator: filters.indicator.map(|code| code.to_string()),
        province_code: filters.province_code,
        category: None,
    };
    list(
        &app,
        DocumentKind::Measure,
        &filter,
        &paging,
        &known,
        PublicMeasureRowView::from,
    )
    .await
}

/// Shows a published measure as the bytes that were stored when it was published, or as a rendition if `Accept`
/// requests one.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, description = "The measure", content((PublicMeasureView = "application/json"),
        (String = "text/html"), (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")))))]
#[get("/{id}")]
pub(super) async fn get_public_measure(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    form: RequestedForm,
    known: IfNoneMatch,
) -> Answer {
    crate::public::document(&app, DocumentKind::Measure, id, form, &known).await
}

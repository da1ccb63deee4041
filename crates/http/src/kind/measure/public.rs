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
use crate::rendition::Wanted;

/// What the public list of measures is narrowed to.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicMeasureFilters {
    /// Of one office.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Of one fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// That are to improve this indicator, by code.
    #[param(value_type = Option<String>, example = "i7", pattern = "^i[1-9][0-9]?$")]
    indicator: Option<IndicatorCode>,
    /// Of one province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

/// A published measure in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicMeasureRowView {
    #[serde(flatten)]
    row: PublicRow,
    /// Its title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// Codes of the indicators that it is to improve.
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
        /// Its title.
        #[schema(example = "ประสิทธิภาพการสื่อสาร")]
        title: String,
        /// Codes of the indicators that it is to improve.
        indicators: Vec<String>,
        /// Keys of the findings that it answers.
        findings: Vec<String>,
        /// แนวทางการปฏิบัติ.
        guideline: String,
        /// ขั้นตอน/วิธีการปฏิบัติ, in order.
        steps: Vec<PublicStepView>,
        /// The responsible division.
        division: Option<PublicDivisionView>,
        /// การกำกับติดตาม.
        monitoring: Option<String>,
        /// After how many months the office reports.
        reporting_round_months: u8,
        /// Planned money, in baht.
        budget_baht: Option<u64>,
        /// What is to be reached.
        target: Option<String>,
    }
}

/// A step of a published measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes stored bytes")]
pub(crate) struct PublicStepView {
    /// Names the step.
    key: String,
    /// What is done.
    text: String,
    /// How often, where it recurs.
    cadence: Option<String>,
    /// By when.
    #[schema(format = Date)]
    due_on: Option<String>,
}

/// A division, as it was called then.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes stored bytes")]
pub(crate) struct PublicDivisionView {
    /// Which division.
    id: uuid::Uuid,
    /// Its name.
    #[schema(example = "สำนักงานปลัด")]
    name: String,
}

/// Lists published measures, oldest first.
#[utoipa::path(tag = "public", params(PublicMeasureFilters, Paging, IfNoneMatch),
    responses((status = 200, body = Page<PublicMeasureRowView>, description = "A page of measures")))]
#[get("/measures")]
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

/// Shows a published measure, as the bytes that were kept when it was published; or, where `Accept` asks for one, as a
/// rendition.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, description = "The measure", content((PublicMeasureView = "application/json"),
        (String = "text/html"), (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")))))]
#[get("/measures/{id}")]
pub(super) async fn get_public_measure(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    wanted: Wanted,
    known: IfNoneMatch,
) -> Answer {
    crate::public::document(&app, DocumentKind::Measure, id, wanted, &known).await
}

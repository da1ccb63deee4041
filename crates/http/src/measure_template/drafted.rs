use prongsai_application::measure_template::DraftedMeasure;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::measure::StepInput;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::TemplateStepView;

/// The year for which a measure is drafted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DraftedFor {
    /// The fiscal year of the measure, a B.E. year.
    #[param(value_type = u16, minimum = 2500, maximum = 2700, example = 2567)]
    pub(super) fiscal_year: FiscalYear,
}

/// A measure that begins with a template: the body of `POST /api/v1/measures`, in which the drafter changes what is
/// different in the organization, and adds the division.
#[derive(Serialize, ToSchema)]
pub(crate) struct DraftedMeasureView {
    /// The organization.
    organization_id: Uuid,
    /// The fiscal year, a B.E. year.
    #[schema(example = 2567)]
    fiscal_year: u16,
    /// The title.
    #[schema(example = "มาตรการยกระดับประสิทธิภาพการสื่อสาร")]
    title: String,
    /// The codes of the indicators that the measure is for.
    #[schema(example = json!(["i7"]))]
    indicators: Vec<String>,
    /// The keys of the findings in the year's analysis that it answers.
    #[schema(example = json!(["i7-weakness"]))]
    findings: Vec<String>,
    /// แนวทางการปฏิบัติ: the approach of the measure.
    guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ: the steps in order.
    steps: Vec<TemplateStepView>,
    /// การกำกับติดตาม: how the measure is monitored.
    monitoring: Option<String>,
    /// The number of months after which the organization reports.
    #[schema(example = 12)]
    reporting_round_months: u8,
    /// The target.
    target: Option<String>,
}

impl From<DraftedMeasure> for DraftedMeasureView {
    fn from(drafted: DraftedMeasure) -> Self {
        let input = drafted.input;
        Self {
            organization_id: drafted.organization_id.get(),
            fiscal_year: drafted.fiscal_year.get(),
            title: input.title,
            indicators: input.indicators,
            findings: input.findings,
            guideline: input.guideline,
            steps: input.steps.into_iter().map(TemplateStepView::from).collect(),
            monitoring: input.monitoring,
            reporting_round_months: input.reporting_round_months,
            target: input.target,
        }
    }
}

impl From<StepInput> for TemplateStepView {
    fn from(step: StepInput) -> Self {
        Self::new(step.text, step.cadence)
    }
}

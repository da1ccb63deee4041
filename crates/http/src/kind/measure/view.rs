use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::measure::{Cadence, Measure, Step};
use prongsai_domain::report::FrozenYear;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The content of a measure.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasureContent {
    /// The title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
    /// The codes of the indicators that the measure is for.
    #[schema(example = json!(["i7"]))]
    indicators: Vec<String>,
    /// The keys of the findings that the measure is for.
    findings: Vec<String>,
    /// แนวทางการปฏิบัติ: the approach of the measure.
    #[schema(example = "แจ้งประชาสัมพันธ์การปฏิบัติงานด้วยความโปร่งใส")]
    guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ: the steps, in order.
    steps: Vec<StepView>,
    /// The responsible division.
    division_id: Option<Uuid>,
    /// The name of the division when the content was written.
    #[schema(example = "สำนักงานปลัด")]
    division_name: Option<String>,
    /// การกำกับติดตาม: how the measure is monitored.
    monitoring: Option<String>,
    /// The number of months after which the organization reports: 6 or 12.
    #[schema(example = 12)]
    reporting_round_months: u8,
    /// The planned budget, in baht.
    budget_baht: Option<u64>,
    /// The target.
    target: Option<String>,
}

/// A step of a measure.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepView {
    /// The key of the step, which stays the same through all edits.
    #[schema(example = "step-1")]
    key: String,
    /// What is done in the step.
    #[schema(example = "ประสานงานกับหมู่บ้าน")]
    text: String,
    /// How often the step recurs; `null` if it does not recur.
    #[schema(example = "monthly")]
    cadence: Option<&'static str>,
    /// The due date.
    #[schema(format = Date, example = "2023-09-30")]
    due_on: Option<String>,
}

impl MeasureContent {
    pub(super) fn new(measure: &Measure, _: Option<FrozenYear>) -> Self {
        let division = measure.division.as_ref();
        Self {
            title: measure.title.clone(),
            indicators: measure.indicators.iter().map(ToString::to_string).collect(),
            findings: measure.findings.clone(),
            guideline: measure.guideline.clone(),
            steps: measure.steps.iter().map(StepView::from).collect(),
            division_id: division.map(|division| division.id.get()),
            division_name: division.map(|division| division.name.clone()),
            monitoring: measure.monitoring.clone(),
            reporting_round_months: measure.reporting_round_months.months(),
            budget_baht: measure.budget_baht,
            target: measure.target.clone(),
        }
    }
}

impl From<&Step> for StepView {
    fn from(step: &Step) -> Self {
        Self {
            key: step.key.clone(),
            text: step.text.clone(),
            cadence: step.cadence.map(Cadence::as_str),
            due_on: step.due_on.map(BuddhistDate::iso),
        }
    }
}

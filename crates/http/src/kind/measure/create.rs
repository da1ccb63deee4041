use actix_web::post;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::measure::{self, NewMeasure};
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::measure::{Measure, MeasureInput, StepInput};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{MeasureView, StepBody};
use crate::Answer;
use crate::document::created;
use crate::extract::JsonPost;
use crate::present;

/// The input for a new measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateMeasure {
    /// The organization that owns it.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// The fiscal year, a B.E. year.
    #[schema(minimum = 2500, maximum = 2700)]
    fiscal_year: u16,
    /// The key that identifies it in bundles, unique within organization, year and kind of document; generated if
    /// absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    key: Option<String>,
    /// The title.
    #[schema(min_length = 1, max_length = 500)]
    title: String,
    /// The indicators that the measure is for, each by its code, name or alias in the catalogue of the year.
    #[schema(min_items = 1, max_items = 10)]
    indicators: Vec<String>,
    /// The keys of the findings in the year's analysis that the measure is for.
    #[serde(default)]
    #[schema(max_items = 50)]
    findings: Vec<String>,
    /// แนวทางการปฏิบัติ: the approach of the measure.
    #[schema(min_length = 1, max_length = 10_000)]
    guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ: the steps in order, each an object or only its text.
    #[schema(value_type = Vec<StepBody>, min_items = 1, max_items = 60)]
    steps: Vec<StepBody>,
    /// The responsible division.
    #[schema(value_type = Option<Uuid>)]
    division_id: Option<DivisionId>,
    /// การกำกับติดตาม: how the measure is monitored.
    #[schema(max_length = 10_000)]
    monitoring: Option<String>,
    /// The number of months after which the organization reports: 6 or 12.
    reporting_round_months: u8,
    /// The planned budget, in baht.
    #[schema(maximum = 100_000_000_000_i64)]
    budget_baht: Option<u64>,
    /// The target.
    #[schema(max_length = 10_000)]
    target: Option<String>,
}

impl From<CreateMeasure> for NewMeasure {
    fn from(body: CreateMeasure) -> Self {
        Self {
            organization_id: body.organization_id,
            fiscal_year: body.fiscal_year,
            key: body.key,
            division_id: body.division_id,
            input: MeasureInput {
                title: body.title,
                indicators: body.indicators,
                findings: body.findings,
                guideline: body.guideline,
                steps: body.steps.into_iter().map(StepInput::from).collect(),
                // The use case looks up `division_id`.
                division: None,
                monitoring: body.monitoring,
                reporting_round_months: body.reporting_round_months,
                budget_baht: body.budget_baht,
                target: body.target,
            },
        }
    }
}

/// Drafts a measure.
#[utoipa::path(tag = "measures",
    request_body(content = CreateMeasure, example = json!({
        "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "fiscal_year": 2566,
        "title": "ประสิทธิภาพการสื่อสาร", "indicators": ["i7"],
        "guideline": "แจ้งประชาสัมพันธ์การปฏิบัติงานด้วยความโปร่งใส และบริการประชาชนอย่างเท่าเทียมกัน",
        "steps": ["ผู้รับผิดชอบดำเนินการแจ้งประชาสัมพันธ์",
                  { "text": "ประสานงานกับหมู่บ้าน", "cadence": "monthly", "due_on": "2566-09-30" }],
        "monitoring": "รายงานผลการดำเนินงาน รอบ 12 เดือน", "reporting_round_months": 12,
    })),
    responses((status = 201, body = MeasureView, description = "The draft")))]
#[post("")]
pub(crate) async fn create_measure(app: Data<App>, JsonPost { context, input }: JsonPost<CreateMeasure>) -> Answer {
    present::send(measure::create(&app, &context, input.into(), created::<Measure>).await?)
}

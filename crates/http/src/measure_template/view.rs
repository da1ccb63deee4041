use prongsai_application::{StoredTemplate, TemplateOwner};
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::measure::Cadence;
use prongsai_domain::template::{MeasureTemplate, TemplateStep};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A template of a measure.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasureTemplateView {
    /// The id.
    id: Uuid,
    /// Who keeps it: `organization`, `province` or `platform`.
    #[schema(example = "platform")]
    owner: &'static str,
    /// The organization that keeps it, if one does.
    organization_id: Option<Uuid>,
    /// The province that keeps it, if one does.
    province_code: Option<String>,
    /// The key, unique among the templates of the owner.
    #[schema(example = "contact-channels")]
    key: String,
    /// Counts the changes; the `ETag` has the same number.
    revision: i64,
    /// The content.
    template: MeasureTemplateContentView,
    /// The id of the person who last changed it; `null` if it came with the program.
    updated_by: Option<Uuid>,
    /// When it was last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// The content of a template of a measure.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasureTemplateContentView {
    /// The title of the measure.
    #[schema(example = "มาตรการยกระดับประสิทธิภาพการสื่อสาร")]
    title: String,
    /// The codes of the indicators that the measure is for.
    #[schema(example = json!(["i7"]))]
    indicators: Vec<String>,
    /// แนวทางการปฏิบัติ: the approach of the measure.
    guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ: the steps in order.
    steps: Vec<TemplateStepView>,
    /// The post that is usually responsible.
    #[schema(example = "ปลัดเทศบาล")]
    responsible_post: Option<String>,
    /// การกำกับติดตาม: how the measure is monitored.
    monitoring: Option<String>,
    /// The number of months after which the organization reports.
    #[schema(example = 12)]
    reporting_round_months: u8,
    /// The target.
    target: Option<String>,
    /// The kinds of organizations for which it is meant; empty for all.
    #[schema(value_type = Vec<String>)]
    kinds: Vec<OrganizationKind>,
    /// The first fiscal year in which it is suggested.
    from_fiscal_year: Option<u16>,
    /// The last fiscal year in which it is suggested.
    until_fiscal_year: Option<u16>,
    /// What the organization needs first, or should think of.
    hints: Vec<String>,
}

/// A step of a template.
#[derive(Serialize, ToSchema)]
pub(crate) struct TemplateStepView {
    /// What is done in the step.
    #[schema(example = "ประชุมหัวหน้าส่วนราชการ")]
    text: String,
    /// How often the step recurs; `null` if it does not recur.
    #[schema(value_type = Option<String>, example = "monthly")]
    cadence: Option<Cadence>,
}

impl From<&StoredTemplate> for MeasureTemplateView {
    fn from(stored: &StoredTemplate) -> Self {
        let (organization_id, province_code) = match &stored.owner {
            TemplateOwner::Platform => (None, None),
            TemplateOwner::Province(code) => (None, Some(code.to_string())),
            TemplateOwner::Organization(id) => (Some(id.get()), None),
        };
        Self {
            id: stored.id.get(),
            owner: stored.owner.scope().as_str(),
            organization_id,
            province_code,
            key: stored.content.key.clone(),
            revision: stored.revision,
            template: MeasureTemplateContentView::from(stored.content.clone()),
            updated_by: stored.updated_by.map(prongsai_domain::id::UserId::get),
            updated_at: stored.updated_at.to_string(),
        }
    }
}

impl From<MeasureTemplate> for MeasureTemplateContentView {
    fn from(template: MeasureTemplate) -> Self {
        Self {
            title: template.title,
            indicators: template.indicators.iter().map(ToString::to_string).collect(),
            guideline: template.guideline,
            steps: template.steps.into_iter().map(TemplateStepView::from).collect(),
            responsible_post: template.responsible_post,
            monitoring: template.monitoring,
            reporting_round_months: template.reporting_round_months.months(),
            target: template.target,
            kinds: template.kinds,
            from_fiscal_year: template
                .from_fiscal_year
                .map(prongsai_domain::calendar::FiscalYear::get),
            until_fiscal_year: template
                .until_fiscal_year
                .map(prongsai_domain::calendar::FiscalYear::get),
            hints: template.hints,
        }
    }
}

impl TemplateStepView {
    pub(super) const fn new(text: String, cadence: Option<Cadence>) -> Self {
        Self { text, cadence }
    }
}

impl From<TemplateStep> for TemplateStepView {
    fn from(step: TemplateStep) -> Self {
        Self::new(step.text, step.cadence)
    }
}

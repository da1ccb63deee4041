use prongsai_application::{Error, TemplateOwner};
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::measure::Cadence;
use prongsai_domain::template::{MeasureTemplateInput, OwnerScope, TemplateStepInput};
use prongsai_domain::violation::Checker;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// A template of a measure to add. Without `organization_id` and `province_code` it is one of the platform.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateMeasureTemplate {
    /// The organization that keeps it.
    #[schema(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// The province that keeps it.
    #[schema(example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<String>,
    /// The key, unique among the templates of the owner. It never changes.
    #[schema(example = "contact-channels", pattern = "^[a-z0-9._-]{1,64}$")]
    key: String,
    /// The content.
    template: MeasureTemplateBody,
}

/// The content of a template of a measure.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureTemplateBody {
    /// The title of the measure.
    #[schema(min_length = 1, max_length = 500)]
    title: String,
    /// The indicators that the measure is for, each by its code, name or alias.
    #[schema(min_items = 1, max_items = 10)]
    indicators: Vec<String>,
    /// แนวทางการปฏิบัติ: the approach of the measure.
    #[schema(min_length = 1, max_length = 10_000)]
    guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ: the steps in order.
    #[schema(min_items = 1, max_items = 60)]
    steps: Vec<TemplateStepBody>,
    /// The post that is usually responsible.
    #[schema(max_length = 500)]
    responsible_post: Option<String>,
    /// การกำกับติดตาม: how the measure is monitored.
    #[schema(max_length = 10_000)]
    monitoring: Option<String>,
    /// The number of months after which the organization reports: 6 or 12.
    reporting_round_months: u8,
    /// The target.
    #[schema(max_length = 10_000)]
    target: Option<String>,
    /// The kinds of organizations for which it is meant; empty for all.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 10)]
    kinds: Vec<OrganizationKind>,
    /// The first fiscal year in which it is suggested, a B.E. year.
    #[schema(minimum = 2500, maximum = 2700)]
    from_fiscal_year: Option<u16>,
    /// The last fiscal year in which it is suggested, a B.E. year.
    #[schema(minimum = 2500, maximum = 2700)]
    until_fiscal_year: Option<u16>,
    /// What the organization needs first, or should think of.
    #[serde(default)]
    #[schema(max_items = 10)]
    hints: Vec<String>,
}

/// A step of a template.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateStepBody {
    /// What is done in the step.
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
    /// How often the step recurs; absent if it does not recur.
    #[schema(value_type = Option<String>, example = "monthly",
        pattern = "^(weekly|monthly|quarterly|half_yearly|yearly)$")]
    cadence: Option<Cadence>,
}

impl MeasureTemplateBody {
    pub(super) fn input(&self, key: &str, owner: OwnerScope) -> MeasureTemplateInput {
        let body = self.clone();
        let steps = body.steps.into_iter().map(|step| TemplateStepInput {
            text: step.text,
            cadence: step.cadence,
        });
        MeasureTemplateInput {
            key: key.to_owned(),
            owner,
            title: body.title,
            indicators: body.indicators,
            guideline: body.guideline,
            steps: steps.collect(),
            responsible_post: body.responsible_post,
            monitoring: body.monitoring,
            reporting_round_months: body.reporting_round_months,
            target: body.target,
            kinds: body.kinds,
            from_fiscal_year: body.from_fiscal_year,
            until_fiscal_year: body.until_fiscal_year,
            hints: body.hints,
        }
    }
}

impl CreateMeasureTemplate {
    pub(super) fn input(&self, owner: &TemplateOwner) -> MeasureTemplateInput {
        self.template.input(&self.key, owner.scope())
    }

    /// The owner; two owners are refused.
    pub(super) fn owner(&self) -> Result<TemplateOwner, Problem> {
        let mut checker = Checker::new();
        let owner = match (self.organization_id, &self.province_code) {
            (None, None) => Some(TemplateOwner::Platform),
            (Some(id), None) => Some(TemplateOwner::Organization(id)),
            (None, Some(code)) => {
                let code = ProvinceCode::parse(code).ok();
                if code.is_none() {
                    checker.at("province_code", |at| {
                        at.refuse(
                            "unknown-province",
                            "รหัสจังหวัดเป็นเลขสองหลัก",
                            "the code of a province has two digits",
                        );
                    });
                }
                code.map(TemplateOwner::Province)
            }
            (Some(_), Some(_)) => {
                checker.at("province_code", |at| {
                    at.refuse("two-owners", "ระบุเจ้าของได้เพียงรายเดียว", "a template has one owner");
                });
                None
            }
        };
        Ok(checker.finish(owner).map_err(Error::from)?)
    }
}

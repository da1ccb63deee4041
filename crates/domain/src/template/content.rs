use serde::{Deserialize, Serialize};

use crate::calendar::{FiscalYear, ReportingRound};
use crate::catalogue::IndicatorCode;
use crate::geography::OrganizationKind;
use crate::measure::{Cadence, MeasureInput, StepInput};
use crate::named::named_enum;

named_enum! {
    /// Who keeps a template. The values are in the order in which templates are suggested: the nearest owner first.
    #[derive(PartialOrd, Ord)]
    pub enum OwnerScope {
        /// One organization.
        Organization = "organization",
        /// All organizations of a province.
        Province = "province",
        /// All organizations.
        Platform = "platform",
    }
}

/// A template of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureTemplate {
    /// The key, unique among the templates of one owner.
    pub key: String,
    /// The scope of the owner.
    pub owner: OwnerScope,
    /// The title of the measure.
    pub title: String,
    /// The indicators that the measure is meant to improve; at least one.
    pub indicators: Vec<IndicatorCode>,
    /// แนวทางการปฏิบัติ (guideline).
    pub guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ (steps), in order.
    pub steps: Vec<TemplateStep>,
    /// The post that is usually responsible, e.g. ผู้อำนวยการกองคลัง. A measure names a division, which the organization
    /// chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_post: Option<String>,
    /// การกำกับติดตาม (monitoring).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<String>,
    /// The reporting round.
    pub reporting_round_months: ReportingRound,
    /// The target, countable where possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The kinds of organizations for which it is meant; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<OrganizationKind>,
    /// The first fiscal year in which it is suggested; `None` from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_fiscal_year: Option<FiscalYear>,
    /// The last fiscal year in which it is suggested; `None` without an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_fiscal_year: Option<FiscalYear>,
    /// What the organization needs first, or should think of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
}

/// A step of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateStep {
    /// The text of the step.
    pub text: String,
    /// How often the step recurs; `None` when it does not recur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
}

impl MeasureTemplate {
    /// Whether the template is meant for a kind of organization in a fiscal year.
    pub fn applies_to(&self, kind: OrganizationKind, fiscal_year: FiscalYear) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&kind))
            && self.from_fiscal_year.is_none_or(|from| from <= fiscal_year)
            && self.until_fiscal_year.is_none_or(|until| fiscal_year <= until)
    }

    /// A measure that begins with this template and answers these findings. It has no division and no budget yet; its
    /// steps get their keys when it is checked.
    pub fn into_measure_input(self, findings: Vec<String>) -> MeasureInput {
        let steps = self.steps.into_iter().map(|step| StepInput {
            key: None,
            text: step.text,
            cadence: step.cadence,
            due_on: None,
        });
        MeasureInput {
            title: self.title,
            indicators: self.indicators.iter().map(ToString::to_string).collect(),
            findings,
            guideline: self.guideline,
            steps: steps.collect(),
            division: None,
            monitoring: self.monitoring,
            reporting_round_months: self.reporting_round_months.months(),
            budget_baht: None,
            target: self.target,
        }
    }
}

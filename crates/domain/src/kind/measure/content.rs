use serde::{Deserialize, Serialize};

use crate::calendar::{BuddhistDate, ReportingRound};
use crate::catalogue::IndicatorCode;
use crate::id::DivisionId;

/// Longest title, in characters.
pub(crate) const TITLE_MAX: usize = 500;
/// Longest paragraph-like text (guideline, monitoring, details), in characters.
pub(crate) const TEXT_MAX: usize = 10_000;
/// Longest text of one step, in characters.
pub(crate) const STEP_MAX: usize = 4_000;
/// Most steps of one measure.
pub(crate) const STEPS_MAX: usize = 60;
/// Most indicators of one measure.
pub(crate) const INDICATORS_MAX: usize = 10;
/// Most findings of one analysis, and so of one measure.
pub(crate) const FINDINGS_MAX: usize = 50;
/// Highest budget, in baht.
pub(crate) const BUDGET_MAX: u64 = 100_000_000_000;

/// The content of one edition of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The title. Organizations often use the indicator's name.
    pub title: String,
    /// The indicators that the measure is meant to improve; at least one.
    pub indicators: Vec<IndicatorCode>,
    /// Keys of the findings that the measure answers. They are findings of the year's analysis.
    pub findings: Vec<String>,
    /// แนวทางการปฏิบัติ (guideline).
    pub guideline: String,
    /// ขั้นตอน/วิธีการปฏิบัติ (steps), in order.
    pub steps: Vec<Step>,
    /// ผู้รับผิดชอบ: the responsible division, with its name at the time of writing.
    pub division: Option<DivisionRef>,
    /// การกำกับติดตาม (monitoring).
    pub monitoring: Option<String>,
    /// The reporting round: the organization reports every 6 or 12 months.
    pub reporting_round_months: ReportingRound,
    /// Planned budget, in baht.
    pub budget_baht: Option<u64>,
    /// The target, countable where possible.
    pub target: Option<String>,
}

/// One step of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The key of the step, unique within its measure. It stays the same through all edits and editions.
    pub key: String,
    /// The text of the step.
    pub text: String,
    /// How often the step recurs; `None` when it does not recur.
    pub cadence: Option<Cadence>,
    /// The day by which the step is due.
    pub due_on: Option<BuddhistDate>,
}

/// How often a step recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// ทุกสัปดาห์.
    Weekly,
    /// ทุกเดือน.
    Monthly,
    /// ทุกไตรมาส.
    Quarterly,
    /// ทุก 6 เดือน.
    HalfYearly,
    /// ปีละครั้ง.
    Yearly,
}

impl Cadence {
    /// Every cadence.
    pub const ALL: [Self; 5] = [
        Self::Weekly,
        Self::Monthly,
        Self::Quarterly,
        Self::HalfYearly,
        Self::Yearly,
    ];

    /// The name used in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half_yearly",
            Self::Yearly => "yearly",
        }
    }
}

/// A division with its name at the time of writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DivisionRef {
    /// The division.
    pub id: DivisionId,
    /// The name at the time of writing.
    pub name: String,
}

impl Measure {
    /// The step with this key.
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }
}

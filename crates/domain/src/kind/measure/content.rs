use serde::{Deserialize, Serialize};

use crate::calendar::{BuddhistDate, ReportingRound};
use crate::catalogue::IndicatorCode;
use crate::id::DivisionId;
use crate::named::named_enum;

// The request bodies in `http` repeat the limits of this file for the OpenAPI document: `schema(max_length = …)`.

/// The maximum length of a title or a subject, in characters. Measures, reports, announcements and evidence share it.
pub(crate) const TITLE_MAX: usize = 500;
/// The maximum length of a text of paragraphs, in characters. Measures, results, analyses, reports and announcements
/// share it.
pub(crate) const TEXT_MAX: usize = 10_000;
/// The maximum length of the text of one step, in characters.
pub(crate) const STEP_MAX: usize = 4_000;
/// The maximum number of steps of one measure.
pub(crate) const STEPS_MAX: usize = 60;
/// The maximum number of indicators of one measure.
pub(crate) const INDICATORS_MAX: usize = 10;
/// The maximum number of findings of one analysis. A measure cannot answer more.
pub(crate) const FINDINGS_MAX: usize = 50;
/// The maximum budget, in baht. A larger number is most likely a typing mistake.
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
    /// Planned budget, in whole baht: 0 if the measure uses none, `None` if it is not stated.
    pub budget_baht: Option<u64>,
    /// The target, countable where possible.
    pub target: Option<String>,
}

/// The word that a result has in place of a step's key if it answers no planned step. No step has it as its key.
pub const UNPLANNED: &str = "unplanned";

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

named_enum! {
    /// How often a step recurs.
    pub enum Cadence {
        /// ทุกสัปดาห์.
        Weekly = "weekly",
        /// ทุกเดือน.
        Monthly = "monthly",
        /// ทุกไตรมาส.
        Quarterly = "quarterly",
        /// ทุก 6 เดือน.
        HalfYearly = "half_yearly",
        /// ปีละครั้ง.
        Yearly = "yearly",
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

//! An implementation result (ผลการดำเนินการ): what was done for a measure, when, and with which effect.

use serde::{Deserialize, Serialize};

use crate::calendar::{FiscalYear, Period};
use crate::evidence::{check_evidence, sent};
use crate::file::FindFile;
use crate::measure::{Measure, TEXT_MAX, UNPLANNED};
use crate::named::named_enum;
use crate::violation::Checker;

pub use crate::evidence::{Evidence, EvidenceInput};

// The request bodies in `http` repeat the limits of this file for the OpenAPI document.

/// The maximum length of the reason for a stated percentage, in characters.
const REASON_MAX: usize = 1_000;

/// What was done for a measure in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImplementationResult {
    /// รายละเอียดการดำเนินงาน.
    pub details: String,
    /// ระยะเวลาการดำเนินงาน, by months or by days.
    pub period: Period,
    /// ผลผลิต: what can be counted.
    pub output: Option<String>,
    /// ผลลัพธ์: what changed as a result.
    pub outcome: Option<String>,
    /// หมายเหตุ.
    pub remarks: Option<String>,
    /// State of the implementation.
    pub status: Option<ResultStatus>,
    /// Progress in percent, 0 to 100.
    pub progress_percent: Option<u8>,
    /// Why the progress is not the computed one. A stated percentage counts only with a reason; see
    /// [`Progress`](crate::progress::Progress). Contents of schema versions 1 and 2 do not have this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress_reason: Option<String>,
    /// The planned step that it answers.
    pub answers: Answers,
    /// หลักฐาน: links and files.
    pub evidence: Vec<Evidence>,
}

named_enum! {
    /// State of an implementation.
    pub enum ResultStatus {
        /// Not begun.
        NotStarted = "not_started",
        /// In progress.
        InProgress = "in_progress",
        /// Done.
        Completed = "completed",
        /// Will not be done.
        Cancelled = "cancelled",
    }
}

/// The planned step that a result answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// Not stated.
    NotStated,
    /// The work was not planned.
    Unplanned,
    /// The step with this key.
    Step(String),
}

/// A result as sent, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultInput {
    /// See [`ImplementationResult::details`].
    pub details: String,
    /// A period in any written form. One that states no year belongs to the fiscal year of the measure.
    pub period: String,
    /// See [`ImplementationResult::output`].
    pub output: Option<String>,
    /// See [`ImplementationResult::outcome`].
    pub outcome: Option<String>,
    /// See [`ImplementationResult::remarks`].
    pub remarks: Option<String>,
    /// See [`ImplementationResult::status`].
    pub status: Option<ResultStatus>,
    /// See [`ImplementationResult::progress_percent`].
    pub progress_percent: Option<u16>,
    /// See [`ImplementationResult::progress_reason`].
    pub progress_reason: Option<String>,
    /// A step's key, or the word `unplanned`.
    pub step: Option<String>,
    /// See [`ImplementationResult::evidence`].
    pub evidence: Vec<EvidenceInput>,
}

impl ResultInput {
    /// Checks all fields against the measure of the result, which is one of `fiscal_year`, and collects the field errors.
    /// `find` looks for the files.
    pub fn check(
        self,
        measure: &Measure,
        fiscal_year: FiscalYear,
        find: FindFile<'_>,
        checker: &mut Checker,
    ) -> Option<ImplementationResult> {
        let details = checker.lines("details", &self.details, TEXT_MAX);
        let period = checker.period_in("period", &self.period, Some(fiscal_year));
        let output = checker.optional_lines("output", self.output.as_deref(), TEXT_MAX);
        let outcome = checker.optional_lines("outcome", self.outcome.as_deref(), TEXT_MAX);
        let remarks = checker.optional_lines("remarks", self.remarks.as_deref(), TEXT_MAX);
        let progress = check_progress(self.progress_percent, checker);
        let reason = check_reason(self.progress_reason.as_deref(), self.progress_percent, checker);
        let answers = check_answers(self.step, measure, checker);
        let evidence = check_evidence(self.evidence, find, checker);
        Some(ImplementationResult {
            details: details?,
            period: period?,
            output: output?,
            outcome: outcome?,
            remarks: remarks?,
            status: self.status,
            progress_percent: progress?,
            progress_reason: reason?,
            answers: answers?,
            evidence: evidence?,
        })
    }
}

impl From<ImplementationResult> for ResultInput {
    fn from(result: ImplementationResult) -> Self {
        Self {
            details: result.details,
            period: result.period.iso(),
            output: result.output,
            outcome: result.outcome,
            remarks: result.remarks,
            status: result.status,
            progress_percent: result.progress_percent.map(u16::from),
            progress_reason: result.progress_reason,
            step: result.answers.written(),
            evidence: sent(result.evidence),
        }
    }
}

impl Answers {
    /// The JSON form: a step's key, `unplanned`, or `None`.
    pub fn written(&self) -> Option<String> {
        match self {
            Self::NotStated => None,
            Self::Unplanned => Some(UNPLANNED.to_owned()),
            Self::Step(key) => Some(key.clone()),
        }
    }
}

#[expect(
    clippy::option_option,
    reason = "refused, absent and present are three different answers"
)]
fn check_progress(raw: Option<u16>, checker: &mut Checker) -> Option<Option<u8>> {
    let Some(raw) = raw else { return Some(None) };
    let progress = u8::try_from(raw).ok().filter(|percent| *percent <= 100);
    if progress.is_none() {
        checker.at("progress_percent", |at| {
            at.refuse(
                "not-a-percentage",
                "ความก้าวหน้าต้องอยู่ระหว่าง 0 ถึง 100",
                "progress is from 0 to 100 percent",
            );
        });
    }
    progress.map(Some)
}

/// The reason for a stated percentage. Without a percentage it has no meaning.
#[expect(
    clippy::option_option,
    reason = "refused, absent and present are three different answers"
)]
fn check_reason(raw: Option<&str>, percent: Option<u16>, checker: &mut Checker) -> Option<Option<String>> {
    let reason = checker.optional_lines("progress_reason", raw, REASON_MAX)?;
    if reason.is_some() && percent.is_none() {
        checker.at("progress_reason", |at| {
            at.refuse(
                "reason-without-percentage",
                "ระบุเหตุผลได้เมื่อระบุร้อยละความก้าวหน้า (progress_percent) ด้วย",
                "a reason needs the percentage that it explains (progress_percent)",
            );
        });
        return None;
    }
    Some(reason)
}

fn check_answers(raw: Option<String>, measure: &Measure, checker: &mut Checker) -> Option<Answers> {
    match raw {
        None => Some(Answers::NotStated),
        Some(word) if word == UNPLANNED => Some(Answers::Unplanned),
        Some(key) => check_step(key, measure, checker).map(Answers::Step),
    }
}

/// The key of a step, if the measure has the step; a field error at `step` otherwise.
pub(crate) fn check_step(key: String, measure: &Measure, checker: &mut Checker) -> Option<String> {
    if measure.step(&key).is_some() {
        return Some(key);
    }
    let keys: Vec<&str> = measure.steps.iter().map(|step| step.key.as_str()).collect();
    checker.at("step", |at| {
        at.refuse_with(
            "unknown-step",
            format!("มาตรการนี้ไม่มีขั้นตอนดังกล่าว ใช้ได้: {} หรือ unplanned", keys.join(", ")),
            format!("the measure has no such step; use {} or unplanned", keys.join(", ")),
            keys.first().map(|key| (*key).to_owned()),
        );
    });
    None
}

//! An implementation result (ผลการดำเนินการ): what was done for a measure, when, and with which effect.

use serde::{Deserialize, Serialize};

use crate::calendar::{FiscalYear, Period};
use crate::measure::{Measure, TEXT_MAX, TITLE_MAX, UNPLANNED};
use crate::named::named_enum;
use crate::violation::Checker;
use crate::web_address::check_web_address;

// The request bodies in `http` repeat the limits of this file for the OpenAPI document.

/// The maximum number of links to evidence of one result.
const EVIDENCE_MAX: usize = 50;

/// What was done for a measure in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImplementationResult {
    /// รายละเอียดการดำเนินงาน.
    pub details: String,
    /// ระยะเวลาการดำเนินงาน, by months.
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
    /// The planned step that it answers.
    pub answers: Answers,
    /// หลักฐาน: links to evidence.
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

/// A link to evidence of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The address: `http` or `https`.
    pub url: String,
    /// What the evidence shows.
    pub title: Option<String>,
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
    /// A step's key, or the word `unplanned`.
    pub step: Option<String>,
    /// See [`ImplementationResult::evidence`].
    pub evidence: Vec<EvidenceInput>,
}

/// Evidence as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceInput {
    /// See [`Evidence::url`].
    pub url: String,
    /// See [`Evidence::title`].
    pub title: Option<String>,
}

impl ResultInput {
    /// Checks all fields against the measure of the result, which is one of `fiscal_year`, and collects the field errors.
    pub fn check(
        self,
        measure: &Measure,
        fiscal_year: FiscalYear,
        checker: &mut Checker,
    ) -> Option<ImplementationResult> {
        let details = checker.lines("details", &self.details, TEXT_MAX);
        let period = checker.period_in("period", &self.period, Some(fiscal_year));
        let output = checker.optional_lines("output", self.output.as_deref(), TEXT_MAX);
        let outcome = checker.optional_lines("outcome", self.outcome.as_deref(), TEXT_MAX);
        let remarks = checker.optional_lines("remarks", self.remarks.as_deref(), TEXT_MAX);
        let progress = check_progress(self.progress_percent, checker);
        let answers = check_answers(self.step, measure, checker);
        let evidence = check_evidence(self.evidence, checker);
        Some(ImplementationResult {
            details: details?,
            period: period?,
            output: output?,
            outcome: outcome?,
            remarks: remarks?,
            status: self.status,
            progress_percent: progress?,
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
            step: result.answers.written(),
            evidence: result
                .evidence
                .into_iter()
                .map(|evidence| EvidenceInput {
                    url: evidence.url,
                    title: evidence.title,
                })
                .collect(),
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

fn check_answers(raw: Option<String>, measure: &Measure, checker: &mut Checker) -> Option<Answers> {
    match raw {
        None => Some(Answers::NotStated),
        Some(word) if word == UNPLANNED => Some(Answers::Unplanned),
        Some(key) if measure.step(&key).is_some() => Some(Answers::Step(key)),
        Some(_) => {
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
    }
}

fn check_evidence(raw: Vec<EvidenceInput>, checker: &mut Checker) -> Option<Vec<Evidence>> {
    if !checker.limit_length("evidence", raw.len(), EVIDENCE_MAX) {
        return None;
    }
    let mut evidence = Vec::with_capacity(raw.len());
    checker.at("evidence", |at| {
        for (index, item) in raw.into_iter().enumerate() {
            at.at(index, |at| {
                let url = check_web_address("url", &item.url, at);
                let title = at.optional_line("title", item.title.as_deref(), TITLE_MAX);
                if let (Some(url), Some(title)) = (url, title) {
                    evidence.push(Evidence { url, title });
                }
            });
        }
    });
    Some(evidence)
}

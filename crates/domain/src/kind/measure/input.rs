use super::content::{
    BUDGET_MAX, Cadence, DivisionRef, FINDINGS_MAX, INDICATORS_MAX, Measure, STEP_MAX, STEPS_MAX, Step, TEXT_MAX,
    TITLE_MAX, UNPLANNED,
};
use crate::calendar::{BuddhistDate, ReportingRound};
use crate::catalogue::{Catalogue, IndicatorCode};
use crate::document::{check_key, complete_keys};
use crate::violation::Checker;

/// A measure as sent, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureInput {
    /// See [`Measure::title`].
    pub title: String,
    /// Codes, names or aliases of indicators.
    pub indicators: Vec<String>,
    /// See [`Measure::findings`].
    pub findings: Vec<String>,
    /// See [`Measure::guideline`].
    pub guideline: String,
    /// See [`Measure::steps`].
    pub steps: Vec<StepInput>,
    /// The division, already looked up.
    pub division: Option<DivisionRef>,
    /// See [`Measure::monitoring`].
    pub monitoring: Option<String>,
    /// The length of the reporting round in months: 6 or 12.
    pub reporting_round_months: u8,
    /// See [`Measure::budget_baht`].
    pub budget_baht: Option<u64>,
    /// See [`Measure::target`].
    pub target: Option<String>,
}

/// A step as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepInput {
    /// The step's key. A new step has none yet.
    pub key: Option<String>,
    /// See [`Step::text`].
    pub text: String,
    /// See [`Step::cadence`].
    pub cadence: Option<Cadence>,
    /// A date in any written form.
    pub due_on: Option<String>,
}

/// The data that a measure's check may use.
#[derive(Clone, Copy, Debug)]
pub struct MeasureRules<'a> {
    /// The catalogue of the measure's year.
    pub catalogue: &'a Catalogue,
    /// Keys of the findings in the year's analysis.
    pub finding_keys: &'a [String],
}

impl MeasureInput {
    /// Checks all fields and collects the field errors. Pointers are those of the JSON that carries a measure.
    pub fn check(self, rules: MeasureRules<'_>, checker: &mut Checker) -> Option<Measure> {
        let title = checker.line("title", &self.title, TITLE_MAX);
        let indicators = check_indicators(&self.indicators, rules.catalogue, checker);
        let findings = check_findings(&self.findings, rules.finding_keys, checker);
        let guideline = checker.lines("guideline", &self.guideline, TEXT_MAX);
        let steps = check_steps(&self.steps, checker);
        let monitoring = checker.optional_lines("monitoring", self.monitoring.as_deref(), TEXT_MAX);
        let round = check_round(self.reporting_round_months, checker);
        let target = checker.optional_lines("target", self.target.as_deref(), TEXT_MAX);
        if self.budget_baht.is_some_and(|baht| baht > BUDGET_MAX) {
            checker.at("budget_baht", |at| {
                at.refuse(
                    "number-too-large",
                    format!("งบประมาณต้องไม่เกิน {BUDGET_MAX} บาท"),
                    format!("a budget is at most {BUDGET_MAX} baht"),
                );
            });
            return None;
        }
        Some(Measure {
            title: title?,
            indicators: indicators?,
            findings: findings?,
            guideline: guideline?,
            steps: steps?,
            division: self.division,
            monitoring: monitoring?,
            reporting_round_months: round?,
            budget_baht: self.budget_baht,
            target: target?,
        })
    }
}

impl From<Measure> for MeasureInput {
    fn from(measure: Measure) -> Self {
        Self {
            title: measure.title,
            indicators: measure.indicators.iter().map(ToString::to_string).collect(),
            findings: measure.findings,
            guideline: measure.guideline,
            steps: measure.steps.into_iter().map(StepInput::from).collect(),
            division: measure.division,
            monitoring: measure.monitoring,
            reporting_round_months: measure.reporting_round_months.months(),
            budget_baht: measure.budget_baht,
            target: measure.target,
        }
    }
}

impl From<Step> for StepInput {
    fn from(step: Step) -> Self {
        Self {
            key: Some(step.key),
            text: step.text,
            cadence: step.cadence,
            due_on: step.due_on.map(BuddhistDate::iso),
        }
    }
}

/// Checks a reporting round; field errors are at `reporting_round_months`.
pub(crate) fn check_round(months: u8, checker: &mut Checker) -> Option<ReportingRound> {
    let round = ReportingRound::from_months(months);
    if round.is_none() {
        // Both rounds would be accepted. The suggestion is the one that covers the whole year.
        checker.at("reporting_round_months", |at| {
            at.refuse_with(
                "no-such-round",
                "รอบการรายงานมีเพียง 6 หรือ 12 เดือน",
                "a reporting round is 6 or 12 months",
                Some("12".to_owned()),
            );
        });
    }
    round
}

/// Looks up indicators by code, name or alias.
fn check_indicators(raw: &[String], catalogue: &Catalogue, checker: &mut Checker) -> Option<Vec<IndicatorCode>> {
    if !checker.limit_length("indicators", raw.len(), INDICATORS_MAX) {
        return None;
    }
    if raw.is_empty() {
        checker.at("indicators", |at| {
            at.refuse("required", "ต้องระบุตัวชี้วัดอย่างน้อย 1 ตัว", "name at least one indicator");
        });
        return None;
    }
    let mut codes: Vec<IndicatorCode> = Vec::with_capacity(raw.len());
    let before = checker.count();
    checker.at("indicators", |at| {
        for (index, text) in raw.iter().enumerate() {
            at.at(index, |at| {
                if let Some(code) = check_indicator(text, catalogue, at) {
                    if codes.contains(&code) {
                        at.refuse("duplicate", "ระบุตัวชี้วัดนี้ซ้ำ", "this indicator is named twice");
                    }
                    codes.push(code);
                }
            });
        }
    });
    (checker.count() == before).then_some(codes)
}

/// Looks up one indicator; field errors are at the current place.
pub(crate) fn check_indicator(raw: &str, catalogue: &Catalogue, checker: &mut Checker) -> Option<IndicatorCode> {
    let found = catalogue.find_indicator(raw).map(|indicator| indicator.code);
    if found.is_none() {
        let suggestion = catalogue
            .suggest_indicator(raw)
            .map(|indicator| indicator.code.to_string());
        checker.refuse_with(
            "unknown-indicator",
            format!("ไม่มีตัวชี้วัดนี้ในปีงบประมาณ พ.ศ. {}", catalogue.fiscal_year.get()),
            format!(
                "the catalogue of fiscal year {} has no such indicator",
                catalogue.fiscal_year.get()
            ),
            suggestion,
        );
    }
    found
}

fn check_findings(raw: &[String], known: &[String], checker: &mut Checker) -> Option<Vec<String>> {
    if !checker.limit_length("findings", raw.len(), FINDINGS_MAX) {
        return None;
    }
    let before = checker.count();
    checker.at("findings", |at| {
        for (index, key) in raw.iter().enumerate() {
            let repeated = raw.iter().take(index).any(|earlier| earlier == key);
            at.at(index, |at| {
                if repeated {
                    at.refuse("duplicate", "ระบุประเด็นนี้ซ้ำ", "this finding is named twice");
                } else if !known.contains(key) {
                    // A key has no meaning that could be compared, so the suggestion is the first known one.
                    at.refuse_with(
                        "unknown-finding",
                        "ไม่มีประเด็นนี้ในผลการวิเคราะห์ของปีงบประมาณนี้",
                        "the year's analysis has no finding with this key",
                        known.first().cloned(),
                    );
                }
            });
        }
    });
    (checker.count() == before).then(|| raw.to_vec())
}

fn check_steps(raw: &[StepInput], checker: &mut Checker) -> Option<Vec<Step>> {
    if !checker.limit_length("steps", raw.len(), STEPS_MAX) {
        return None;
    }
    if raw.is_empty() {
        checker.at("steps", |at| {
            at.refuse("required", "ต้องมีอย่างน้อย 1 ขั้นตอน", "a measure has at least one step");
        });
        return None;
    }
    let stated: Vec<Option<String>> = raw.iter().map(|step| step.key.clone()).collect();
    let mut steps: Vec<Step> = Vec::with_capacity(raw.len());
    checker.at("steps", |at| {
        for (index, (step, key)) in raw.iter().zip(complete_keys("step", &stated)).enumerate() {
            // A refused step is left out. Its violation refuses the measure.
            if let Some(step) = at.at(index, |at| check_step(step, &key, &steps, at)) {
                steps.push(step);
            }
        }
    });
    Some(steps)
}

fn check_step(raw: &StepInput, key: &str, earlier: &[Step], at: &mut Checker) -> Option<Step> {
    let text = at.lines("text", &raw.text, STEP_MAX);
    let due_on = match &raw.due_on {
        Some(written) => at.date("due_on", written).map(Some),
        None => Some(None),
    };
    Some(Step {
        key: check_step_key(key, earlier, at)?,
        text: text?,
        cadence: raw.cadence,
        due_on: due_on?,
    })
}

fn check_step_key(raw: &str, earlier: &[Step], at: &mut Checker) -> Option<String> {
    let key = check_key("key", raw, at)?;
    if key == UNPLANNED {
        at.at("key", |at| {
            at.refuse(
                "reserved-key",
                "คีย์ unplanned สงวนไว้สำหรับผลการดำเนินการนอกแผน",
                "the key unplanned is reserved for results that answer no planned step",
            );
        });
        return None;
    }
    if earlier.iter().any(|step| step.key == key) {
        at.at("key", |at| {
            at.refuse("duplicate", "คีย์ของขั้นตอนซ้ำกัน", "another step has this key");
        });
        return None;
    }
    Some(key)
}

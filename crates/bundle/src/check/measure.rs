use prongsai_domain::measure::{Measure, MeasureInput, MeasureRules, StepInput};
use prongsai_domain::result::{EvidenceInput, ImplementationResult, ResultInput};
use prongsai_domain::violation::Checker;

use super::division::Divisions;
use crate::checked::CheckedMeasure;
use crate::choice::{NAMES_MAX, choose_optional, non_empty};
use crate::keyed::each_keyed;
use crate::kind::Bundle;
use crate::wire::{MeasurePart, ResultPart, StepPart};

/// The maximum number of measures of one bundle.
const MEASURES_MAX: usize = 300;
/// The maximum number of results of one measure in a bundle.
const RESULTS_MAX: usize = 500;

/// Checks the measures of a bundle at `measures`.
pub(super) fn check_measures(
    bundle: &Bundle,
    rules: MeasureRules<'_>,
    divisions: &mut Divisions<'_>,
    checker: &mut Checker,
) -> Vec<CheckedMeasure> {
    let mut measures = Vec::with_capacity(bundle.measures.len());
    let keys = bundle.measures.iter().map(|part| part.key.clone());
    each_keyed("measures", keys.collect(), MEASURES_MAX, checker, |index, key, at| {
        let Some(part) = bundle.measures.get(index) else { return };
        match check_measure(part, rules, divisions, at) {
            Some(content) => {
                let results = check_results(&part.results, &content, at);
                measures.extend(key.map(|key| CheckedMeasure { key, content, results }));
            }
            None => check_results_of_refused(&part.results, at),
        }
    });
    measures
}

/// Checks the content of a measure at the current place.
fn check_measure(
    part: &MeasurePart,
    rules: MeasureRules<'_>,
    divisions: &mut Divisions<'_>,
    checker: &mut Checker,
) -> Option<Measure> {
    let before = checker.count();
    if part.indicator.is_some() && !part.indicators.is_empty() {
        checker.at("indicators", |at| {
            at.refuse(
                "either-or",
                "ระบุ indicator หรือ indicators เพียงอย่างใดอย่างหนึ่ง",
                "give either indicator or indicators, not both",
            );
        });
    }
    // The fields for one and for many are not joined: a place in the joined list would not be a written one.
    let indicators = if part.indicators.is_empty() {
        part.indicator.iter().cloned().collect()
    } else {
        part.indicators.clone()
    };
    let steps = checker.at("steps", |at| {
        let steps = part.steps.iter().enumerate();
        steps
            .map(|(index, step)| at.at(index, |at| step_input(step, index < NAMES_MAX, at)))
            .collect()
    });
    let division = non_empty(part.responsible_division.as_ref());
    let division = division.and_then(|name| divisions.resolve_at("responsible_division", &name, checker));
    let input = MeasureInput {
        title: part.title.clone(),
        indicators,
        findings: part.findings.clone(),
        guideline: part.guideline.clone(),
        steps,
        division,
        monitoring: part.monitoring.clone(),
        reporting_round_months: part.reporting_round_months,
        budget_baht: part.budget_baht,
        target: part.target.clone(),
    };
    let measure = input.check(rules, checker);
    measure.filter(|_| checker.count() == before)
}

/// Converts a step at the current place. `looks_up` says whether its names are looked up.
fn step_input(step: &StepPart, looks_up: bool, checker: &mut Checker) -> StepInput {
    match step {
        StepPart::Plain(text) => StepInput {
            key: None,
            text: text.clone(),
            cadence: None,
            due_on: None,
        },
        StepPart::Full(fields) => {
            let cadence = fields.cadence.as_ref().filter(|_| looks_up);
            StepInput {
                key: non_empty(fields.key.as_ref()),
                text: fields.text.clone(),
                // A refused cadence has already reported its violation.
                cadence: choose_optional("cadence", cadence, checker).flatten(),
                due_on: non_empty(fields.due_on.as_ref()),
            }
        }
    }
}

/// Checks the results of a measure at the place of the measure. Returns each with its key.
fn check_results(
    parts: &[ResultPart],
    measure: &Measure,
    checker: &mut Checker,
) -> Vec<(String, ImplementationResult)> {
    let mut results: Vec<(String, ImplementationResult)> = Vec::with_capacity(parts.len());
    each_keyed(
        "results",
        parts.iter().enumerate().map(result_key).collect(),
        RESULTS_MAX,
        checker,
        |index, key, at| {
            let Some(part) = parts.get(index) else { return };
            let content = check_result(part, measure, at);
            results.extend(key.zip(content));
        },
    );
    results
}

/// The key of a result. A result that has none is numbered.
fn result_key((index, part): (usize, &ResultPart)) -> String {
    non_empty(part.key.as_ref()).unwrap_or_else(|| format!("result-{}", index + 1))
}

fn check_result(part: &ResultPart, measure: &Measure, checker: &mut Checker) -> Option<ImplementationResult> {
    let status = choose_optional("status", part.status.as_ref(), checker);
    let input = ResultInput {
        details: part.details.clone(),
        period: part.period.clone(),
        output: part.output.clone(),
        outcome: part.outcome.clone(),
        remarks: part.remarks.clone(),
        status: status.flatten(),
        progress_percent: part.progress_percent,
        step: non_empty(part.step.as_ref()),
        evidence: part
            .evidence
            .iter()
            .map(|evidence| EvidenceInput {
                url: evidence.url.clone(),
                title: evidence.title.clone(),
            })
            .collect(),
    };
    input.check(measure, checker)
}

/// Checks the results of a measure that was refused, except for the steps that they answer.
fn check_results_of_refused(parts: &[ResultPart], checker: &mut Checker) {
    if !checker.limit_length("results", parts.len(), RESULTS_MAX) {
        return;
    }
    let without_content = Measure {
        title: String::new(),
        indicators: Vec::new(),
        findings: Vec::new(),
        guideline: String::new(),
        steps: Vec::new(),
        division: None,
        monitoring: None,
        reporting_round_months: prongsai_domain::calendar::ReportingRound::TwelveMonths,
        budget_baht: None,
        target: None,
    };
    let without_steps: Vec<ResultPart> = parts
        .iter()
        .cloned()
        .map(|part| ResultPart { step: None, ..part })
        .collect();
    check_results(&without_steps, &without_content, checker);
}

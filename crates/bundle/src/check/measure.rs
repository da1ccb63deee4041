use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::file::NamedFile;
use prongsai_domain::id::FileId;
use prongsai_domain::measure::{Measure, MeasureInput, MeasureRules, StepInput};
use prongsai_domain::result::{EvidenceInput, ImplementationResult, ResultInput};
use prongsai_domain::violation::{Checker, Violation};

use super::division::Divisions;
use crate::checked::CheckedMeasure;
use crate::choice::{NAMES_MAX, choose_optional, non_empty};
use crate::keyed::KeyedList;
use crate::text::Entry;
use crate::wire::{FilePart, MeasurePart, ResultPart, StepPart};

/// The maximum number of measures of one bundle: a guard, far above a real year. A step of many measures takes as many
/// (`http`); docs/bundle.md states both numbers.
const MEASURES_MAX: usize = 300;
/// The maximum number of results of one measure in a bundle; docs/bundle.md states it.
const RESULTS_MAX: usize = 500;

/// Checks the measures of a bundle at `measures`, one after another. `checked` receives each that was not refused, with
/// those of its results that were not refused.
pub(super) fn check_measures(
    entries: &[Entry<MeasurePart>],
    rules: MeasureRules<'_>,
    divisions: &mut Divisions<'_>,
    checker: &mut Checker,
    mut read: impl FnMut(&MeasurePart<Entry<ResultPart>>),
    mut checked: impl FnMut(CheckedMeasure, Vec<ImplementationResult>, &Checker),
) {
    let list = KeyedList {
        field: "measures",
        max: MEASURES_MAX,
        key: |_, (part, _): &(MeasurePart<Entry<ResultPart>>, usize)| part.key.clone(),
    };
    let entries = entries.iter().map(|entry| (entry.read_without_results(), entry.size()));
    list.check(entries, checker, |_, (part, size), key, at| {
        read(&part);
        let Some(content) = check_measure(&part, rules, divisions, at) else {
            check_results_of_refused(&part.results, rules.catalogue.fiscal_year, at);
            return;
        };
        let results = check_results(&part.results, (&content, rules.catalogue.fiscal_year), at, |part| part);
        if let Some(key) = key {
            let of_results: usize = part.results.iter().map(Entry::size).sum();
            let measure = CheckedMeasure {
                key,
                revision: part.revision,
                content,
                stated_steps: part.steps.iter().map(StepPart::is_key_stated).collect(),
                has_unkeyed_results: results.iter().any(|(_, is_key_stated)| !is_key_stated),
                size: size.saturating_sub(of_results),
            };
            checked(measure, results.into_iter().map(|(result, _)| result).collect(), at);
        }
    });
}

/// Checks the content of a measure at the current place.
fn check_measure<R>(
    part: &MeasurePart<R>,
    rules: MeasureRules<'_>,
    divisions: &mut Divisions<'_>,
    checker: &mut Checker,
) -> Option<Measure> {
    let before = checker.count();
    if part.one_indicator().is_some() && !part.indicators.is_empty() {
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
        part.one_indicator().into_iter().collect()
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

/// Checks the results of a measure at the place of the measure, after `prepare`. Returns those that were not refused,
/// and for each whether its key is stated.
fn check_results(
    entries: &[Entry<ResultPart>],
    (measure, fiscal_year): (&Measure, FiscalYear),
    checker: &mut Checker,
    prepare: impl Fn(ResultPart) -> ResultPart,
) -> Vec<(ImplementationResult, bool)> {
    let mut results = Vec::new();
    let list = KeyedList {
        field: "results",
        max: RESULTS_MAX,
        key: |index, part: &ResultPart| result_key(index, part),
    };
    let parts = entries.iter().map(|entry| prepare(entry.read()));
    list.check(parts, checker, |_, part, key, at| {
        let content = check_result(&part, (measure, fiscal_year), at);
        let is_key_stated = stated_key(&part).is_some();
        results.extend(key.and(content).map(|content| (content, is_key_stated)));
    });
    results
}

/// A result of a measure that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedResult {
    /// The stated key.
    pub stated_key: Option<String>,
    /// The stated revision.
    pub revision: Option<u64>,
    /// The content. The step that it answers has the key that it has within the bundle.
    pub content: ImplementationResult,
}

/// Reads a result of a measure that passed the check; the measure is one of `fiscal_year`.
///
/// # Errors
/// Its violations; there are none if the measure is that of the check.
pub fn read_result(
    entry: &Entry<ResultPart>,
    measure: &Measure,
    fiscal_year: FiscalYear,
) -> Result<CheckedResult, Vec<Violation>> {
    let part = entry.read();
    let mut checker = Checker::new();
    let content = check_result(&part, (measure, fiscal_year), &mut checker);
    let content = checker.finish(content)?;
    Ok(CheckedResult {
        stated_key: stated_key(&part),
        revision: part.revision,
        content,
    })
}

/// The stated keys of the results of a measure, in order.
pub fn stated_result_keys(entries: &[Entry<ResultPart>]) -> impl Iterator<Item = Option<String>> {
    entries.iter().map(|entry| stated_key(&entry.read()))
}

/// The key of a result without a stated one, by its number, which counts from 1.
pub fn default_result_key(number: usize) -> String {
    format!("result-{number}")
}

fn stated_key(part: &ResultPart) -> Option<String> {
    non_empty(part.key.as_ref())
}

/// The key of a result within the bundle. One that has none is numbered by its place. Results are read one at a time, so the
/// number does not depend on the keys of the others, as it does for steps.
fn result_key(index: usize, part: &ResultPart) -> String {
    stated_key(part).unwrap_or_else(|| default_result_key(index + 1))
}

/// Checks a result at the current place. Returns `None` when it was refused, also in part.
fn check_result(
    part: &ResultPart,
    (measure, fiscal_year): (&Measure, FiscalYear),
    checker: &mut Checker,
) -> Option<ImplementationResult> {
    let before = checker.count();
    let status = choose_optional("status", part.status.as_ref(), checker);
    let input = ResultInput {
        details: part.details.clone(),
        period: part.period.clone(),
        output: part.output.clone(),
        outcome: part.outcome.clone(),
        remarks: part.remarks.clone(),
        status: status.flatten(),
        progress_percent: part.progress_percent,
        progress_reason: part.progress_reason.clone(),
        step: non_empty(part.step.as_ref()),
        evidence: part
            .evidence
            .iter()
            .map(|evidence| EvidenceInput {
                url: evidence.url.clone(),
                title: evidence.title.clone(),
                file: evidence.file.as_ref().map(named_file),
            })
            .collect(),
    };
    let result = input.check(measure, fiscal_year, &NamedFile::stated, checker);
    result.filter(|_| checker.count() == before)
}

/// The import looks up whether the organization has the file.
fn named_file(part: &FilePart) -> NamedFile {
    NamedFile {
        id: FileId::new(part.id),
        version: Some(part.version),
        sha256: Some(part.sha256.clone()),
        name: Some(part.name.clone()),
    }
}

/// Checks the results of a measure that was refused, except for the steps that they answer. Of the measure, the check of a
/// result reads only the steps.
fn check_results_of_refused(entries: &[Entry<ResultPart>], fiscal_year: FiscalYear, checker: &mut Checker) {
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
    check_results(entries, (&without_content, fiscal_year), checker, |part| ResultPart {
        step: None,
        ..part
    });
}

use prongsai_domain::measure::{Measure, UNPLANNED};
use prongsai_domain::result::{Answers, ImplementationResult, ResultStatus};

use super::cell::optional;
use super::plan::indicators;
use crate::outline::reported::ReportedMeasure;
use crate::rendition::{Rendition, SignedDocument};
use crate::wording::step_number;

/// The columns of the result table.
pub(super) const COLUMNS: [&str; 18] = [
    "organization",
    "fiscal_year",
    "report",
    "measure_number",
    "measure",
    "indicators",
    "details",
    "period_from",
    "period_to",
    "output",
    "outcome",
    "status",
    "progress_percent",
    "answers_step",
    "evidence",
    "remarks",
    "measure_override_reason",
    "report_override_reason",
];

/// The rows of one measure: one for each result, or one with empty cells if it has none.
pub(super) fn rows(
    rendition: &Rendition<'_>,
    report: &SignedDocument<'_>,
    number: u32,
    reported: &ReportedMeasure<'_>,
) -> Vec<[String; 18]> {
    let ReportedMeasure { measure, results } = *reported;
    let measure_cells = || {
        [
            rendition.issuer.name_th.to_owned(),
            rendition.fiscal_year.get().to_string(),
            report.content.title().into_owned(),
            number.to_string(),
            measure.content.title.clone(),
            indicators(measure.content),
        ]
    };
    let reasons = || [measure.override_reason, report.signatures.override_reason].map(optional);
    if results.is_empty() {
        let none = std::array::from_fn(|_| String::new());
        return vec![joined(measure_cells(), none, reasons())];
    }
    results
        .iter()
        .map(|result| {
            let cells = result_cells(&result.content, measure.content);
            joined(measure_cells(), cells, reasons())
        })
        .collect()
}

fn joined(measure: [String; 6], result: [String; 10], reasons: [String; 2]) -> [String; 18] {
    let mut all = measure.into_iter().chain(result).chain(reasons);
    std::array::from_fn(|_| all.next().unwrap_or_default())
}

fn result_cells(result: &ImplementationResult, measure: &Measure) -> [String; 10] {
    let evidence: Vec<&str> = result.evidence.iter().map(|evidence| evidence.url.as_str()).collect();
    [
        result.details.clone(),
        result.period.from().iso(),
        result.period.to().iso(),
        optional(result.output.as_deref()),
        optional(result.outcome.as_deref()),
        optional(result.status.map(ResultStatus::as_str)),
        result
            .progress_percent
            .map(|percent| percent.to_string())
            .unwrap_or_default(),
        answers(&result.answers, measure),
        evidence.join(" "),
        optional(result.remarks.as_deref()),
    ]
}

/// The number of the step in the plan table, or a note that the work was not planned.
fn answers(answers: &Answers, measure: &Measure) -> String {
    match answers {
        Answers::NotStated => String::new(),
        Answers::Unplanned => UNPLANNED.to_owned(),
        Answers::Step(key) => {
            let number = step_number(key, measure);
            number.map(|number| number.to_string()).unwrap_or_default()
        }
    }
}

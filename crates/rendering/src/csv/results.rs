use prongsai_domain::measure::Measure;
use prongsai_domain::report::FrozenMeasure;
use prongsai_domain::result::{Answers, ImplementationResult, ResultStatus, UNPLANNED};

use super::cell::optional;
use super::plan::indicators;
use crate::rendition::Rendition;
use crate::wording::step_number;

/// The columns of the result table.
pub(super) const COLUMNS: [&str; 16] = [
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
];

/// The rows of one measure.
pub(super) fn rows(
    rendition: &Rendition<'_>,
    report_title: &str,
    number: u32,
    measure: &FrozenMeasure,
) -> Vec<[String; 16]> {
    let measure_cells = || {
        [
            rendition.issuer.name_th.to_owned(),
            rendition.fiscal_year.get().to_string(),
            report_title.to_owned(),
            number.to_string(),
            measure.content.title.clone(),
            indicators(&measure.content),
        ]
    };
    if measure.results.is_empty() {
        return vec![joined(measure_cells(), std::array::from_fn(|_| String::new()))];
    }
    let results = measure.results.iter();
    results
        .map(|result| joined(measure_cells(), result_cells(&result.content, &measure.content)))
        .collect()
}

fn joined(measure: [String; 6], result: [String; 10]) -> [String; 16] {
    let mut all = measure.into_iter().chain(result);
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

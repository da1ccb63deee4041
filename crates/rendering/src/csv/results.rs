use prongsai_domain::activity::Activity;
use prongsai_domain::evidence::Evidence;
use prongsai_domain::measure::{Measure, UNPLANNED};
use prongsai_domain::report::FrozenResult;
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

/// The columns behind the others in a table with activities or with reasons for a stated progress.
pub(super) const MORE_COLUMNS: [&str; 6] = [
    "record",
    "held_from",
    "held_to",
    "place",
    "participants",
    "progress_reason",
];

/// Whether the table of these measures needs [`MORE_COLUMNS`]. Other tables stay as they were before activities were known.
pub(super) fn needs_more(measures: &[ReportedMeasure<'_>]) -> bool {
    let has_reason = |result: &FrozenResult| result.content.progress_reason.is_some();
    let needs = |one: &ReportedMeasure<'_>| !one.activities.is_empty() || one.results.iter().any(has_reason);
    measures.iter().any(needs)
}

/// The rows of one measure: one for each result and one for each activity, or one with empty cells if it has neither.
pub(super) fn rows(
    rendition: &Rendition<'_>,
    report: &SignedDocument<'_>,
    number: u32,
    reported: &ReportedMeasure<'_>,
) -> Vec<Row> {
    let ReportedMeasure {
        measure,
        results,
        activities,
    } = *reported;
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
    let row = |cells, more| Row {
        cells: joined(measure_cells(), cells, reasons()),
        more,
    };
    if results.is_empty() && activities.is_empty() {
        let none = std::array::from_fn(|_| String::new());
        return vec![row(none, Default::default())];
    }
    let results = results.iter().map(|result| {
        let content = &result.content;
        row(result_cells(content, measure.content), more_of_result(content))
    });
    let activities = activities.iter().map(|activity| {
        let content = &activity.content;
        row(activity_cells(content, measure.content), more_of_activity(content))
    });
    results.chain(activities).collect()
}

/// A row, with the cells of [`MORE_COLUMNS`].
pub(super) struct Row {
    cells: [String; 18],
    more: [String; 6],
}

impl Row {
    /// The cells, with those of [`MORE_COLUMNS`] if the table has them.
    pub(super) fn into_cells(self, has_more: bool) -> Vec<String> {
        let more = self.more.into_iter().filter(|_| has_more);
        self.cells.into_iter().chain(more).collect()
    }
}

fn joined(measure: [String; 6], result: [String; 10], reasons: [String; 2]) -> [String; 18] {
    let mut all = measure.into_iter().chain(result).chain(reasons);
    std::array::from_fn(|_| all.next().unwrap_or_default())
}

fn result_cells(result: &ImplementationResult, measure: &Measure) -> [String; 10] {
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
        addresses(&result.evidence),
        optional(result.remarks.as_deref()),
    ]
}

fn more_of_result(result: &ImplementationResult) -> [String; 6] {
    let mut cells: [String; 6] = Default::default();
    let [record, .., reason] = &mut cells;
    "result".clone_into(record);
    *reason = optional(result.progress_reason.as_deref());
    cells
}

/// The cells of an activity in the columns of results. Its months are its period.
fn activity_cells(activity: &Activity, measure: &Measure) -> [String; 10] {
    let none = String::new;
    [
        activity.text.clone(),
        activity.held.from().iso(),
        activity.held.to().iso(),
        none(),
        none(),
        none(),
        none(),
        answers(&Answers::from(&activity.serves), measure),
        addresses(&activity.evidence),
        none(),
    ]
}

fn more_of_activity(activity: &Activity) -> [String; 6] {
    let participants = activity.participants.map(|count| count.to_string());
    [
        "activity".to_owned(),
        activity.held.first_day().iso(),
        activity.held.last_day().iso(),
        optional(activity.place.as_deref()),
        participants.unwrap_or_default(),
        String::new(),
    ]
}

fn addresses(evidence: &[Evidence]) -> String {
    let addresses: Vec<&str> = evidence.iter().map(|evidence| evidence.url.as_str()).collect();
    addresses.join(" ")
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

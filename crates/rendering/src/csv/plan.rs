use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::measure::{Cadence, Measure, Step};

use super::cell::{OVERRIDE_REASON, optional};
use crate::rendition::{ApprovedMeasure, Rendition};

/// The columns of the plan table.
pub(super) const COLUMNS: [&str; 16] = [
    "organization",
    "fiscal_year",
    "measure_number",
    "measure",
    "indicators",
    "guideline",
    "step_number",
    "step",
    "cadence",
    "due_on",
    "responsible_division",
    "monitoring",
    "reporting_round_months",
    "budget_baht",
    "target",
    OVERRIDE_REASON,
];

/// The row of one step.
pub(super) fn row(
    rendition: &Rendition<'_>,
    number: u32,
    approved: ApprovedMeasure<'_>,
    step_number: usize,
    step: &Step,
) -> [String; 16] {
    let measure = approved.content;
    [
        rendition.issuer.name_th.to_owned(),
        rendition.fiscal_year.get().to_string(),
        number.to_string(),
        measure.title.clone(),
        indicators(measure),
        measure.guideline.clone(),
        step_number.to_string(),
        step.text.clone(),
        optional(step.cadence.map(Cadence::as_str)),
        step.due_on.map(BuddhistDate::iso).unwrap_or_default(),
        optional(measure.division.as_ref().map(|division| division.name.as_str())),
        optional(measure.monitoring.as_deref()),
        measure.reporting_round_months.months().to_string(),
        measure.budget_baht.map(|baht| baht.to_string()).unwrap_or_default(),
        optional(measure.target.as_deref()),
        optional(approved.override_reason),
    ]
}

/// Codes, separated by semicolons.
pub(super) fn indicators(measure: &Measure) -> String {
    let codes: Vec<String> = measure.indicators.iter().map(ToString::to_string).collect();
    codes.join(";")
}

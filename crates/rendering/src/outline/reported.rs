use prongsai_domain::report::{FrozenActivity, FrozenResult};

use crate::rendition::{ApprovedMeasure, SignedDocument};

/// A measure with its results and activities, as a report shows them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportedMeasure<'a> {
    pub(crate) measure: ApprovedMeasure<'a>,
    pub(crate) results: &'a [FrozenResult],
    pub(crate) activities: &'a [FrozenActivity],
}

/// The measures that a report shows; empty before the report is submitted.
pub(crate) fn reported<'a>(report: &SignedDocument<'a>) -> Vec<ReportedMeasure<'a>> {
    let Some(year) = report.year else { return Vec::new() };
    let reason = |id| report.frozen_overrides.and_then(|reasons| reasons.get(id));
    let measures = year.measures.iter().map(|frozen| ReportedMeasure {
        measure: ApprovedMeasure {
            content: &frozen.content,
            override_reason: reason(&frozen.id).map(String::as_str),
        },
        results: &frozen.results,
        activities: &frozen.activities,
    });
    measures.collect()
}

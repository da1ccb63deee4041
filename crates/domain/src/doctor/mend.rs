//! The calls that mend what a review doubts.

use super::call::{Call, Subject};
use super::examined::Examined;
use crate::doubt::Doubt;
use crate::kind::{Content, DocumentKind};

/// The fields of the JSON that calls send. A new field needs its name here: otherwise `field` names the usual one.
const MEASURE: [&str; 10] = [
    "title",
    "indicators",
    "findings",
    "guideline",
    "steps",
    "division_id",
    "monitoring",
    "reporting_round_months",
    "budget_baht",
    "target",
];
const RESULT: [&str; 10] = [
    "details",
    "period",
    "output",
    "outcome",
    "remarks",
    "status",
    "progress_percent",
    "progress_reason",
    "step",
    "evidence",
];
const ACTIVITY: [&str; 6] = ["step", "held", "place", "participants", "text", "evidence"];
const REPORT: [&str; 5] = ["title", "reporting_round_months", "preliminary", "preface", "preparer"];
const ANNOUNCEMENT: [&str; 7] = ["kind", "title", "subject", "body", "issued_on", "signatory", "survey"];
const STATISTICS: [&str; 3] = ["period", "none_received", "channels"];
const ANALYSIS: [&str; 6] = [
    "assessed_fiscal_year",
    "covers",
    "scores",
    "findings",
    "putting_into_practice",
    "recommendations",
];
const ORGANIZATION: [&str; 5] = ["local_code", "name_th", "website", "contact", "whistle_blowing"];

/// The calls that mend a doubt at a place of its subject, in order.
pub(crate) fn mend(examined: &Examined<'_>, doubt: &Doubt, subject: Subject, pointer: &str) -> Vec<Call> {
    if let Some(calls) = by_rule(examined, doubt, subject) {
        return calls;
    }
    let value = whole_value(doubt, pointer);
    match subject {
        // No present rule comes here: those that doubt the year as a whole have their calls in `by_rule`. An issue needs a call.
        Subject::Year => vec![Call::CreateDocument {
            kind: DocumentKind::Measure,
            survey: None,
        }],
        Subject::Organization => vec![of_organization(pointer, value)],
        Subject::Analysis => vec![Call::PutAnalysis {
            field: Some(field(pointer, &ANALYSIS, "findings")),
            value,
        }],
        Subject::Measure(_) => examined.change(subject, field(pointer, &MEASURE, "steps"), value),
        Subject::Result { measure, result } => vec![Call::ChangeResult {
            measure,
            result,
            field: field(pointer, &RESULT, "details"),
            value,
        }],
        Subject::Activity { measure, activity } => vec![Call::ChangeActivity {
            measure,
            activity,
            field: field(pointer, &ACTIVITY, "text"),
            value,
        }],
        Subject::Document(index) => {
            let content = examined.year.documents.get(index).map(|document| &document.content);
            let name = match content {
                Some(Content::Announcement(_)) => field(pointer, &ANNOUNCEMENT, "body"),
                Some(Content::ComplaintStatistics(_)) => field(pointer, &STATISTICS, "channels"),
                Some(Content::Measure(_)) => field(pointer, &MEASURE, "steps"),
                Some(Content::Report(_)) | None => field(pointer, &REPORT, "title"),
            };
            examined.change(subject, name, value)
        }
    }
}

/// The calls for doubts that are not mended where they are found.
fn by_rule(examined: &Examined<'_>, doubt: &Doubt, subject: Subject) -> Option<Vec<Call>> {
    let code = doubt.code.as_str();
    let value = doubt.suggestion.clone();
    Some(match (code, subject) {
        // An invitation of the staff needs its link. The approver acknowledges the warning.
        ("internal-survey-link-public", Subject::Document(_)) if doubt.pointer.ends_with("/survey/url") => {
            examined.steps_to_public(subject)?
        }
        ("finding-without-measure", _) => vec![Call::CreateDocument {
            kind: DocumentKind::Measure,
            survey: None,
        }],
        ("no-scores", _) => vec![Call::PutAnalysis {
            field: Some("scores"),
            value: None,
        }],
        ("measure-without-finding", Subject::Measure(_)) => examined.change(subject, "indicators", value),
        ("planned-step-without-result", Subject::Measure(measure)) => vec![Call::CreateResult { measure }],
        ("result-without-evidence", Subject::Result { measure, result }) => {
            vec![evidence(measure, result)]
        }
        ("step-not-stated", Subject::Result { measure, result }) => vec![Call::ChangeResult {
            measure,
            result,
            field: "step",
            value,
        }],
        ("progress-without-reason", Subject::Result { measure, result }) => vec![Call::ChangeResult {
            measure,
            result,
            field: "progress_reason",
            value: None,
        }],
        ("report-before-round-ends", _) => examined.change(subject, "preliminary", Some("true".to_owned())),
        ("report-without-results" | "results-in-one-month", _) => {
            let first = examined.measures().next();
            let result = first.map_or(
                Call::CreateDocument {
                    kind: DocumentKind::Measure,
                    survey: None,
                },
                |(measure, _)| Call::CreateResult { measure },
            );
            examined.with_steps(subject, vec![result])
        }
        ("report-without-evidence", _) => {
            let mut with_results = examined.measures().filter(|(_, measure)| !measure.results.is_empty());
            let (measure, _) = with_results.next()?;
            examined.with_steps(subject, vec![evidence(measure, 0)])
        }
        _ => return None,
    })
}

fn evidence(measure: usize, result: usize) -> Call {
    Call::ChangeResult {
        measure,
        result,
        field: "evidence",
        value: None,
    }
}

fn of_organization(pointer: &str, value: Option<String>) -> Call {
    let mut segments = pointer.split('/').skip(1);
    match (segments.next(), segments.next().and_then(|number| number.parse().ok())) {
        (Some("divisions"), Some(division)) => Call::ChangeDivision { division, value: None },
        (Some("channels"), Some(channel)) => Call::ReplaceChannel {
            channel,
            field: "address",
        },
        _ => Call::ChangeOrganization {
            field: field(pointer, &ORGANIZATION, "local_code"),
            value,
        },
    }
}

/// The field of a pointer: its first segment, if the JSON has it, otherwise `other`, as for a doubt about the whole subject.
fn field(pointer: &str, fields: &[&'static str], other: &'static str) -> &'static str {
    let first = pointer.split('/').nth(1).unwrap_or_default();
    fields.iter().find(|field| **field == first).copied().unwrap_or(other)
}

/// The suggestion, if it is the whole value of a field. A better word for a text is not.
fn whole_value(doubt: &Doubt, pointer: &str) -> Option<String> {
    let is_whole = matches!(
        doubt.code.as_str(),
        "analysed-year-not-year-before" | "preliminary-after-round"
    );
    let is_field = pointer.matches('/').count() == 1;
    doubt.suggestion.clone().filter(|_| is_whole && is_field)
}

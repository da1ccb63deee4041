use std::cmp::Reverse;

use super::call::{Call, Subject};
use super::examined::Examined;
use super::found::Found;
use super::mend::mend;
use super::place::{DOCUMENTS, place};
use super::year::{ExaminedDocument, ExaminedYear};
use crate::calendar::{BuddhistDate, ReportingRound};
use crate::doubt::{Doubt, Severity};
use crate::kind::Content;
use crate::review::{Rank, Review};
use crate::rule::{self, EXAMINATIONS, Responsible, Rule, local_code_doubts};
use crate::workflow::State;

/// Something that is missing, late or contradictory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How serious it is.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// The place, as a JSON pointer within the JSON of the subject. It is empty for the subject as a whole.
    pub pointer: String,
    /// The issue, in Thai.
    pub message_th: String,
    /// The issue, in English.
    pub message_en: String,
    /// A better value, if known; see [`Doubt::suggestion`].
    pub suggestion: Option<String>,
    /// Who has to act first.
    pub responsible: Responsible,
    /// By when. Every rule has a day.
    pub due_on: Option<BuddhistDate>,
    /// Whether that day is past.
    pub is_late: bool,
    /// The calls that mend it, in order; at least one.
    pub mend: Vec<Call>,
}

/// Finds everything that is missing, late or contradictory in a year. The most serious issues come first, then the late ones, then
/// they are in the order of the rules. Documents that were withdrawn or replaced do not count.
pub fn examine(year: &ExaminedYear) -> Vec<Issue> {
    let examined = Examined::new(year);
    // What only the doctor finds comes before the doubts: sorting is stable.
    let mut issues = found_by_doctor(&examined, |_| true);
    for (rank, doubt) in doubts(&examined) {
        if let Some(found) = from_doubt(&examined, doubt) {
            issues.push((rank, issue(&examined, found)));
        }
    }
    sorted(issues)
}

/// Finds what is missing or late in a year, by the states of its documents alone. No text is read, and results need not be there.
pub fn examine_progress(year: &ExaminedYear) -> Vec<Issue> {
    sorted(found_by_doctor(&Examined::new(year), rule::is_of_progress))
}

fn found_by_doctor(examined: &Examined<'_>, is_wanted: impl Fn(&Rule) -> bool) -> Vec<(Rank, Issue)> {
    let mut found = Vec::new();
    for examination in EXAMINATIONS.iter().filter(|examination| is_wanted(examination.rule)) {
        (examination.run)(examined, &mut found);
    }
    let issues = found.into_iter().map(|found| (Rank::default(), issue(examined, found)));
    issues.collect()
}

fn sorted(mut issues: Vec<(Rank, Issue)>) -> Vec<Issue> {
    issues.sort_by_key(|(rank, issue)| (Reverse(issue.severity), Reverse(issue.is_late), *rank));
    issues.into_iter().map(|(_, issue)| issue).collect()
}

/// The doubts of a review of the year. The numbers of measures in their pointers count the measures that are present.
fn doubts(examined: &Examined<'_>) -> Vec<(Rank, Doubt)> {
    let year = examined.year;
    let mut doubts = Vec::new();
    if let Some(organization) = &year.organization
        && let Some(code) = &organization.local_code
    {
        let found = local_code_doubts(code, year.frame.organization_kind, &organization.province_code);
        doubts.extend(found.into_iter().map(|doubt| (Rank::default(), doubt)));
    }
    let mut report = |rank, doubt| doubts.push((rank, doubt));
    let mut review = Review::new(year.frame.clone(), &mut report);
    if let Some(organization) = &year.organization {
        review.divisions(&organization.divisions);
    }
    if let Some(analysis) = &year.analysis {
        review.analysis(analysis);
    }
    for (_, measure) in examined.measures() {
        review.measure(
            measure.content.clone(),
            measure.results.clone(),
            measure.activities.clone(),
        );
    }
    for (index, document) in examined.documents() {
        review.document(&format!("{DOCUMENTS}/{index}"), &document.content);
    }
    review.finish();
    doubts
}

/// What a doubt says about the year; `None` for what somebody has decided.
fn from_doubt(examined: &Examined<'_>, doubt: Doubt) -> Option<Found> {
    let rule = rule::find(&doubt.code)?;
    let (subject, pointer) = place(&doubt.pointer);
    let subject = examined.counted(subject);
    let document = match subject {
        Subject::Document(index) => examined.year.documents.get(index),
        _ => None,
    };
    if is_own_link_of_published_invitation(examined, &doubt, document, &pointer) {
        return None;
    }
    let mend = mend(examined, &doubt, subject, &pointer);
    Some(Found {
        rule,
        severity: Some(doubt.severity),
        subject,
        pointer,
        message_th: doubt.message_th,
        message_en: doubt.message_en,
        suggestion: doubt.suggestion,
        round: round(examined, subject),
        document_day: None,
        mend,
    })
}

/// Whether the doubt is about the link of a staff survey in the invitation to it, which only the staff sees. An approver has
/// acknowledged it before the publication.
fn is_own_link_of_published_invitation(
    examined: &Examined<'_>,
    doubt: &Doubt,
    document: Option<&ExaminedDocument>,
    pointer: &str,
) -> bool {
    doubt.code == "internal-survey-link-public"
        && pointer == "/survey/url"
        && !examined.year.frame.publishes_internal_surveys
        && document.is_some_and(|document| {
            document.standing.state == State::Published && document.content.facets().is_internal
        })
}

/// The reporting round of a measure, a result, an activity or a report.
fn round(examined: &Examined<'_>, subject: Subject) -> Option<ReportingRound> {
    let year = examined.year;
    match subject {
        Subject::Measure(measure) | Subject::Result { measure, .. } | Subject::Activity { measure, .. } => {
            let measure = year.measures.get(measure)?;
            Some(measure.content.reporting_round_months)
        }
        Subject::Document(document) => match &year.documents.get(document)?.content {
            Content::Report(report) => Some(report.reporting_round_months),
            Content::Measure(_) | Content::Announcement(_) | Content::ComplaintStatistics(_) => None,
        },
        Subject::Year | Subject::Organization | Subject::Analysis => None,
    }
}

fn issue(examined: &Examined<'_>, found: Found) -> Issue {
    let rule = found.rule;
    let due_on = rule.due.on(examined.facts(found.round, found.document_day));
    let is_late = due_on < examined.today;
    let by_day = if is_late { rule.severity } else { Severity::Info };
    let responsible = match found.mend.first() {
        Some(Call::Return(_) | Call::Approve(_)) => Responsible::Approver,
        Some(Call::Publish(_)) => Responsible::Publisher,
        Some(
            Call::ChangeOrganization { .. }
            | Call::ChangeDivision { .. }
            | Call::CreateChannel { .. }
            | Call::ReplaceChannel { .. },
        ) => Responsible::OrganizationAdmin,
        _ => rule.responsible,
    };
    Issue {
        rule,
        severity: found.severity.unwrap_or(by_day),
        subject: found.subject,
        pointer: found.pointer,
        message_th: found.message_th,
        message_en: found.message_en,
        suggestion: found.suggestion,
        responsible,
        due_on: Some(due_on),
        is_late,
        mend: found.mend,
    }
}

use prongsai_application::doctor::{Examination, ExaminedThing, OrganizationCounts, ThingKind};
use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::doctor::{Issue, Subject};
use prongsai_domain::rule::Due;
use prongsai_domain::workflow::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::calls::{CallView, calls_of, path};

/// What the doctor found in a year of an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExaminationView {
    /// The organization.
    organization_id: Uuid,
    /// B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The day of the examination, in Thailand.
    #[schema(value_type = String, format = Date, example = "2023-03-31")]
    examined_on: String,
    /// How many issues there are.
    counts: IssueCountsView,
    /// The issues: the most serious first, then what is late.
    issues: Vec<IssueView>,
}

/// How many issues a year has.
#[derive(Serialize, ToSchema)]
pub(crate) struct IssueCountsView {
    /// Serious ones.
    #[schema(example = 0)]
    serious: usize,
    /// Warnings.
    #[schema(example = 4)]
    warning: usize,
    /// Matters of form, and what is not due yet.
    #[schema(example = 7)]
    info: usize,
    /// Those whose day is past, whatever their severity.
    #[schema(example = 2)]
    late: usize,
}

/// Something that is missing, late or contradictory.
#[derive(Serialize, ToSchema)]
pub(crate) struct IssueView {
    /// The rule; `GET /api/v1/rules/{code}` explains it.
    #[schema(example = "document-not-approved")]
    rule: &'static str,
    /// How serious it is.
    #[schema(example = "warning", pattern = "^(info|warning|serious)$")]
    severity: &'static str,
    /// What it is about.
    subject: SubjectView,
    /// The place in the JSON of the subject; empty for the subject as a whole.
    #[schema(example = "/guideline")]
    pointer: String,
    /// The issue, in Thai.
    message_th: String,
    /// The issue, in English.
    message_en: String,
    /// A better value for the place, or a better form of the word that the message quotes, if known.
    suggestion: Option<String>,
    /// The role that has to act first.
    #[schema(example = "approver")]
    responsible: &'static str,
    /// By when; `null` if the next decision on the document needs it.
    #[schema(value_type = Option<String>, format = Date, example = "2023-04-30")]
    due_on: Option<String>,
    /// Whether that day is past.
    is_late: bool,
    /// The calls that mend it, in order.
    mend: Vec<CallView>,
}

/// What an issue is about.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubjectView {
    /// What it is.
    #[schema(
        example = "measure",
        pattern = "^(year|organization|analysis|measure|result|activity|report|announcement|complaint_statistics)$"
    )]
    kind: &'static str,
    /// The id; `null` for the year and its analysis.
    id: Option<Uuid>,
    /// The key of a document, a result or an activity.
    #[schema(example = "measure-1")]
    key: Option<String>,
    /// The title of a document; the beginning of the details of a result or of the text of an activity.
    title: Option<String>,
    /// The revision of a document, a result or an activity. A change names it as `If-Match: "7"`.
    #[schema(example = 7)]
    revision: Option<i64>,
    /// The state of a document.
    #[schema(example = "submitted")]
    state: Option<&'static str>,
    /// The path of a document, a result or an activity.
    path: Option<String>,
}

/// The number of issues of each organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrganizationCountsView {
    /// The organization.
    organization_id: Uuid,
    /// Its name.
    #[schema(example = "เทศบาลตำบลธารหิ่งห้อย")]
    organization_name_th: String,
    /// The code of its province.
    #[schema(example = "57")]
    province_code: String,
    /// Whether everything counts. Without the right to read drafts, only what is missing or late counts.
    is_whole: bool,
    /// The numbers.
    counts: IssueCountsView,
}

impl From<&Examination> for ExaminationView {
    fn from(of: &Examination) -> Self {
        Self {
            organization_id: of.organization.id.get(),
            fiscal_year: of.fiscal_year.get(),
            examined_on: of.examined_on.iso(),
            counts: of.counts().into(),
            issues: of.issues.iter().map(|issue| IssueView::of(of, issue)).collect(),
        }
    }
}

impl From<prongsai_application::doctor::IssueCounts> for IssueCountsView {
    fn from(of: prongsai_application::doctor::IssueCounts) -> Self {
        Self {
            serious: of.serious,
            warning: of.warning,
            info: of.info,
            late: of.late,
        }
    }
}

impl IssueView {
    fn of(examination: &Examination, issue: &Issue) -> Self {
        Self {
            rule: issue.rule.code,
            severity: issue.severity.as_str(),
            subject: SubjectView::of(examination, issue.subject),
            pointer: issue.pointer.clone(),
            message_th: issue.message_th.clone(),
            message_en: issue.message_en.clone(),
            suggestion: issue.suggestion.clone(),
            responsible: issue.responsible.as_str(),
            // `Due::Now` is the day of the examination, which is no deadline.
            due_on: issue
                .due_on
                .filter(|_| issue.rule.due != Due::Now)
                .map(BuddhistDate::iso),
            is_late: issue.is_late,
            mend: calls_of(examination, &issue.mend),
        }
    }
}

impl SubjectView {
    fn of(examination: &Examination, subject: Subject) -> Self {
        let whole = |kind, id| Self {
            kind,
            id,
            key: None,
            title: None,
            revision: None,
            state: None,
            path: None,
        };
        match (examination.thing(subject), subject) {
            (Some(thing), _) => Self::of_thing(thing, path(examination, subject)),
            (None, Subject::Organization) => whole("organization", Some(examination.organization.id.get())),
            (None, Subject::Analysis) => whole("analysis", None),
            (None, _) => whole("year", None),
        }
    }

    fn of_thing(thing: ExaminedThing, path: Option<String>) -> Self {
        let (kind, id) = match thing.kind {
            ThingKind::Document(kind, id) => (kind.as_str(), id.get()),
            ThingKind::Result(_, id) => ("result", id.get()),
            ThingKind::Activity(_, id) => ("activity", id.get()),
        };
        Self {
            kind,
            id: Some(id),
            key: Some(thing.key),
            title: Some(thing.title),
            revision: Some(thing.revision),
            state: thing.state.map(State::as_str),
            path,
        }
    }
}

impl From<&OrganizationCounts> for OrganizationCountsView {
    fn from(of: &OrganizationCounts) -> Self {
        Self {
            organization_id: of.organization.id.get(),
            organization_name_th: of.organization.profile.name_th.clone(),
            province_code: of.organization.profile.province_code.to_string(),
            is_whole: of.is_whole,
            counts: of.counts.into(),
        }
    }
}

use std::borrow::Cow;

use super::call::{Call, Subject};
use super::year::{ExaminedDocument, ExaminedMeasure, ExaminedYear, Standing};
use crate::calendar::{BuddhistDate, ReportingRound};
use crate::catalogue::InstrumentCode;
use crate::kind::{Content, DocumentKind};
use crate::rule::{Due, DueFacts};
use crate::workflow::State;

/// Days that a correction of a public document has from its last step; docs/doctor.md states it.
const CORRECTION_DAYS: u16 = 30;

/// A year in an examination, with what follows from it.
pub(crate) struct Examined<'a> {
    /// The year.
    pub(crate) year: &'a ExaminedYear,
    /// The day of the examination.
    pub(crate) today: BuddhistDate,
    /// The reporting round of the year: six months if all measures have that round.
    round: ReportingRound,
    /// The indexes of the measures that are in work or public.
    present_measures: Vec<usize>,
}

/// A document that is in work or public.
pub(crate) struct Present<'a> {
    /// The measure or document.
    pub(crate) subject: Subject,
    /// How far it is.
    pub(crate) standing: Standing,
    /// Its title.
    pub(crate) title: Cow<'a, str>,
    /// The day by which it should be public.
    pub(crate) day: BuddhistDate,
}

impl<'a> Examined<'a> {
    pub(crate) fn new(year: &'a ExaminedYear) -> Self {
        let frame = &year.frame;
        let is_present = |(_, measure): &(usize, &ExaminedMeasure)| measure.standing.is_present();
        let present = || year.measures.iter().enumerate().filter(is_present);
        let is_half = present().next().is_some()
            && present().all(|(_, measure)| measure.content.reporting_round_months == ReportingRound::SixMonths);
        Self {
            year,
            today: frame.reviewed_on.unwrap_or_else(|| frame.fiscal_year.last_day()),
            round: if is_half {
                ReportingRound::SixMonths
            } else {
                ReportingRound::TwelveMonths
            },
            present_measures: present().map(|(index, _)| index).collect(),
        }
    }

    /// The measures that are in work or public, with their indexes.
    pub(crate) fn measures(&self) -> impl Iterator<Item = (usize, &'a ExaminedMeasure)> + use<'a> {
        let measures = self.year.measures.iter().enumerate();
        measures.filter(|(_, measure)| measure.standing.is_present())
    }

    /// The other documents that are in work or public, with their indexes.
    pub(crate) fn documents(&self) -> impl Iterator<Item = (usize, &'a ExaminedDocument)> + use<'a> {
        let documents = self.year.documents.iter().enumerate();
        documents.filter(|(_, document)| document.standing.is_present())
    }

    /// The subject with the index of its measure in the year. A review counts only the measures that are present. The year, if
    /// there is no such measure.
    pub(crate) fn counted(&self, subject: Subject) -> Subject {
        let counted = |number: usize| self.present_measures.get(number).copied();
        match subject {
            Subject::Measure(number) => counted(number).map_or(Subject::Year, Subject::Measure),
            Subject::Result { measure, result } => {
                counted(measure).map_or(Subject::Year, |measure| Subject::Result { measure, result })
            }
            Subject::Activity { measure, activity } => {
                counted(measure).map_or(Subject::Year, |measure| Subject::Activity { measure, activity })
            }
            Subject::Year | Subject::Organization | Subject::Analysis | Subject::Document(_) => subject,
        }
    }

    /// Whether there is a document of this kind.
    pub(crate) fn has(&self, kind: DocumentKind) -> bool {
        self.documents().any(|(_, document)| document.content.kind() == kind)
    }

    /// Whether there is an announcement of this survey.
    pub(crate) fn has_invitation(&self, instrument: InstrumentCode) -> bool {
        self.documents().any(|(_, document)| match &document.content {
            Content::Announcement(announcement) => announcement
                .survey
                .as_ref()
                .is_some_and(|survey| survey.instrument == instrument),
            Content::Measure(_) | Content::Report(_) | Content::ComplaintStatistics(_) => false,
        })
    }

    /// The measures and documents in this state.
    pub(crate) fn in_states(&self, states: &'static [State]) -> impl Iterator<Item = Present<'a>> {
        let measures = self.measures().map(|(index, measure)| {
            let title = measure.content.title.as_str().into();
            (
                Subject::Measure(index),
                measure.standing,
                title,
                Due::OitCloses,
                self.round,
            )
        });
        let documents = self.documents().map(|(index, document)| {
            let content = &document.content;
            let (due, round) = self.due_of(content);
            (Subject::Document(index), document.standing, content.title(), due, round)
        });
        let all = measures.chain(documents);
        all.filter(|(_, standing, ..)| states.contains(&standing.state)).map(
            |(subject, standing, title, due, round)| {
                let day = if standing.has_published_edition {
                    standing.since.plus_days(CORRECTION_DAYS)
                } else {
                    due.on(self.facts(Some(round), None))
                };
                Present {
                    subject,
                    standing,
                    title,
                    day,
                }
            },
        )
    }

    /// When a document of this content is due to be public.
    fn due_of(&self, content: &Content) -> (Due, ReportingRound) {
        match content {
            Content::Report(report) => (Due::REPORT, report.reporting_round_months),
            Content::Announcement(announcement) if announcement.survey.is_some() => (Due::SurveysOpen, self.round),
            Content::Announcement(_) | Content::ComplaintStatistics(_) | Content::Measure(_) => {
                (Due::OitCloses, self.round)
            }
        }
    }

    /// The facts from which a day is found.
    pub(crate) fn facts(&self, round: Option<ReportingRound>, document_day: Option<BuddhistDate>) -> DueFacts {
        DueFacts {
            fiscal_year: self.year.frame.fiscal_year,
            today: self.today,
            oit_closes_on: self.year.oit_closes_on,
            round: round.unwrap_or(self.round),
            document_day,
        }
    }

    /// How far a measure or document is.
    fn standing(&self, subject: Subject) -> Option<Standing> {
        match subject {
            Subject::Measure(index) => self.year.measures.get(index).map(|measure| measure.standing),
            Subject::Document(index) => self.year.documents.get(index).map(|document| document.standing),
            Subject::Year
            | Subject::Organization
            | Subject::Analysis
            | Subject::Result { .. }
            | Subject::Activity { .. } => None,
        }
    }

    /// Changes of a measure or document in the state that it has, with the steps before and after them: it comes back to its
    /// state.
    pub(crate) fn with_steps(&self, subject: Subject, changes: Vec<Call>) -> Vec<Call> {
        let (before, after) = match self.standing(subject).map(|one| one.state) {
            Some(State::Submitted) => (vec![Call::Return(subject)], vec![Call::Submit(subject)]),
            Some(State::Approved) => (
                vec![Call::Return(subject)],
                vec![Call::Submit(subject), Call::Approve(subject)],
            ),
            Some(State::Published | State::Superseded | State::Withdrawn) => (
                vec![Call::Revise(subject)],
                vec![Call::Submit(subject), Call::Approve(subject), Call::Publish(subject)],
            ),
            Some(State::Draft | State::Returned) | None => (Vec::new(), Vec::new()),
        };
        before.into_iter().chain(changes).chain(after).collect()
    }

    /// The steps that are left until a measure or document in work is public; `None` for others.
    pub(crate) fn steps_to_public(&self, subject: Subject) -> Option<Vec<Call>> {
        let steps: &[fn(Subject) -> Call] = match self.standing(subject)?.state {
            State::Draft | State::Returned => &[Call::Submit, Call::Approve, Call::Publish],
            State::Submitted => &[Call::Approve, Call::Publish],
            State::Approved => &[Call::Publish],
            State::Published | State::Superseded | State::Withdrawn => return None,
        };
        Some(steps.iter().map(|step| step(subject)).collect())
    }

    /// A change of one field of a measure or document, with the steps that its state needs.
    pub(crate) fn change(&self, subject: Subject, field: &'static str, value: Option<String>) -> Vec<Call> {
        self.with_steps(subject, vec![Call::ChangeDocument { subject, field, value }])
    }
}

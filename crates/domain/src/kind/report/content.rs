use serde::{Deserialize, Serialize};

use super::super::definition::{PublicText, TextForm};
use super::frozen::Frozen;
use crate::calendar::ReportingRound;
use crate::measure::{TEXT_MAX, TITLE_MAX, check_round};
use crate::violation::Checker;

/// The maximum length of a post or of a name of a person, in characters.
const PERSON_MAX: usize = 300;

/// The content of one edition of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The title on the cover.
    pub title: String,
    /// The reporting round.
    pub reporting_round_months: ReportingRound,
    /// คำนำ (preface).
    pub preface: Option<String>,
    /// ผู้จัดทำ (preparer).
    pub preparer: Person,
    /// The analysis, measures and results that the report shows. `None` until they are fixed at submission.
    pub frozen: Option<Box<Frozen>>,
}

/// A person who signs or prepares a document: the post and, if it is stated, the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// ตำแหน่ง (post).
    pub position: String,
    /// ชื่อ (name).
    pub name: Option<String>,
}

/// A report as sent, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportInput {
    /// See [`Report::title`].
    pub title: String,
    /// The length of the reporting round in months: 6 or 12.
    pub reporting_round_months: u8,
    /// See [`Report::preface`].
    pub preface: Option<String>,
    /// See [`Report::preparer`].
    pub preparer: PersonInput,
}

/// A person as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonInput {
    /// See [`Person::position`].
    pub position: String,
    /// See [`Person::name`].
    pub name: Option<String>,
}

impl ReportInput {
    /// Checks all fields and collects the field errors. The parts that the report shows are fixed later, at submission.
    pub fn check(self, checker: &mut Checker) -> Option<Report> {
        let title = checker.line("title", &self.title, TITLE_MAX);
        let round = check_round(self.reporting_round_months, checker);
        let preface = checker.optional_lines("preface", self.preface.as_deref(), TEXT_MAX);
        let preparer = checker.at("preparer", |at| self.preparer.check(at));
        Some(Report {
            title: title?,
            reporting_round_months: round?,
            preface: preface?,
            preparer: preparer?,
            frozen: None,
        })
    }
}

impl From<Report> for ReportInput {
    fn from(report: Report) -> Self {
        Self {
            title: report.title,
            reporting_round_months: report.reporting_round_months.months(),
            preface: report.preface,
            preparer: report.preparer.into(),
        }
    }
}

impl Person {
    /// Post and name, at this JSON pointer.
    pub(crate) fn public_texts(&self, place: &str) -> impl Iterator<Item = PublicText<'_>> {
        let Self { position, name } = self;
        let name = name.as_ref();
        let position = PublicText::prose(format!("{place}/position"), position);
        let name = name.map(|name| PublicText::new(format!("{place}/name"), name, TextForm::Name));
        std::iter::once(position).chain(name)
    }
}

impl PersonInput {
    /// Checks post and name; field errors are at the current place.
    pub fn check(self, checker: &mut Checker) -> Option<Person> {
        let position = checker.line("position", &self.position, PERSON_MAX);
        let name = checker.optional_line("name", self.name.as_deref(), PERSON_MAX);
        Some(Person {
            position: position?,
            name: name?,
        })
    }
}

impl From<Person> for PersonInput {
    fn from(person: Person) -> Self {
        Self {
            position: person.position,
            name: person.name,
        }
    }
}

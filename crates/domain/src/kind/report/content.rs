use serde::{Deserialize, Serialize};

use super::super::definition::{PublicText, TextForm};
use super::frozen::Frozen;
use crate::calendar::{BuddhistDate, FiscalYear, ReportingRound};
use crate::measure::{TEXT_MAX, TITLE_MAX, check_round};
use crate::violation::Checker;

/// The maximum length of a post or of a name of a person, in characters.
const PERSON_MAX: usize = 300;

/// The end of the title of a preliminary report. It is a part of the title, so that it is wherever the title is.
pub const PRELIMINARY_MARK: &str = " (ฉบับเบื้องต้น)";

/// The content of one edition of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The title on the cover.
    pub title: String,
    /// The reporting round.
    pub reporting_round_months: ReportingRound,
    /// Whether the report is made before its round has ended. The title then says so: see [`PRELIMINARY_MARK`]. Contents from
    /// before 0.3 do not have this field.
    #[serde(default, skip_serializing_if = "is_false")]
    pub preliminary: bool,
    /// คำนำ (preface).
    pub preface: Option<String>,
    /// ผู้จัดทำ (preparer).
    pub preparer: Person,
    /// The analysis, measures, results and activities that the report shows. `None` until they are fixed at submission.
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
    /// See [`Report::preliminary`].
    pub preliminary: bool,
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
        let title = title.and_then(|title| marked("title", title, self.preliminary, checker));
        let round = check_round(self.reporting_round_months, checker);
        let preface = checker.optional_lines("preface", self.preface.as_deref(), TEXT_MAX);
        let preparer = checker.at("preparer", |at| self.preparer.check(at));
        Some(Report {
            title: title?,
            reporting_round_months: round?,
            preliminary: self.preliminary,
            preface: preface?,
            preparer: preparer?,
            frozen: None,
        })
    }
}

impl From<Report> for ReportInput {
    fn from(report: Report) -> Self {
        let title = match report.title.strip_suffix(PRELIMINARY_MARK) {
            // The mark follows from the field, so that it ends when the report is not preliminary any more.
            Some(unmarked) if report.preliminary => unmarked.to_owned(),
            _ => report.title,
        };
        Self {
            title,
            reporting_round_months: report.reporting_round_months.months(),
            preliminary: report.preliminary,
            preface: report.preface,
            preparer: report.preparer.into(),
        }
    }
}

/// The title of a report, with the mark of a preliminary one.
fn marked(field: &str, title: String, preliminary: bool, checker: &mut Checker) -> Option<String> {
    if !preliminary || title.ends_with(PRELIMINARY_MARK) {
        return Some(title);
    }
    checker.line(field, &(title + PRELIMINARY_MARK), TITLE_MAX)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Report {
    /// The last day of the round, if the report is made too early: its round has not ended by `today`, and it is not marked as
    /// preliminary.
    pub fn too_early(&self, fiscal_year: FiscalYear, today: BuddhistDate) -> Option<BuddhistDate> {
        let ends_on = self.reporting_round_months.last_day(fiscal_year);
        (!self.preliminary && today <= ends_on).then_some(ends_on)
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

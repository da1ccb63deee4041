//! A report (รายงานผลการดำเนินการตามมาตรการ): what an office did about its measures in a round.

use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::calendar::ReportingRound;
use crate::id::{DocumentId, ResultId};
use crate::measure::{Measure, TEXT_MAX, TITLE_MAX, check_round};
use crate::result::ImplementationResult;
use crate::violation::Checker;

/// The content of one edition of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The title on the cover.
    pub title: String,
    /// The round that is reported.
    pub reporting_round_months: ReportingRound,
    /// คำนำ.
    pub preface: Option<String>,
    /// ผู้จัดทำ.
    pub preparer: Person,
    /// Analysis, measures and results as they were when the report was submitted; nothing before.
    pub frozen: Option<Box<Frozen>>,
}

/// A post in an office, with the name of the person where the office states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// ตำแหน่ง.
    pub position: String,
    /// ชื่อ.
    pub name: Option<String>,
}

/// What a report shows, as it was at submission; later changes do not reach it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// The office's name.
    pub organization_name: String,
    /// The year's analysis.
    pub analysis: Option<Analysis>,
    /// The year's measures, in the order they were made.
    pub measures: Vec<FrozenMeasure>,
}

/// A measure as it was when a report was submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenMeasure {
    /// The measure.
    pub id: DocumentId,
    /// The number of the edition that was taken.
    pub edition: u32,
    /// SHA-256 of that edition's canonical content, in hexadecimal.
    pub content_sha256: String,
    /// Its content.
    pub content: Measure,
    /// Its results.
    pub results: Vec<FrozenResult>,
}

/// A result as it was when a report was submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenResult {
    /// The result.
    pub id: ResultId,
    /// Its content.
    pub content: ImplementationResult,
}

/// A report as somebody wrote it, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportInput {
    /// See [`Report::title`].
    pub title: String,
    /// 6 or 12.
    pub reporting_round_months: u8,
    /// See [`Report::preface`].
    pub preface: Option<String>,
    /// See [`Report::preparer`].
    pub preparer: PersonInput,
}

/// A person as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonInput {
    /// See [`Person::position`].
    pub position: String,
    /// See [`Person::name`].
    pub name: Option<String>,
}

impl ReportInput {
    /// Checks everything and collects what is wrong. What it will show is frozen later, at submission.
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

impl PersonInput {
    /// Checks post and name at the present place.
    pub fn check(self, checker: &mut Checker) -> Option<Person> {
        let position = checker.line("position", &self.position, 300);
        let name = checker.optional_line("name", self.name.as_deref(), 300);
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

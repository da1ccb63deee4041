use prongsai_domain::kind::OrganizationRules;
use prongsai_domain::report::{Report, ReportInput};
use prongsai_domain::violation::Checker;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::person::{person_input, person_part};
use super::section::Section;
use crate::choice::non_empty;
use crate::wire::PersonPart;

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleReport)]
pub struct ReportPart {
    /// The key, unique within the year. A report without one is the stored report that says the same or is similar;
    /// otherwise it is new, with the key `report`, `report-2`, `report-3` … by position, or the next free number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The revision of the report that was exported. An import with it refuses to overwrite a newer one; without it, the import
    /// does not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3)]
    pub revision: Option<u64>,
    /// The title on the cover.
    pub title: String,
    /// 6 or 12.
    #[schema(example = 12)]
    pub reporting_round_months: u8,
    /// Whether the report is made before its round has ended; the title then ends with `(ฉบับเบื้องต้น)`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub preliminary: bool,
    /// คำนำ (preface).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preface: Option<String>,
    /// ผู้จัดทำ (preparer).
    pub preparer: PersonPart,
}

impl Section for Report {
    type Part = ReportPart;

    const FIELD: &str = "reports";
    // A year has one report for each reporting round, usually one or two. docs/bundle.md states the number.
    const ENTRIES_MAX: usize = 20;

    fn key(part: &ReportPart, index: usize) -> String {
        non_empty(part.key.as_ref()).unwrap_or_else(|| default_key(index + 1))
    }

    fn is_key_stated(part: &ReportPart) -> bool {
        non_empty(part.key.as_ref()).is_some()
    }

    fn revision(part: &ReportPart) -> Option<u64> {
        part.revision
    }

    fn check_part(part: &ReportPart, _: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self> {
        let before = checker.count();
        let input = ReportInput {
            title: part.title.clone(),
            reporting_round_months: part.reporting_round_months,
            preliminary: part.preliminary,
            preface: part.preface.clone(),
            preparer: person_input(&part.preparer),
        };
        let report = input.check(checker);
        report.filter(|_| checker.count() == before)
    }

    fn part(&self, key: String, revision: Option<u64>) -> ReportPart {
        ReportPart {
            key: Some(key),
            revision,
            title: self.title.clone(),
            reporting_round_months: self.reporting_round_months.months(),
            preliminary: self.preliminary,
            preface: self.preface.clone(),
            preparer: person_part(&self.preparer),
        }
    }
}

/// The key of a report without a stated one, by its number, which counts from 1.
pub fn default_key(number: usize) -> String {
    match number {
        1 => "report".to_owned(),
        later => format!("report-{later}"),
    }
}

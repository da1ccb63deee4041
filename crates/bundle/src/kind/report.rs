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
    /// The key, unique within the year; when absent, `report`, `report-2`, `report-3` … by position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
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
        non_empty(part.key.as_ref()).unwrap_or_else(|| match index {
            0 => "report".to_owned(),
            later => format!("report-{}", later + 1),
        })
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

    fn part(&self, key: String) -> ReportPart {
        ReportPart {
            key: Some(key),
            title: self.title.clone(),
            reporting_round_months: self.reporting_round_months.months(),
            preliminary: self.preliminary,
            preface: self.preface.clone(),
            preparer: person_part(&self.preparer),
        }
    }
}

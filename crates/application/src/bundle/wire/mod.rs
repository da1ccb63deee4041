//! The format `prongsai.bundle/1`: an office's fiscal year as one JSON document, as people write it.
//!
//! Everything that is a choice, a date or a code is text here and is checked later, so that a sender learns of every
//! mistake at once; only the shape (fields, lists, numbers) is refused while reading.

mod announcement;
mod measure;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use announcement::{AnnouncementPart, SurveyPart};
pub use measure::{EvidencePart, MeasurePart, ResultPart, StepFields, StepPart};

/// The name of the format, in its field `format`.
pub const FORMAT: &str = "prongsai.bundle/1";

/// An office's fiscal year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// [`FORMAT`].
    pub format: String,
    /// Whose year.
    pub organization: OrganizationPart,
    /// B.E. year.
    pub fiscal_year: u16,
    /// The analysis behind the measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<AnalysisPart>,
    /// The measures with their results.
    #[serde(default)]
    pub measures: Vec<MeasurePart>,
    /// The year's report, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportPart>,
    /// The year's reports, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportPart>,
    /// The announcements.
    #[serde(default)]
    pub announcements: Vec<AnnouncementPart>,
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationPart {
    /// Full Thai name.
    pub name_th: String,
    /// A kind of local government by its code name.
    pub kind: String,
    /// District by its Thai name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district_th: Option<String>,
    /// District by its code of four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district_code: Option<String>,
    /// Two digits.
    pub province_code: String,
    /// รหัส อปท., eight digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_code: Option<String>,
    /// Main website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Token of its survey links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey_token: Option<String>,
    /// Thai names of its divisions.
    #[serde(default)]
    pub divisions: Vec<String>,
}

/// The analysis of an assessment's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnalysisPart {
    /// B.E. year whose result is analysed.
    pub assessed_fiscal_year: u16,
    /// Headings that the analysis says it covers.
    #[serde(default)]
    pub covers: Vec<String>,
    /// The scores, where they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScorePart>,
    /// What the result shows.
    #[serde(default)]
    pub findings: Vec<FindingPart>,
    /// How the analysis goes into practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub putting_into_practice: Option<String>,
    /// Recommendations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendations: Option<String>,
}

/// Scores from 0 to 100 with at most two decimals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScorePart {
    /// The weighted total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// The internal instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iit: Option<f64>,
    /// The external instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eit: Option<f64>,
    /// The open-data instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oit: Option<f64>,
    /// By indicator code, name or alias.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, f64>,
    /// The level as it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_level: Option<String>,
}

/// A point that the result shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingPart {
    /// Names it within the analysis; `finding-1`, `finding-2` … by place when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `urgent_weakness`, `needs_development` or `strength`.
    pub kind: String,
    /// An indicator by code, name or alias.
    pub indicator: String,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportPart {
    /// Names it within the year; `report` (or `report-2`, `report-3` …) by place when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The title on the cover.
    pub title: String,
    /// 6 or 12.
    pub reporting_round_months: u8,
    /// คำนำ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preface: Option<String>,
    /// ผู้จัดทำ.
    pub preparer: PersonPart,
}

/// A post, and the name of its holder where the office states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonPart {
    /// ตำแหน่ง.
    pub position: String,
    /// ชื่อ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Bundle {
    /// The reports, whichever way they are written.
    pub fn all_reports(&self) -> impl Iterator<Item = &ReportPart> {
        self.report.iter().chain(&self.reports)
    }

    /// A JSON pointer as it is in this bundle. Checks and doubts speak of lists throughout; where the bundle has one
    /// report, one indicator or a step in a plain text, the pointer is that of the place where it is written.
    pub fn written_pointer(&self, pointer: &str) -> String {
        let segments: Vec<&str> = pointer.split('/').skip(1).collect();
        let measure = |index: &str| index.parse::<usize>().ok().and_then(|index| self.measures.get(index));
        match segments.as_slice() {
            ["reports", "0", rest @ ..] if self.report.is_some() => joined(&["report"], rest),
            ["measures", at, "indicators", "0"] if measure(at).is_some_and(|measure| measure.indicator.is_some()) => {
                joined(&["measures", at, "indicator"], &[])
            }
            ["measures", at, "steps", step, "text"] if measure(at).is_some_and(|measure| measure.is_plain(step)) => {
                joined(&["measures", at, "steps", step], &[])
            }
            _ => pointer.to_owned(),
        }
    }
}

impl MeasurePart {
    /// Whether the step of this index is written as a plain text.
    fn is_plain(&self, index: &str) -> bool {
        let step = index.parse::<usize>().ok().and_then(|index| self.steps.get(index));
        matches!(step, Some(StepPart::Plain(_)))
    }
}

fn joined(first: &[&str], rest: &[&str]) -> String {
    first
        .iter()
        .chain(rest)
        .fold(String::new(), |pointer, segment| pointer + "/" + segment)
}

//! The bundle and its sections, one for each kind of document.
//!
//! A kind implements `Section` in a module of this folder and has a field in [`Bundle`]. Measures implement no
//! `Section`: `check::measure` checks them with their results. The functions here match on the kinds without a
//! catch-all arm, so that a missing kind does not compile.

mod announcement;
mod complaint_statistics;
mod person;
mod report;
mod section;

use prongsai_domain::document::Content;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use announcement::{AnnouncementPart, SurveyPart};
pub use complaint_statistics::{ComplaintChannelPart, ComplaintStatisticsPart};
pub use report::{ReportPart, default_key as default_report_key};

use crate::wire::{AnalysisPart, MeasurePart, OrganizationPart};
pub(crate) use section::{Section, check_section};

/// The name of the format, in its field `format`.
pub const FORMAT: &str = "prongsai.bundle/1";

/// An organization's fiscal year, in the format `prongsai.bundle/1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(
    deny_unknown_fields,
    bound(deserialize = "M: Deserialize<'de>, R: Deserialize<'de>, A: Deserialize<'de>, C: Deserialize<'de>")
)]
#[schema(as = YearBundle)]
pub struct Bundle<M = MeasurePart, R = ReportPart, A = AnnouncementPart, C = ComplaintStatisticsPart> {
    /// Always `prongsai.bundle/1`.
    #[schema(example = "prongsai.bundle/1")]
    pub format: String,
    /// The organization.
    pub organization: OrganizationPart,
    /// B.E. year.
    #[schema(example = 2566)]
    pub fiscal_year: u16,
    /// The analysis on which the measures are based.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<AnalysisPart>,
    /// The measures with their results.
    #[serde(default)]
    #[schema(value_type = Vec<MeasurePart>)]
    pub measures: Vec<M>,
    /// The year's report, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ReportPart>)]
    pub report: Option<R>,
    /// The year's reports, if there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<ReportPart>)]
    pub reports: Vec<R>,
    /// The announcements.
    #[serde(default)]
    #[schema(value_type = Vec<AnnouncementPart>)]
    pub announcements: Vec<A>,
    /// The complaint statistics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<ComplaintStatisticsPart>)]
    pub complaint_statistics: Vec<C>,
}

impl Bundle {
    /// A year without analysis and documents.
    pub fn empty(organization: OrganizationPart, fiscal_year: u16) -> Self {
        Self {
            format: FORMAT.to_owned(),
            organization,
            fiscal_year,
            analysis: None,
            measures: Vec::new(),
            report: None,
            reports: Vec::new(),
            announcements: Vec::new(),
            complaint_statistics: Vec::new(),
        }
    }

    /// Adds a document with its revision to its section. Ignores measures: the caller adds them to `measures` with their results; see
    /// [`measure`](crate::part::measure).
    pub fn push(&mut self, key: String, revision: Option<u64>, content: &Content) {
        match content {
            Content::Measure(_) => {}
            Content::Report(report) => self.reports.push(report.part(key, revision)),
            Content::Announcement(announcement) => self.announcements.push(announcement.part(key, revision)),
            Content::ComplaintStatistics(statistics) => self.complaint_statistics.push(statistics.part(key, revision)),
        }
    }

    /// Moves a single report from `reports` to `report`, the form that people usually write.
    pub fn unwrap_single_report(&mut self) {
        if self.report.is_none() && self.reports.len() == 1 {
            self.report = self.reports.pop();
        }
    }
}

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::announcement::{Announcement, Audience};
use crate::catalogue::IndicatorCode;
use crate::id::DivisionId;
use crate::measure::Measure;
use crate::report::Report;

/// What kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// มาตรการ.
    Measure,
    /// รายงาน.
    Report,
    /// ประกาศ.
    Announcement,
}

/// A text that names no kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of document")]
pub struct UnknownKind;

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Measure, Self::Report, Self::Announcement];

    /// The name used in storage and audit entries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Report => "report",
            Self::Announcement => "announcement",
        }
    }

    /// The name in addresses.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Measure => "measures",
            Self::Report => "reports",
            Self::Announcement => "announcements",
        }
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DocumentKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(UnknownKind)
    }
}

/// What an edition says. Serialised without a tag: the kind stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// Of a measure.
    Measure(Box<Measure>),
    /// Of a report.
    Report(Box<Report>),
    /// Of an announcement.
    Announcement(Box<Announcement>),
}

impl Content {
    /// What kind of document says such things.
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Measure(_) => DocumentKind::Measure,
            Self::Report(_) => DocumentKind::Report,
            Self::Announcement(_) => DocumentKind::Announcement,
        }
    }

    /// What lists show: a title, or an announcement's subject.
    pub fn title(&self) -> &str {
        match self {
            Self::Measure(measure) => &measure.title,
            Self::Report(report) => &report.title,
            Self::Announcement(announcement) => &announcement.subject,
        }
    }

    /// The indicators that lists filter by.
    pub fn indicators(&self) -> &[IndicatorCode] {
        match self {
            Self::Measure(measure) => &measure.indicators,
            Self::Report(_) | Self::Announcement(_) => &[],
        }
    }

    /// The division that lists filter by.
    pub fn division_id(&self) -> Option<DivisionId> {
        match self {
            Self::Measure(measure) => measure.division.as_ref().map(|division| division.id),
            Self::Report(_) | Self::Announcement(_) => None,
        }
    }

    /// For whom it is, where that is said.
    pub fn audience(&self) -> Option<Audience> {
        match self {
            Self::Announcement(announcement) => announcement.survey.as_ref().map(|survey| survey.audience),
            Self::Measure(_) | Self::Report(_) => None,
        }
    }

    /// What lists of one kind tell apart further: the kind of announcement.
    pub fn category(&self) -> Option<&'static str> {
        match self {
            Self::Announcement(announcement) => Some(announcement.kind.as_str()),
            Self::Measure(_) | Self::Report(_) => None,
        }
    }

    /// The content as it is taken into a new edition or back into work: what was frozen is thawed.
    #[must_use]
    pub fn thawed(self) -> Self {
        match self {
            Self::Report(mut report) => {
                report.frozen = None;
                Self::Report(report)
            }
            other => other,
        }
    }
}

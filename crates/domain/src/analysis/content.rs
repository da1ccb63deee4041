use serde::{Deserialize, Serialize};

use crate::calendar::FiscalYear;
use crate::catalogue::IndicatorCode;
use crate::named::named_enum;
use crate::score::ScoreCard;

/// The analysis on which an organization's measures of one fiscal year are based.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// The year whose result is analysed. It is normally the year before that of the measures.
    pub assessed_fiscal_year: FiscalYear,
    /// The headings that the analysis states to cover.
    pub covers: Vec<Heading>,
    /// The scores, if known.
    pub scores: Option<ScoreCard>,
    /// The points that the result shows.
    pub findings: Vec<Finding>,
    /// การนำผลการวิเคราะห์ไปสู่การปฏิบัติ (putting into practice).
    pub putting_into_practice: Option<String>,
    /// ข้อเสนอแนะ (recommendations).
    pub recommendations: Option<String>,
}

named_enum! {
    /// A heading of an analysis.
    pub enum Heading {
        /// ข้อบกพร่องหรือจุดอ่อนที่จะต้องแก้ไขโดยเร่งด่วน.
        UrgentWeaknesses = "urgent_weaknesses",
        /// ประเด็นที่จะต้องพัฒนาให้ดีขึ้น.
        NeedsDevelopment = "needs_development",
        /// จุดแข็ง.
        Strengths = "strengths",
        /// แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ.
        PuttingIntoPractice = "putting_into_practice",
        /// ข้อเสนอแนะ.
        Recommendations = "recommendations",
    }
}

named_enum! {
    /// The kinds of findings.
    pub enum FindingKind {
        /// A weakness that must be corrected at once.
        UrgentWeakness = "urgent_weakness",
        /// A point to be improved.
        NeedsDevelopment = "needs_development",
        /// A strength that should be kept.
        Strength = "strength",
    }
}

impl FindingKind {
    /// Whether a finding of this kind needs a measure.
    pub(crate) const fn needs_measure(self) -> bool {
        matches!(self, Self::UrgentWeakness | Self::NeedsDevelopment)
    }
}

/// One point that the assessment's result shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The key of the finding, unique within its analysis.
    pub key: String,
    /// The kind of the finding.
    pub kind: FindingKind,
    /// The indicator in which the point was found.
    pub indicator: IndicatorCode,
    /// The finding in words.
    pub description: Option<String>,
}

//! The parts of a bundle that are no documents, and measures, which carry their results.
//!
//! Everything that is a choice, a date or a code is text here and is checked later, so that a sender learns of every
//! mistake at once; only the shape (fields, lists, numbers) is refused while reading.

mod measure;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use measure::{EvidencePart, MeasurePart, ResultPart, StepFields, StepPart};

/// An organization. It is found by kind, province, district and name; an import does not change one that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleOrganization)]
pub struct OrganizationPart {
    /// Full Thai name.
    #[schema(example = "เทศบาลตำบลดอนฟ้าใส")]
    pub name_th: String,
    /// A kind of local government by its code name.
    #[schema(example = "subdistrict_municipality")]
    pub kind: String,
    /// District by its Thai name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "ดอกคำใต้")]
    pub district_th: Option<String>,
    /// District by its code of four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "5605")]
    pub district_code: Option<String>,
    /// Two digits.
    #[schema(example = "56")]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleAnalysis)]
pub struct AnalysisPart {
    /// B.E. year whose result is analysed.
    #[schema(example = 2565)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleScores)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleFinding)]
pub struct FindingPart {
    /// Names it within the analysis; `finding-1`, `finding-2` … by place when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `urgent_weakness`, `needs_development` or `strength`.
    pub kind: String,
    /// An indicator by code, name or alias.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    pub indicator: String,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A post, and the name of its holder where the office states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundlePerson)]
pub struct PersonPart {
    /// ตำแหน่ง.
    pub position: String,
    /// ชื่อ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

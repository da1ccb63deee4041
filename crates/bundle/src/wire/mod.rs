//! The written form of a bundle: the organization, the analysis, measures with their results, and people. The other
//! kinds of documents are in [`kind`](crate::kind).
//!
//! Choices, dates and codes are text here and are checked later, so that one answer reports all their errors. Only a
//! mistake of shape (fields, lists, numbers) ends the reading. A choice is written with the name that the domain's enum
//! has, e.g. `AnalysisPart::covers` with the names of `prongsai_domain::analysis::Heading`. The doc comments of the
//! types are published in the OpenAPI document.

mod measure;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use measure::{EvidencePart, FilePart, MeasurePart, ResultPart, StepFields, StepPart};

/// An organization. It is found by kind, province, district and name; of one that exists, an
/// import changes nothing except that it adds missing divisions, if it may create divisions.
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
    /// District, by its Thai name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "ดอกคำใต้")]
    pub district_th: Option<String>,
    /// District, by its code of four digits.
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
    /// The revision of the analysis that was exported. An import with it refuses to overwrite a newer one; without it, the import
    /// does not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3)]
    pub revision: Option<u64>,
    /// The B.E. year whose result is analysed.
    #[schema(example = 2565)]
    pub assessed_fiscal_year: u16,
    /// The headings that the analysis says it covers.
    #[serde(default)]
    pub covers: Vec<String>,
    /// The scores, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScorePart>,
    /// The points that the result shows.
    #[serde(default)]
    pub findings: Vec<FindingPart>,
    /// การนำผลการวิเคราะห์ไปสู่การปฏิบัติ (putting into practice).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub putting_into_practice: Option<String>,
    /// ข้อเสนอแนะ (recommendations).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendations: Option<String>,
}

/// Scores from 0 to 100 with at most two decimals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleScores)]
pub struct ScorePart {
    /// The weighted total score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// The score of the internal instrument (IIT).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iit: Option<f64>,
    /// The score of the external instrument (EIT).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eit: Option<f64>,
    /// The score of part 1 of EIT, which people answered on their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eit_part_1: Option<f64>,
    /// The score of part 2 of EIT, which was collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eit_part_2: Option<f64>,
    /// The score of the open-data instrument (OIT).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oit: Option<f64>,
    /// The scores by indicator code, name or alias.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, f64>,
    /// The scores by code or name of a sub-indicator, such as `9.1`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sub_indicators: BTreeMap<String, f64>,
    /// The scores by code or title of an item, such as `o31`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, f64>,
    /// The level as it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_level: Option<String>,
}

/// A point that the result shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleFinding)]
pub struct FindingPart {
    /// The key, unique within the analysis. Within the bundle a finding without one has the key `finding-1`, `finding-2` …
    /// by position, or the next free number. It is stored under the key of the stored finding that says the same or is
    /// similar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `urgent_weakness`, `needs_development` or `strength`.
    pub kind: String,
    /// An indicator by code, name or alias.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    pub indicator: String,
    /// The finding in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A post, and the name of its holder if it is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundlePerson)]
pub struct PersonPart {
    /// ตำแหน่ง (post).
    pub position: String,
    /// ชื่อ (name).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

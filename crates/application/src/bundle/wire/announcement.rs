use serde::{Deserialize, Serialize};

use super::PersonPart;

/// An announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementPart {
    /// Names it within the year.
    pub key: String,
    /// A kind of announcement by its code name.
    pub kind: String,
    /// The heading with the issuing body; "ประกาศ" with the office's name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// เรื่อง.
    pub subject: String,
    /// The paragraphs.
    pub body: Vec<String>,
    /// A date in any written form.
    pub issued_on: String,
    /// ผู้ลงนาม.
    pub signatory: PersonPart,
    /// The survey of an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyPart>,
}

/// A perception survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyPart {
    /// `EIT` or `IIT`.
    pub instrument: String,
    /// `external` or `internal`; follows from the instrument when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The link; follows from the office's token when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// First day, in any written form.
    pub opens_on: String,
    /// Last day, in any written form.
    pub closes_on: String,
}

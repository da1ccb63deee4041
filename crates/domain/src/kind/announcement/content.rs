use serde::{Deserialize, Serialize};

use crate::calendar::BuddhistDate;
use crate::catalogue::InstrumentCode;
use crate::report::Person;

/// Most paragraphs of one announcement.
pub(super) const PARAGRAPHS_MAX: usize = 60;

/// The content of one edition of an announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// The kind of announcement.
    pub kind: AnnouncementKind,
    /// The heading, ประกาศ with the name of the issuing body.
    pub title: String,
    /// เรื่อง (subject).
    pub subject: String,
    /// The paragraphs, in order.
    pub body: Vec<String>,
    /// ประกาศ ณ วันที่ (date of issue).
    pub issued_on: BuddhistDate,
    /// ผู้ลงนาม (signatory).
    pub signatory: Person,
    /// The survey. An invitation has one; no other announcement has.
    pub survey: Option<Survey>,
}

/// The kinds of announcements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementKind {
    /// An invitation to answer the EIT or IIT survey.
    SurveyInvitation,
    /// ประกาศเจตจำนงสุจริต.
    IntegrityDeclaration,
    /// No Gift Policy.
    NoGiftPolicy,
    /// มาตรการเผยแพร่ข้อมูลต่อสาธารณะ.
    DisclosureMeasure,
    /// มาตรการตรวจสอบการใช้ดุลพินิจ.
    DiscretionMeasure,
    /// Any other announcement.
    General,
}

impl AnnouncementKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::SurveyInvitation,
        Self::IntegrityDeclaration,
        Self::NoGiftPolicy,
        Self::DisclosureMeasure,
        Self::DiscretionMeasure,
        Self::General,
    ];

    /// The name used in JSON and filters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SurveyInvitation => "survey_invitation",
            Self::IntegrityDeclaration => "integrity_declaration",
            Self::NoGiftPolicy => "no_gift_policy",
            Self::DisclosureMeasure => "disclosure_measure",
            Self::DiscretionMeasure => "discretion_measure",
            Self::General => "general",
        }
    }
}

/// The group of people that a survey asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// People, firms and agencies that the organization serves.
    External,
    /// The organization's own staff. The public does not see it unless the organization's settings allow it.
    Internal,
}

impl Audience {
    /// The name used in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Internal => "internal",
        }
    }

    /// The audience of an instrument; `None` for the open-data instrument.
    pub const fn of(instrument: InstrumentCode) -> Option<Self> {
        match instrument {
            InstrumentCode::Eit => Some(Self::External),
            InstrumentCode::Iit => Some(Self::Internal),
            InstrumentCode::Oit => None,
        }
    }
}

/// A perception survey with the days on which it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// EIT or IIT.
    pub instrument: InstrumentCode,
    /// The group of people that the survey asks.
    pub audience: Audience,
    /// The link that people open. The QR code contains exactly this text.
    pub url: String,
    /// First day of the survey.
    pub opens_on: BuddhistDate,
    /// Last day of the survey, included.
    pub closes_on: BuddhistDate,
}

use serde::{Deserialize, Serialize};

use crate::calendar::BuddhistDate;
use crate::catalogue::InstrumentCode;
use crate::named::named_enum;
use crate::report::Person;

/// The maximum number of paragraphs of one announcement. `http` repeats it for the OpenAPI document.
pub(super) const PARAGRAPHS_MAX: usize = 60;

/// The content of one edition of an announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// The kind of announcement.
    pub kind: AnnouncementKind,
    /// The title: ประกาศ and the name of the organization that issues it.
    pub title: String,
    /// เรื่อง (subject).
    pub subject: String,
    /// The paragraphs, in order.
    pub body: Vec<String>,
    /// ประกาศ ณ วันที่ (date of issue).
    pub issued_on: BuddhistDate,
    /// ผู้ลงนาม (signatory).
    pub signatory: Person,
    /// The survey. Every invitation has one; other announcements have none.
    pub survey: Option<Survey>,
}

named_enum! {
    /// The kinds of announcements. The HTTP crate repeats them in three patterns; a test there compares.
    pub enum AnnouncementKind {
        /// An invitation to answer the EIT or IIT survey.
        SurveyInvitation = "survey_invitation",
        /// ประกาศเจตจำนงสุจริต.
        IntegrityDeclaration = "integrity_declaration",
        /// No Gift Policy.
        NoGiftPolicy = "no_gift_policy",
        /// มาตรการเผยแพร่ข้อมูลต่อสาธารณะ.
        DisclosureMeasure = "disclosure_measure",
        /// มาตรการตรวจสอบการใช้ดุลพินิจ.
        DiscretionMeasure = "discretion_measure",
        /// Any other announcement.
        General = "general",
    }
}

named_enum! {
    /// The group of people that a survey asks.
    pub enum Audience {
        /// People, firms and agencies that the organization serves.
        External = "external",
        /// The organization's own staff. The public sees the invitation only if the organization's settings allow it.
        Internal = "internal",
    }
}

impl Audience {
    /// The audience of an instrument; `None` for the open-data instrument (OIT), which is not a survey.
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

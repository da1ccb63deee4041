//! Complaint statistics (สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ): how many complaints about corruption an
//! organization received, by channel, and how many are finished. Only numbers, no text about cases.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::definition::{Kind, OrganizationRules, PublicText};
use crate::calendar::Period;
use crate::named::named_enum;
use crate::violation::Checker;

/// The maximum number of complaints of one channel. A larger number is most likely a typing mistake. `http` repeats the
/// limit for the OpenAPI document.
const COMPLAINTS_MAX: u32 = 1_000_000;

/// The content of one edition of complaint statistics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintStatistics {
    /// The months that are covered.
    pub period: Period,
    /// Whether no complaint was received in the period. The assessment requires this statement.
    pub none_received: bool,
    /// The channels with their numbers, each channel once.
    pub channels: Vec<ChannelStatistics>,
}

/// The complaints of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelStatistics {
    /// The channel.
    pub channel: ComplaintChannel,
    /// The number of complaints received.
    pub received: u32,
    /// The number of them that are finished.
    pub finished: u32,
    /// The number of them that are in progress.
    pub in_progress: u32,
}

named_enum! {
    /// A channel through which a complaint reaches an organization. `http` repeats the number of channels for the
    /// OpenAPI document.
    pub enum ComplaintChannel {
        /// มาด้วยตนเอง.
        InPerson = "in_person",
        /// หนังสือหรือไปรษณีย์.
        Letter = "letter",
        /// ตู้รับเรื่องร้องเรียน.
        ComplaintBox = "complaint_box",
        /// โทรศัพท์หรือสายด่วน.
        Telephone = "telephone",
        /// เว็บไซต์ของหน่วยงาน.
        Website = "website",
        /// ไปรษณีย์อิเล็กทรอนิกส์.
        Email = "email",
        /// สื่อสังคมออนไลน์.
        SocialMedia = "social_media",
        /// ศูนย์ดำรงธรรม.
        DamrongdhamaCenter = "damrongdhama_center",
        /// หน่วยงานอื่นส่งต่อ.
        OtherAgency = "other_agency",
        /// ช่องทางอื่น.
        Other = "other",
    }
}

/// Complaint statistics as sent, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComplaintStatisticsInput {
    /// A period in any written form. One that states no year belongs to the fiscal year of the document.
    pub period: String,
    /// See [`ComplaintStatistics::none_received`].
    pub none_received: bool,
    /// See [`ComplaintStatistics::channels`].
    pub channels: Vec<ChannelStatistics>,
}

impl From<ComplaintStatistics> for ComplaintStatisticsInput {
    fn from(statistics: ComplaintStatistics) -> Self {
        Self {
            period: statistics.period.iso(),
            none_received: statistics.none_received,
            channels: statistics.channels,
        }
    }
}

impl ComplaintStatistics {
    /// The sum over all channels of the number that `number` returns.
    pub fn total(&self, number: fn(&ChannelStatistics) -> u32) -> u64 {
        self.channels.iter().map(|one| u64::from(number(one))).sum()
    }
}

impl Kind for ComplaintStatistics {
    type Input = ComplaintStatisticsInput;
    type Rules<'a> = OrganizationRules<'a>;

    fn check(input: Self::Input, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self> {
        let period = checker.period_in("period", &input.period, rules.fiscal_year);
        if !checker.limit_length("channels", input.channels.len(), ComplaintChannel::ALL.len()) {
            return None;
        }
        check_channels(&input.channels, checker);
        check_none_received(&input, checker);
        Some(Self {
            period: period?,
            none_received: input.none_received,
            channels: input.channels,
        })
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Owned(format!("สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ({})", self.period.thai()))
    }

    fn public_texts(&self) -> Vec<PublicText<'_>> {
        let Self {
            period: _,
            none_received: _,
            channels: _,
        } = self;
        Vec::new()
    }
}

fn check_channels(channels: &[ChannelStatistics], checker: &mut Checker) {
    checker.at("channels", |at| {
        for (index, one) in channels.iter().enumerate() {
            at.at(index, |at| {
                if channels.iter().take(index).any(|before| before.channel == one.channel) {
                    at.at("channel", |at| {
                        at.refuse("duplicate", "ช่องทางนี้ระบุไปแล้ว", "this channel is stated before");
                    });
                }
                for (field, number) in [
                    ("received", one.received),
                    ("finished", one.finished),
                    ("in_progress", one.in_progress),
                ] {
                    check_number(field, number, at);
                }
            });
        }
    });
}

fn check_number(field: &str, number: u32, checker: &mut Checker) {
    if number > COMPLAINTS_MAX {
        checker.at(field, |at| {
            at.refuse(
                "number-too-large",
                format!("จำนวนเรื่องต้องไม่เกิน {COMPLAINTS_MAX}"),
                format!("a number of complaints is at most {COMPLAINTS_MAX}"),
            );
        });
    }
}

/// Refuses the statement that no complaint was received if there are complaints, and its absence if there are none.
fn check_none_received(input: &ComplaintStatisticsInput, checker: &mut Checker) {
    let is_none = input.channels.iter().all(|one| one.received == 0);
    if is_none == input.none_received {
        return;
    }
    let (code, th, en) = if is_none {
        (
            "none-received-not-stated",
            "ไม่มีเรื่องร้องเรียนในทุกช่องทาง ต้องระบุว่าไม่มีเรื่องร้องเรียน",
            "no channel received a complaint: state that none was received",
        )
    } else {
        (
            "none-received-contradicts-numbers",
            "ระบุว่าไม่มีเรื่องร้องเรียน แต่มีจำนวนเรื่องที่รับในช่องทางอย่างน้อยหนึ่งช่องทาง",
            "it is stated that none was received, but a channel has received complaints",
        )
    };
    checker.at("none_received", |at| {
        at.refuse_with(code, th, en, Some(is_none.to_string()));
    });
}

use prongsai_domain::complaint_statistics::{
    ChannelStatistics, ComplaintChannel, ComplaintStatistics, ComplaintStatisticsInput,
};
use prongsai_domain::kind::{Kind as _, OrganizationRules};
use prongsai_domain::violation::Checker;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::section::Section;
use crate::choice::choose;

/// Complaint statistics: only numbers, no text about cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleComplaintStatistics)]
pub struct ComplaintStatisticsPart {
    /// The key, unique within the year.
    pub key: String,
    /// The revision of the statistics that was exported. An import with it refuses to overwrite a newer one; without it, the import
    /// does not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3)]
    pub revision: Option<u64>,
    /// The months that are covered, in any written form.
    #[schema(example = "2566-10/2567-03")]
    pub period: String,
    /// Whether no complaint was received. If none was, this must be stated.
    #[serde(default)]
    pub none_received: bool,
    /// The channels with their numbers, each channel once.
    #[serde(default)]
    pub channels: Vec<ComplaintChannelPart>,
}

/// The complaints of one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleComplaintChannel)]
pub struct ComplaintChannelPart {
    /// The channel, by its code name.
    #[schema(example = "telephone")]
    pub channel: String,
    /// The number of complaints received.
    pub received: u32,
    /// The number of them that are finished.
    pub finished: u32,
    /// The number of them that are in progress.
    pub in_progress: u32,
}

impl Section for ComplaintStatistics {
    type Part = ComplaintStatisticsPart;

    const FIELD: &str = "complaint_statistics";

    fn key(part: &ComplaintStatisticsPart, _: usize) -> String {
        part.key.clone()
    }

    fn revision(part: &ComplaintStatisticsPart) -> Option<u64> {
        part.revision
    }

    fn check_part(part: &ComplaintStatisticsPart, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self> {
        let before = checker.count();
        // First the number of channels: the refusal of each unknown channel lists all names.
        if !checker.limit_length("channels", part.channels.len(), ComplaintChannel::ALL.len()) {
            return None;
        }
        let channels = checker.at("channels", |at| {
            let channels = part.channels.iter().enumerate();
            channels
                .map(|(index, one)| at.at(index, |at| channel_input(one, at)))
                .collect::<Vec<_>>()
        });
        // The numbers of an unknown channel cannot be checked.
        let channels: Option<Vec<ChannelStatistics>> = channels.into_iter().collect();
        let input = ComplaintStatisticsInput {
            period: part.period.clone(),
            none_received: part.none_received,
            channels: channels?,
        };
        Self::check(input, rules, checker).filter(|_| checker.count() == before)
    }

    fn part(&self, key: String, revision: Option<u64>) -> ComplaintStatisticsPart {
        ComplaintStatisticsPart {
            key,
            revision,
            period: self.period.buddhist_iso(),
            none_received: self.none_received,
            channels: self.channels.iter().map(channel_part).collect(),
        }
    }
}

fn channel_input(part: &ComplaintChannelPart, checker: &mut Checker) -> Option<ChannelStatistics> {
    let channel = checker.at("channel", |at| choose(&part.channel, at));
    Some(ChannelStatistics {
        channel: channel?,
        received: part.received,
        finished: part.finished,
        in_progress: part.in_progress,
    })
}

fn channel_part(one: &ChannelStatistics) -> ComplaintChannelPart {
    ComplaintChannelPart {
        channel: one.channel.as_str().to_owned(),
        received: one.received,
        finished: one.finished,
        in_progress: one.in_progress,
    }
}

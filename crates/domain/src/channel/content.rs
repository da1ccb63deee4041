use serde::Serialize;

use super::kind::{ChannelForm, ChannelKind, ChannelPurpose};
use crate::id::{ChannelId, OrganizationId};
use crate::organization::Channels;

/// The maximum number of channels of one organization.
pub const CHANNELS_MAX: u64 = 50;

/// A channel of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// 1 for a new channel, and one more after each change. It is the entity tag.
    pub revision: i64,
    /// What it is.
    #[serde(flatten)]
    pub content: ChannelContent,
}

/// What a channel is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChannelContent {
    /// The key, unique among the channels of the organization.
    pub key: String,
    /// The kind.
    pub kind: ChannelKind,
    /// The title, as people read it.
    pub title: String,
    /// The web address, telephone number, e-mail address or place, as the kind demands.
    pub address: String,
    /// Whether the link check visits the address. Only web addresses are visited.
    pub is_checked: bool,
}

impl ChannelContent {
    /// The web address that the link check visits; `None` if it visits none.
    pub fn checked_url(&self) -> Option<&str> {
        let is_visited = self.is_checked && self.kind.form() == ChannelForm::Web;
        is_visited.then_some(self.address.as_str())
    }
}

/// Whether an organization has a channel for reports of corruption that is apart from its general ones: a channel of that
/// purpose, or one of `whistle_blowing`, whose address no general channel has.
pub fn has_corruption_channel(
    website: Option<&str>,
    contact: &Channels,
    whistle_blowing: &Channels,
    channels: &[ChannelContent],
) -> bool {
    let is_for_corruption = |channel: &&ChannelContent| channel.kind.purpose() == ChannelPurpose::Corruption;
    let general = channels.iter().filter(|channel| !is_for_corruption(channel));
    let general: Vec<&str> = general
        .map(|channel| channel.address.as_str())
        .chain(contact.all())
        .chain(website)
        .collect();
    let own = channels
        .iter()
        .filter(is_for_corruption)
        .map(|channel| channel.address.as_str());
    own.chain(whistle_blowing.all())
        .any(|address| !general.contains(&address))
}

//! The channels of an organization: where people read what it says, ask, complain, and report corruption.
//!
//! They stand beside `contact` and `whistle_blowing` of the [profile](crate::organization::OrganizationProfile), which has one
//! address of each sort. A channel for reports of corruption is one of its own, apart from general complaints: that protects
//! who reports.

mod content;
mod input;
mod kind;

pub use content::{CHANNELS_MAX, Channel, ChannelContent, has_corruption_channel};
pub use input::ChannelInput;
pub use kind::{ChannelForm, ChannelKind, ChannelPurpose};

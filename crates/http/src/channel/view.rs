use prongsai_domain::channel::{Channel, ChannelInput, ChannelKind, ChannelPurpose};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A channel to add.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateChannel {
    /// The key, unique among the channels of the organization. It never changes.
    #[schema(example = "corruption-form", pattern = "^[a-z0-9._-]{1,64}$")]
    key: String,
    /// The kind, which decides what the address is and what the channel is for.
    #[schema(value_type = ChannelKindName)]
    kind: ChannelKind,
    /// The title, as people read it.
    #[schema(min_length = 1, max_length = 300, example = "แจ้งเรื่องร้องเรียนการทุจริต")]
    title: String,
    /// The web address, telephone number, e-mail address or place, as the kind demands.
    #[schema(min_length = 1, max_length = 2000, example = "https://www.example.go.th/corruption")]
    address: String,
    /// Whether the link check visits the address. Only web addresses are visited.
    #[serde(default = "yes")]
    #[schema(default = true)]
    is_checked: bool,
}

/// What a channel is.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChannelBody {
    /// The kind, which decides what the address is and what the channel is for.
    #[schema(value_type = ChannelKindName)]
    kind: ChannelKind,
    /// The title, as people read it.
    #[schema(min_length = 1, max_length = 300, example = "สายด่วนแจ้งการทุจริต")]
    title: String,
    /// The web address, telephone number, e-mail address or place, as the kind demands.
    #[schema(min_length = 1, max_length = 2000, example = "0-4200-0001")]
    address: String,
    /// Whether the link check visits the address. Only web addresses are visited.
    #[serde(default = "yes")]
    #[schema(default = true)]
    is_checked: bool,
}

const fn yes() -> bool {
    true
}

/// The kind of a channel. Those that begin with `corruption_` are for reports of corruption, those that begin with `complaint_`
/// for general complaints, the others for news and questions.
#[derive(ToSchema)]
#[schema(as = ChannelKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the names of `ChannelKind` of the domain")]
pub(crate) enum ChannelKindName {
    Website,
    Facebook,
    Line,
    X,
    Youtube,
    Tiktok,
    Instagram,
    WebBoard,
    Phone,
    Hotline,
    Email,
    ComplaintForm,
    ComplaintHotline,
    ComplaintEmail,
    ComplaintCentre,
    CorruptionForm,
    CorruptionHotline,
    CorruptionEmail,
    CorruptionPost,
}

/// A channel of an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChannelView {
    /// The id.
    id: Uuid,
    /// The organization.
    organization_id: Uuid,
    /// Counts the changes; the `ETag` has the same number.
    #[schema(example = 1)]
    revision: i64,
    /// The key, unique among the channels of the organization.
    #[schema(example = "corruption-form")]
    key: String,
    /// The kind.
    #[schema(value_type = ChannelKindName)]
    kind: ChannelKind,
    /// What it is for: `corruption`, `complaint` or `contact`.
    #[schema(value_type = String, example = "corruption", pattern = "^(corruption|complaint|contact)$")]
    purpose: ChannelPurpose,
    /// The title, as people read it.
    #[schema(example = "แจ้งเรื่องร้องเรียนการทุจริต")]
    title: String,
    /// The web address, telephone number, e-mail address or place.
    #[schema(example = "https://www.example.go.th/corruption")]
    address: String,
    /// Whether the link check visits the address. Only web addresses are visited.
    is_checked: bool,
}

/// A channel, for the public.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicChannelView {
    /// The key, unique among the channels of the organization.
    #[schema(example = "corruption-form")]
    key: String,
    /// The kind.
    #[schema(value_type = ChannelKindName)]
    kind: ChannelKind,
    /// What it is for: `corruption`, `complaint` or `contact`.
    #[schema(value_type = String, example = "corruption", pattern = "^(corruption|complaint|contact)$")]
    purpose: ChannelPurpose,
    /// The title.
    #[schema(example = "แจ้งเรื่องร้องเรียนการทุจริต")]
    title: String,
    /// The web address, telephone number, e-mail address or place.
    #[schema(example = "https://www.example.go.th/corruption")]
    address: String,
}

/// The channels of an organization, for the public.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicChannelsView {
    /// Those for reports of corruption first, then those for complaints, then the others.
    items: Vec<PublicChannelView>,
}

impl From<CreateChannel> for ChannelInput {
    fn from(body: CreateChannel) -> Self {
        Self {
            key: body.key,
            kind: body.kind,
            title: body.title,
            address: body.address,
            is_checked: body.is_checked,
        }
    }
}

impl ChannelBody {
    pub(super) fn input(&self, key: &str) -> ChannelInput {
        let body = self.clone();
        ChannelInput {
            key: key.to_owned(),
            kind: body.kind,
            title: body.title,
            address: body.address,
            is_checked: body.is_checked,
        }
    }
}

impl From<&Channel> for ChannelView {
    fn from(channel: &Channel) -> Self {
        let content = channel.content.clone();
        Self {
            id: channel.id.get(),
            organization_id: channel.organization_id.get(),
            revision: channel.revision,
            purpose: content.kind.purpose(),
            key: content.key,
            kind: content.kind,
            title: content.title,
            address: content.address,
            is_checked: content.is_checked,
        }
    }
}

impl PublicChannelsView {
    pub(super) fn of(channels: &[Channel]) -> Self {
        let view = |channel: &Channel| {
            let content = channel.content.clone();
            PublicChannelView {
                purpose: content.kind.purpose(),
                key: content.key,
                kind: content.kind,
                title: content.title,
                address: content.address,
            }
        };
        Self {
            items: channels.iter().map(view).collect(),
        }
    }
}

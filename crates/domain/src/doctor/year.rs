use crate::activity::Activity;
use crate::analysis::Analysis;
use crate::calendar::BuddhistDate;
use crate::channel::ChannelContent;
use crate::geography::{LocalCode, ProvinceCode};
use crate::kind::Content;
use crate::link_check::CheckedLink;
use crate::measure::Measure;
use crate::organization::Channels;
use crate::result::ImplementationResult;
use crate::review::YearFrame;
use crate::workflow::State;

/// What an organization has of a fiscal year.
#[derive(Clone, Debug)]
pub struct ExaminedYear {
    /// The facts that hold for the whole year. Its `reviewed_on` is the day of the examination; without it, the last day of the
    /// fiscal year stands for it.
    pub frame: YearFrame,
    /// The last day of the entry of OIT data, if the catalogue of the year states it; see
    /// [`oit_closes_on`](super::oit_closes_on).
    pub oit_closes_on: Option<BuddhistDate>,
    /// What is looked at of the organization itself; `None` leaves it out.
    pub organization: Option<ExaminedOrganization>,
    /// The analysis.
    pub analysis: Option<Analysis>,
    /// The measures.
    pub measures: Vec<ExaminedMeasure>,
    /// The other documents.
    pub documents: Vec<ExaminedDocument>,
    /// What the link check knows about the addresses that fail.
    pub failing_links: Vec<CheckedLink>,
}

/// What is looked at of an organization.
#[derive(Clone, Debug)]
pub struct ExaminedOrganization {
    /// The names of the divisions.
    pub divisions: Vec<String>,
    /// รหัส อปท., if known.
    pub local_code: Option<LocalCode>,
    /// The province.
    pub province_code: ProvinceCode,
    /// Its channels; `None` leaves them out.
    pub channels: Option<ExaminedChannels>,
}

/// The channels of an organization.
#[derive(Clone, Debug)]
pub struct ExaminedChannels {
    /// Main website.
    pub website: Option<String>,
    /// Contact channels.
    pub contact: Channels,
    /// Channels to report corruption.
    pub whistle_blowing: Channels,
    /// The other channels.
    pub others: Vec<ChannelContent>,
}

/// A measure with its results and activities.
#[derive(Clone, Debug)]
pub struct ExaminedMeasure {
    /// How far it is.
    pub standing: Standing,
    /// The content of its current edition.
    pub content: Measure,
    /// Its results.
    pub results: Vec<ImplementationResult>,
    /// Its activities.
    pub activities: Vec<Activity>,
}

/// A document other than a measure.
#[derive(Clone, Debug)]
pub struct ExaminedDocument {
    /// How far it is.
    pub standing: Standing,
    /// The content of its current edition.
    pub content: Content,
}

/// How far a document is. Its current edition is the one in work, otherwise the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state of the current edition.
    pub state: State,
    /// The day on which the edition came into this state.
    pub since: BuddhistDate,
    /// Whether an edition of the document is public.
    pub has_published_edition: bool,
}

impl Standing {
    /// Whether the document counts: it is in work or public. A document stays public when its correction is withdrawn.
    pub(super) const fn is_present(self) -> bool {
        self.state.is_in_work() || matches!(self.state, State::Published) || self.has_published_edition
    }
}

use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::doctor::{ExaminedYear, Issue, Subject};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{ActivityId, ChannelId, DivisionId, DocumentId, ResultId};
use prongsai_domain::organization::Organization;
use prongsai_domain::workflow::State;

use super::counts::IssueCounts;

/// What the doctor found in a year of an organization.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The organization.
    pub organization: Organization,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The day of the examination, in Thailand.
    pub examined_on: BuddhistDate,
    /// What was found: the most serious first, then what is late.
    pub issues: Vec<Issue>,
    pub(super) year: ExaminedYear,
    pub(super) places: Places,
}

/// The ids of what was examined, in the order of [`ExaminedYear`].
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) measures: Vec<MeasurePlace>,
    pub(super) documents: Vec<Place<DocumentId>>,
    pub(super) divisions: Vec<DivisionId>,
    pub(super) channels: Vec<ChannelId>,
}

/// Where a document, a result or an activity is stored.
#[derive(Clone, Debug)]
pub(super) struct Place<Id> {
    pub(super) id: Id,
    pub(super) key: String,
    pub(super) revision: i64,
}

/// Where a measure, its results and its activities are stored.
#[derive(Clone, Debug)]
pub(super) struct MeasurePlace {
    pub(super) measure: Place<DocumentId>,
    pub(super) results: Vec<Place<ResultId>>,
    pub(super) activities: Vec<Place<ActivityId>>,
}

/// What an issue is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExaminedThing {
    /// What it is.
    pub kind: ThingKind,
    /// The key in bundles.
    pub key: String,
    /// The title of a document; the beginning of the details of a result or of the text of an activity.
    pub title: String,
    /// The revision, which a change names in `If-Match`.
    pub revision: i64,
    /// The state of a document.
    pub state: Option<State>,
}

/// The kind of what an issue is about, with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThingKind {
    /// A document.
    Document(DocumentKind, DocumentId),
    /// A result of a measure.
    Result(DocumentId, ResultId),
    /// An activity for a measure.
    Activity(DocumentId, ActivityId),
}

/// The longest beginning of a text that stands for the title of a result or an activity, in characters.
const PART_TITLE_MAX: usize = 80;

impl Examination {
    /// How many issues there are.
    pub fn counts(&self) -> IssueCounts {
        IssueCounts::of(self.issues.iter())
    }

    /// The document, result or activity of a subject; `None` for the year, the analysis and the organization.
    pub fn thing(&self, subject: Subject) -> Option<ExaminedThing> {
        match subject {
            Subject::Year | Subject::Organization | Subject::Analysis => None,
            Subject::Measure(index) => {
                let (place, measure) = self.places.measures.get(index).zip(self.year.measures.get(index))?;
                Some(ExaminedThing {
                    kind: ThingKind::Document(DocumentKind::Measure, place.measure.id),
                    key: place.measure.key.clone(),
                    revision: place.measure.revision,
                    title: measure.content.title.clone(),
                    state: Some(measure.standing.state),
                })
            }
            Subject::Result { measure, result } => {
                let place = self.places.measures.get(measure)?;
                let at = place.results.get(result)?;
                let content = self.year.measures.get(measure)?.results.get(result)?;
                Some(ExaminedThing {
                    kind: ThingKind::Result(place.measure.id, at.id),
                    key: at.key.clone(),
                    revision: at.revision,
                    title: content.details.chars().take(PART_TITLE_MAX).collect(),
                    state: None,
                })
            }
            Subject::Activity { measure, activity } => {
                let place = self.places.measures.get(measure)?;
                let at = place.activities.get(activity)?;
                let content = self.year.measures.get(measure)?.activities.get(activity)?;
                Some(ExaminedThing {
                    kind: ThingKind::Activity(place.measure.id, at.id),
                    key: at.key.clone(),
                    revision: at.revision,
                    title: content.text.chars().take(PART_TITLE_MAX).collect(),
                    state: None,
                })
            }
            Subject::Document(index) => {
                let (place, document) = self.places.documents.get(index).zip(self.year.documents.get(index))?;
                Some(ExaminedThing {
                    kind: ThingKind::Document(document.content.kind(), place.id),
                    key: place.key.clone(),
                    revision: place.revision,
                    title: document.content.title().into_owned(),
                    state: Some(document.standing.state),
                })
            }
        }
    }

    /// The id of a channel of the organization, by its place in the examination.
    pub fn channel(&self, index: usize) -> Option<ChannelId> {
        self.places.channels.get(index).copied()
    }

    /// The id of a division of the organization, by its place in the examination.
    pub fn division(&self, index: usize) -> Option<DivisionId> {
        self.places.divisions.get(index).copied()
    }
}

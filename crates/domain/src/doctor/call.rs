use crate::catalogue::InstrumentCode;
use crate::channel::ChannelKind;
use crate::kind::DocumentKind;

/// What an issue is about. The numbers are indexes in [`ExaminedYear`](super::ExaminedYear).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The whole year.
    Year,
    /// The organization.
    Organization,
    /// The analysis.
    Analysis,
    /// A measure.
    Measure(usize),
    /// A result of a measure.
    Result {
        /// The measure.
        measure: usize,
        /// The result.
        result: usize,
    },
    /// An activity for a measure.
    Activity {
        /// The measure.
        measure: usize,
        /// The activity.
        activity: usize,
    },
    /// Another document.
    Document(usize),
}

/// A call of the API. A `field` is a member of the JSON that the call sends. A `value` is the whole value of the field, if it is
/// known; otherwise a person writes it. The numbers are indexes as in [`Subject`]; that of a division is one in the names of the
/// divisions of [`ExaminedYear::organization`](super::ExaminedYear::organization).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Write the analysis: all of it is sent.
    PutAnalysis {
        /// The field that matters; `None` if there is no analysis yet.
        field: Option<&'static str>,
        /// Its value.
        value: Option<String>,
    },
    /// Create a document.
    CreateDocument {
        /// The kind.
        kind: DocumentKind,
        /// The survey to which an announcement invites.
        survey: Option<InstrumentCode>,
    },
    /// Change a field of a measure or of another document that is a draft or was returned.
    ChangeDocument {
        /// The measure or document.
        subject: Subject,
        /// The field.
        field: &'static str,
        /// Its value.
        value: Option<String>,
    },
    /// Record a result.
    CreateResult {
        /// The measure.
        measure: usize,
    },
    /// Change a field of a result.
    ChangeResult {
        /// The measure.
        measure: usize,
        /// The result.
        result: usize,
        /// The field.
        field: &'static str,
        /// Its value.
        value: Option<String>,
    },
    /// Change a field of an activity.
    ChangeActivity {
        /// The measure.
        measure: usize,
        /// The activity.
        activity: usize,
        /// The field.
        field: &'static str,
        /// Its value.
        value: Option<String>,
    },
    /// Return a document to its drafters, with a reason.
    Return(Subject),
    /// Begin a new edition of a public document.
    Revise(Subject),
    /// Submit a document.
    Submit(Subject),
    /// Approve a document.
    Approve(Subject),
    /// Publish a document.
    Publish(Subject),
    /// Change a field of the organization.
    ChangeOrganization {
        /// The field.
        field: &'static str,
        /// Its value.
        value: Option<String>,
    },
    /// Add a channel to the organization.
    CreateChannel {
        /// The kind.
        kind: ChannelKind,
    },
    /// Replace a channel: all of it is sent.
    ReplaceChannel {
        /// The channel: an index in [`ExaminedChannels::others`](super::ExaminedChannels::others).
        channel: usize,
        /// The field that matters.
        field: &'static str,
    },
    /// Change the name of a division.
    ChangeDivision {
        /// The division.
        division: usize,
        /// The name.
        value: Option<String>,
    },
}

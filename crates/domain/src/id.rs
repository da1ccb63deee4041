//! Typed identifiers. Each is a UUID (version 7, so that ids sort by creation; contents and analyses from before 0.3
//! have random ones). A [`UserId`] cannot be passed where a [`DocumentId`] is expected.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that is known to be such an id.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The bare UUID, for storage and transport.
            pub const fn get(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

typed_id!(
    /// A local government (องค์กรปกครองส่วนท้องถิ่น).
    OrganizationId,
    /// A division (สำนัก, กอง) of a local government.
    DivisionId,
    /// A channel of a local government.
    ChannelId,
    /// What the link check knows about an address of a local government.
    LinkId,
    /// A person with a login.
    UserId,
    /// A role given to a person in a scope.
    MembershipId,
    /// Something that a person was told about an account.
    NoticeId,
    /// A document of any kind, with all its editions.
    DocumentId,
    /// An implementation result of a measure.
    ResultId,
    /// An activity for a measure.
    ActivityId,
    /// The analysis of a local government's fiscal year.
    AnalysisId,
    /// The scores of a local government in one assessment.
    ScoresId,
    /// The decisions about the findings that are drafted for an analysis.
    AnalysisDraftId,
    /// A template of a measure.
    MeasureTemplateId,
    /// An evidence file of a local government.
    FileId,
    /// One stored version of the content of a document, a result, an activity, an analysis, scores or a template.
    ContentId,
    /// What public answers and renditions show of an organization, at one moment.
    LetterheadId,
    /// One chain of refresh tokens, started by one login.
    SessionId,
    /// A token of a person for a script.
    ServiceTokenId,
    /// Work that outlives the request that caused it.
    JobId,
);

//! References to stored versions: by identity, edition or version, and the SHA-256 of the bytes.

use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, AnalysisId, DocumentId, ResultId};

/// The parts that a report shows. Each is named by its identity, its edition or version, and the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenReferences {
    /// The organization's name at submission.
    pub organization_name: String,
    /// The year's analysis, if there is one.
    pub analysis: Option<VersionReference<AnalysisId>>,
    /// The year's measures, in the order they were made.
    pub measures: Vec<MeasureReference>,
}

/// Names an edition of a measure, and the results and activities that are shown with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureReference {
    /// The measure.
    pub id: DocumentId,
    /// The number of its edition.
    pub edition: u32,
    /// SHA-256 of that edition's content, in hexadecimal.
    pub sha256: String,
    /// Its results, in the order they were made.
    pub results: Vec<VersionReference<ResultId>>,
    /// Its activities, in the order they were made. Reports of schema version 2 have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<VersionReference<ActivityId>>,
}

/// Names a version of an analysis, a result or an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionReference<Id> {
    /// The analysis, result or activity.
    pub id: Id,
    /// The number of the version.
    pub version: u32,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

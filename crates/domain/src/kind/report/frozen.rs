use serde::{Deserialize, Deserializer, Serialize};

use crate::activity::Activity;
use crate::analysis::Analysis;
use crate::id::{ActivityId, DocumentId, ResultId};
use crate::measure::Measure;
use crate::reference::FrozenReferences;
use crate::result::ImplementationResult;

/// The parts that a report shows, fixed when the report is submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Frozen {
    /// References to the parts.
    References(FrozenReferences),
    /// Copies of the parts. Only reports of schema version 1 have them; no new copy is written.
    Copies(FrozenYear),
}

/// The parts that a report shows, in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenYear {
    /// The organization's name at submission.
    pub organization_name: String,
    /// The year's analysis.
    pub analysis: Option<Analysis>,
    /// The year's measures, in the order they were made.
    pub measures: Vec<FrozenMeasure>,
}

impl FrozenYear {
    /// The year with the whole addresses of its evidence files, as a rendition needs them. `site` is the address of the site, without a
    /// slash at the end.
    #[must_use]
    pub fn at_site(mut self, site: &str) -> Self {
        for measure in &mut self.measures {
            let results = measure.results.iter_mut();
            let of_results = results.flat_map(|result| &mut result.content.evidence);
            let activities = measure.activities.iter_mut();
            let of_activities = activities.flat_map(|activity| &mut activity.content.evidence);
            for evidence in of_results.chain(of_activities) {
                if let Some(file) = &evidence.file {
                    evidence.url = format!("{site}{}", file.path());
                }
            }
        }
        self
    }
}

/// A measure as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenMeasure {
    /// The measure.
    pub id: DocumentId,
    /// The number of the edition that was taken.
    pub edition: u32,
    /// SHA-256 of that edition's canonical content, in hexadecimal.
    pub content_sha256: String,
    /// Its content.
    pub content: Measure,
    /// Its results.
    pub results: Vec<FrozenResult>,
    /// Its activities. Copies have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<FrozenActivity>,
}

/// A result as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenResult {
    /// The result.
    pub id: ResultId,
    /// Its content.
    pub content: ImplementationResult,
}

/// An activity as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenActivity {
    /// The activity.
    pub id: ActivityId,
    /// Its content.
    pub content: Activity,
}

impl Frozen {
    /// The references; `None` for a report that carries copies.
    pub const fn references(&self) -> Option<&FrozenReferences> {
        match self {
            Self::References(references) => Some(references),
            Self::Copies(_) => None,
        }
    }
}

/// Reads the form that is written now: references. `version_1.rs` reads copies.
impl<'de> Deserialize<'de> for Frozen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        FrozenReferences::deserialize(deserializer).map(Self::References)
    }
}

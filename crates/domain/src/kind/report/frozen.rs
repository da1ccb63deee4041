use serde::{Deserialize, Deserializer, Serialize};

use crate::analysis::Analysis;
use crate::id::{DocumentId, ResultId};
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
        let results = self.measures.iter_mut().flat_map(|measure| &mut measure.results);
        for evidence in results.flat_map(|result| &mut result.content.evidence) {
            if let Some(file) = &evidence.file {
                evidence.url = format!("{site}{}", file.path());
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

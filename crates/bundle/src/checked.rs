use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Content;
use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::Measure;
use prongsai_domain::organization::OrganizationProfile;

use crate::text::Written;

/// A bundle that passed the check, without the results of its measures. They are too many to be in memory together, so
/// [`read_result`](crate::check::read_result) reads them again from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBundle {
    /// The organization as the bundle describes it.
    pub organization: OrganizationProfile,
    /// The divisions that the import adds.
    pub new_divisions: Vec<NewDivision>,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The analysis.
    pub analysis: Option<CheckedAnalysis>,
    /// The measures.
    pub measures: Vec<CheckedMeasure>,
    /// The other documents.
    pub documents: Vec<CheckedDocument>,
    /// The forms in which the bundle is written. All pointers of checked entries use lists.
    pub written: Written,
}

/// An analysis of a bundle that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedAnalysis {
    /// The content. The keys of its findings are those that they have within the bundle.
    pub content: Analysis,
    /// Of each finding, whether the bundle states its key.
    pub stated_findings: Vec<bool>,
    /// The stated revision.
    pub revision: Option<u64>,
}

/// A division that a bundle names and that the organization does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDivision {
    /// The new id.
    pub id: DivisionId,
    /// The name.
    pub name: String,
    /// JSON pointer of the place where it is first named.
    pub pointer: String,
}

/// A document of a bundle that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDocument {
    /// JSON pointer of its place in the bundle; see [`Written::pointer`].
    pub pointer: String,
    /// The key, unique within the year and the kind. A key that the bundle does not state has the number of
    /// the place, such as `report-2`. The import may replace it by the key of a stored document.
    pub key: String,
    /// Whether the bundle states the key.
    pub is_key_stated: bool,
    /// The stated revision.
    pub revision: Option<u64>,
    /// The content.
    pub content: Content,
    /// The length of its text in the bundle, in bytes. An import writes in chunks of limited length.
    pub size: usize,
}

/// A measure of a bundle that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedMeasure {
    /// The key, unique within the year.
    pub key: String,
    /// The stated revision.
    pub revision: Option<u64>,
    /// The content. The keys of its steps are those that they have within the bundle.
    pub content: Measure,
    /// Of each step, whether the bundle states its key.
    pub stated_steps: Vec<bool>,
    /// Whether it has results whose keys the bundle does not state.
    pub has_unkeyed_results: bool,
    /// The length of its text in the bundle without the results, in bytes.
    pub size: usize,
}

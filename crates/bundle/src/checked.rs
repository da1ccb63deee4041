use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Content;
use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::Measure;
use prongsai_domain::organization::OrganizationProfile;
use prongsai_domain::result::ImplementationResult;

/// A bundle that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBundle {
    /// The organization as the bundle describes it.
    pub organization: OrganizationProfile,
    /// The divisions that do not exist yet.
    pub new_divisions: Vec<NewDivision>,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The analysis.
    pub analysis: Option<Analysis>,
    /// The measures.
    pub measures: Vec<CheckedMeasure>,
    /// The other documents.
    pub documents: Vec<CheckedDocument>,
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
    /// JSON pointer of its place in the bundle; see [`Bundle::written_pointer`](crate::Bundle::written_pointer).
    pub pointer: String,
    /// The key, unique within the year and the kind.
    pub key: String,
    /// The content.
    pub content: Content,
}

/// A measure of a bundle that passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedMeasure {
    /// The key, unique within the year.
    pub key: String,
    /// The content.
    pub content: Measure,
    /// The results, each with its key.
    pub results: Vec<(String, ImplementationResult)>,
}

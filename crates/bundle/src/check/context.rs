use prongsai_domain::analysis::Analysis;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::organization::{Division, Organization};

use super::geography::Geography;

/// The stored data that the check of a bundle needs.
#[derive(Clone, Copy, Debug)]
pub struct CheckContext<'a> {
    /// The catalogue of the bundle's fiscal year.
    pub catalogue: &'a Catalogue,
    /// The catalogue of the year whose result is analysed.
    pub assessed_catalogue: &'a Catalogue,
    /// Provinces and districts.
    pub geography: Geography<'a>,
    /// The stored organization, if it exists.
    pub organization: Option<&'a Organization>,
    /// The divisions of the stored organization.
    pub divisions: &'a [Division],
    /// Whether the bundle may add divisions to a stored organization. It may always add those in the list of an organization
    /// that it adds.
    pub creates_divisions: bool,
    /// The stored analysis of the year, for a bundle without one.
    pub analysis: Option<&'a Analysis>,
}

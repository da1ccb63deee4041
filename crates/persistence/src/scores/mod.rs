//! The scores of organizations, one card per programme and fiscal year. A card is content: each change is a new version.

mod medians;
mod read;
mod write;

use jiff::Timestamp;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{OrganizationId, ScoresId, UserId};
use prongsai_domain::score::YearScores;

pub use write::PutScores;

/// Scores as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredScores {
    /// The id.
    pub id: ScoresId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// Number of changes; the entity tag.
    pub revision: i64,
    /// The scores, with their programme and year.
    pub content: YearScores,
    /// The stored version of the content.
    pub version: ContentVersion,
    /// The person who changed them last.
    pub updated_by: UserId,
    /// Time of the last change, in UTC.
    pub updated_at: Timestamp,
}

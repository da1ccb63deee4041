//! Templates of measures: of the platform, of provinces and of organizations.

mod platform;
mod read;
mod write;

use jiff::Timestamp;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{MeasureTemplateId, OrganizationId, UserId};
use prongsai_domain::template::{MeasureTemplate, OwnerScope};

pub(crate) use platform::missing_templates;
pub use read::TemplateVisibility;

/// Who keeps a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateOwner {
    /// The platform.
    Platform,
    /// A province.
    Province(ProvinceCode),
    /// An organization.
    Organization(OrganizationId),
}

impl TemplateOwner {
    /// The scope.
    pub const fn scope(&self) -> OwnerScope {
        match self {
            Self::Platform => OwnerScope::Platform,
            Self::Province(_) => OwnerScope::Province,
            Self::Organization(_) => OwnerScope::Organization,
        }
    }
}

/// A template as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTemplate {
    /// The id.
    pub id: MeasureTemplateId,
    /// Who keeps it.
    pub owner: TemplateOwner,
    /// Number of changes; the entity tag.
    pub revision: i64,
    /// The template.
    pub content: MeasureTemplate,
    /// The stored version of the content.
    pub version: ContentVersion,
    /// The person who changed it last; `None` if it came with the program.
    pub updated_by: Option<UserId>,
    /// Time of the last change, in UTC.
    pub updated_at: Timestamp,
}

use jiff::Timestamp;
use prongsai_domain::announcement::Audience;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Error;

/// A published edition, read back from the bytes that the public is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LiveEdition {
    pub(super) id: DocumentId,
    pub(super) organization_id: OrganizationId,
    pub(super) fiscal_year: FiscalYear,
    pub(super) edition: u32,
    pub(super) content: Content,
    pub(super) content_sha256: String,
    pub(super) published_at: Timestamp,
}

/// What stands in the bytes beside the content; see [`PublicDocument`](crate::public::PublicDocument).
#[derive(Deserialize)]
struct Head {
    id: DocumentId,
    organization: Office,
    fiscal_year: FiscalYear,
    edition: u32,
    published_at: Timestamp,
    content_sha256: String,
}

#[derive(Deserialize)]
struct Office {
    id: OrganizationId,
}

/// The fields of [`Head`].
const HEAD: [&str; 6] = [
    "id",
    "organization",
    "fiscal_year",
    "edition",
    "published_at",
    "content_sha256",
];

impl LiveEdition {
    /// Reads the bytes.
    pub(super) fn parse(kind: DocumentKind, body: &str) -> Result<Self, Error> {
        let unreadable =
            |error: serde_json::Error| Error::Internal(format!("a published {kind} cannot be read: {error}"));
        let head: Head = serde_json::from_str(body).map_err(unreadable)?;
        let mut content: Map<String, Value> = serde_json::from_str(body).map_err(unreadable)?;
        for field in HEAD {
            content.remove(field);
        }
        let content = Value::Object(content);
        let content = match kind {
            DocumentKind::Measure => Content::Measure(serde_json::from_value(content).map_err(unreadable)?),
            DocumentKind::Report => Content::Report(serde_json::from_value(content).map_err(unreadable)?),
            DocumentKind::Announcement => Content::Announcement(serde_json::from_value(content).map_err(unreadable)?),
        };
        Ok(Self {
            id: head.id,
            organization_id: head.organization.id,
            fiscal_year: head.fiscal_year,
            edition: head.edition,
            content,
            content_sha256: head.content_sha256,
            published_at: head.published_at,
        })
    }

    pub(super) const fn kind(&self) -> DocumentKind {
        self.content.kind()
    }

    pub(super) fn is_internal(&self) -> bool {
        self.content.audience() == Some(Audience::Internal)
    }
}

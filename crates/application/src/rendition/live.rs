use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::report::FrozenYear;
use prongsai_persistence::{Overrides, PublicEdition, read_document};
use serde::Deserialize;

use super::issuer::IssuerSnapshot;
use super::manuscript::DocumentWork;
use crate::document::load_frozen;
use crate::public::content_of;
use crate::{App, Error};

/// A published edition, read from the public body that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LiveEdition {
    pub(super) id: DocumentId,
    pub(super) organization_id: OrganizationId,
    pub(super) fiscal_year: FiscalYear,
    pub(super) edition: u32,
    pub(super) content: Content,
    /// The parts that a report refers to.
    pub(super) year: Option<FrozenYear>,
    pub(super) content_sha256: String,
    pub(super) published_at: Timestamp,
    pub(super) overrides: Overrides,
}

/// The fields of the body in addition to the content; see [`PublicHead`](crate::public::PublicHead).
#[derive(Deserialize)]
struct Head {
    id: DocumentId,
    organization: HeadOrganization,
    fiscal_year: FiscalYear,
    edition: u32,
    published_at: Timestamp,
    content_sha256: String,
}

#[derive(Deserialize)]
struct HeadOrganization {
    id: OrganizationId,
}

impl LiveEdition {
    /// Reads the body, and loads the parts that a report refers to.
    pub(super) async fn load(app: &App, edition: &PublicEdition) -> Result<Self, Error> {
        let mut live = Self::parse(edition)?;
        let year = load_frozen(&app.store, &live.content).await?;
        live.year = year.map(|year| year.at_site(app.services.renditions.public_url()));
        Ok(live)
    }

    fn parse(edition: &PublicEdition) -> Result<Self, Error> {
        let (kind, body) = (edition.kind, &edition.body);
        let unreadable =
            |error: serde_json::Error| Error::Internal(format!("a published {kind} cannot be read: {error}"));
        let head: Head = serde_json::from_str(body).map_err(unreadable)?;
        let content = read_document(kind, edition.schema_version, &content_of(body)?)?;
        Ok(Self {
            id: head.id,
            organization_id: head.organization.id,
            fiscal_year: head.fiscal_year,
            edition: head.edition,
            content,
            year: None,
            content_sha256: head.content_sha256,
            published_at: head.published_at,
            overrides: edition.overrides.clone(),
        })
    }

    /// The content of its rendition. The issuer snapshot has its approval. The overrides are those beside the body: a
    /// snapshot from before 0.3 does not have them.
    pub(super) fn document(&self, issuer: &IssuerSnapshot) -> DocumentWork {
        DocumentWork::new(self.content.clone(), self.year.clone(), issuer, self.overrides.clone())
    }

    pub(super) const fn kind(&self) -> DocumentKind {
        self.content.kind()
    }

    pub(super) fn is_internal(&self) -> bool {
        self.content.facets().is_internal
    }
}

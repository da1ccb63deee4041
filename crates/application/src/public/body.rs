use jiff::Timestamp;
use prongsai_domain::document::Content;
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_persistence::Current;
use serde::Serialize;

/// A published edition as the public is served it: who, which, when, and the content beside it. Its canonical JSON is
/// kept at publication, so that what was published is served to the byte for as long as it is live.
#[derive(Serialize)]
pub struct PublicDocument<'a> {
    id: DocumentId,
    organization: PublicOffice<'a>,
    fiscal_year: u16,
    edition: u32,
    published_at: String,
    /// SHA-256 of the content's canonical JSON.
    content_sha256: &'a str,
    #[serde(flatten)]
    content: &'a Content,
}

#[derive(Serialize)]
struct PublicOffice<'a> {
    id: OrganizationId,
    name_th: &'a str,
    kind: OrganizationKind,
    province_code: &'a ProvinceCode,
}

impl<'a> PublicDocument<'a> {
    /// Puts a published edition together.
    pub fn new(current: &'a Current, office: &'a Organization, content_sha256: &'a str, at: Timestamp) -> Self {
        Self {
            id: current.document.id,
            organization: PublicOffice {
                id: office.id,
                name_th: &office.profile.name_th,
                kind: office.profile.kind,
                province_code: &office.profile.province_code,
            },
            fiscal_year: current.document.fiscal_year.get(),
            edition: current.edition.number,
            published_at: at.to_string(),
            content_sha256,
            content: &current.edition.content,
        }
    }
}

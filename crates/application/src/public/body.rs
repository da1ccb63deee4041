use std::collections::BTreeMap;

use jiff::Timestamp;
use prongsai_domain::document::{Content, Edition};
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::{ActivityId, DocumentId, OrganizationId, ResultId};
use prongsai_domain::report::FrozenReferences;
use prongsai_persistence::{Current, StoredContent};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::document::Parts;
use crate::rendition::LetterheadSnapshot;

/// The fields of a published edition in addition to its content.
#[derive(Serialize)]
pub(crate) struct PublicHead<'a> {
    content_sha256: &'a str,
    edition: u32,
    fiscal_year: u16,
    /// The reasons for which authors approved the measures that a report shows, by measure.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    frozen_overrides: BTreeMap<DocumentId, String>,
    id: DocumentId,
    organization: PublicOrganization<'a>,
    /// The reason for an approval by an author. Absent for other approvals.
    #[serde(skip_serializing_if = "Option::is_none")]
    override_reason: Option<&'a str>,
    published_at: String,
}

// The fields are in canonical order, by name.
#[derive(Serialize)]
struct PublicOrganization<'a> {
    id: OrganizationId,
    kind: OrganizationKind,
    name_th: &'a str,
    province_code: &'a ProvinceCode,
}

/// The fields of a JSON object. The values keep their bytes.
type Fields = BTreeMap<String, Box<RawValue>>;

impl<'a> PublicHead<'a> {
    /// The head of an edition that is published at the time `at`.
    pub(crate) fn new(
        current: &'a Current,
        letterhead: &'a LetterheadSnapshot,
        frozen_overrides: BTreeMap<DocumentId, String>,
        at: Timestamp,
    ) -> Self {
        Self {
            content_sha256: &current.edition.version.sha256,
            edition: current.edition.number,
            fiscal_year: current.document.fiscal_year.get(),
            frozen_overrides,
            id: current.document.id,
            organization: PublicOrganization {
                id: current.document.jurisdiction.organization_id,
                kind: letterhead.kind,
                name_th: &letterhead.name_th,
                province_code: &letterhead.province_code,
            },
            override_reason: override_reason(&current.edition),
            published_at: at.to_string(),
        }
    }

    /// Makes the public body that is stored: the head and the stored content, in canonical order. The bytes of the
    /// content's fields do not change.
    ///
    /// # Errors
    /// [`Error::Internal`] if the content is not a JSON object.
    pub(crate) fn around(&self, content: &str) -> Result<String, Error> {
        let head = serde_json::to_string(self).map_err(unreadable)?;
        let mut fields: Fields = serde_json::from_str(content).map_err(unreadable)?;
        fields.extend(serde_json::from_str::<Fields>(&head).map_err(unreadable)?);
        serde_json::to_string(&fields).map_err(unreadable)
    }
}

/// The fields of [`PublicHead`]. The SQL function `is_head_field` has the same list.
const HEAD: [&str; 8] = [
    "content_sha256",
    "edition",
    "fiscal_year",
    "frozen_overrides",
    "id",
    "organization",
    "override_reason",
    "published_at",
];

/// The reason of the approval, if an author approved.
pub(crate) fn override_reason(edition: &Edition) -> Option<&str> {
    let approval = edition.approval().filter(|act| act.is_override)?;
    approval.reason.as_deref()
}

/// The stored content in a public body: the body without its head.
///
/// # Errors
/// [`Error::Internal`] if the body is not a JSON object.
pub(crate) fn content_of(body: &str) -> Result<String, Error> {
    let mut fields: Fields = serde_json::from_str(body).map_err(unreadable)?;
    for field in HEAD {
        fields.remove(field);
    }
    serde_json::to_string(&fields).map_err(unreadable)
}

/// The entity tag of the public answer: the SHA-256 of its bytes.
///
/// # Errors
/// [`Error::Internal`] if a part is missing.
pub(crate) fn etag(content: &Content, body: &str, parts: &[StoredContent]) -> Result<String, Error> {
    let digest = match content.references() {
        Some(frozen) => Sha256::digest(served(body, frozen, parts)?),
        None => Sha256::digest(body),
    };
    Ok(hex::encode(digest))
}

/// The public answer for a report. In the stored body, `frozen` has the references; in the answer, `frozen` has the
/// stored bytes of the parts and `frozen_references` has the references. With the references in `frozen` again, and
/// without the head, the canonical form has the hash `content_sha256`.
///
/// # Errors
/// [`Error::Internal`] if a part is missing.
pub(crate) fn served(body: &str, frozen: &FrozenReferences, parts: &[StoredContent]) -> Result<String, Error> {
    let parts = Parts::new(parts);
    let mut measures = Vec::with_capacity(frozen.measures.len());
    for measure in &frozen.measures {
        let results = measure.results.iter().map(|one| {
            Ok(ServedPart {
                content: raw(parts.get(one.id.get(), &one.sha256)?)?,
                id: one.id,
            })
        });
        let activities = measure.activities.iter().map(|one| {
            Ok(ServedPart {
                content: raw(parts.get(one.id.get(), &one.sha256)?)?,
                id: one.id,
            })
        });
        measures.push(ServedMeasure {
            activities: activities.collect::<Result<_, Error>>()?,
            content: raw(parts.get(measure.id.get(), &measure.sha256)?)?,
            content_sha256: &measure.sha256,
            edition: measure.edition,
            id: measure.id,
            results: results.collect::<Result<_, Error>>()?,
        });
    }
    let year = ServedYear {
        analysis: frozen
            .analysis
            .as_ref()
            .map(|one| raw(parts.get(one.id.get(), &one.sha256)?))
            .transpose()?,
        measures,
        organization_name: &frozen.organization_name,
    };
    let year = serde_json::value::to_raw_value(&year).map_err(unreadable)?;
    let mut fields: Fields = serde_json::from_str(body).map_err(unreadable)?;
    if let Some(names) = fields.insert("frozen".to_owned(), year) {
        fields.insert("frozen_references".to_owned(), names);
    }
    serde_json::to_string(&fields).map_err(unreadable)
}

// The fields are in canonical order, by name.
#[derive(Serialize)]
struct ServedYear<'a> {
    analysis: Option<&'a RawValue>,
    measures: Vec<ServedMeasure<'a>>,
    organization_name: &'a str,
}

#[derive(Serialize)]
struct ServedMeasure<'a> {
    // A report without activities is served as before they were known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    activities: Vec<ServedPart<'a, ActivityId>>,
    content: &'a RawValue,
    content_sha256: &'a str,
    edition: u32,
    id: DocumentId,
    results: Vec<ServedPart<'a, ResultId>>,
}

#[derive(Serialize)]
struct ServedPart<'a, Id> {
    content: &'a RawValue,
    id: Id,
}

fn raw(part: &StoredContent) -> Result<&RawValue, Error> {
    serde_json::from_str(&part.body).map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err takes")]
fn unreadable(error: serde_json::Error) -> Error {
    Error::Internal(format!("what is public cannot be read: {error}"))
}

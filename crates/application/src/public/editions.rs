use std::collections::BTreeMap;

use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::PublishedEdition;
use serde_json::value::RawValue;

use super::body::content_of;
use super::read::put_together;
use super::{PublicAnswer, PublicDocument};
use crate::{App, Error};

/// An edition that is or was public, in the list of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionEntry {
    /// The edition and its status.
    pub edition: PublishedEdition,
    /// SHA-256 of the content, as the body states it.
    pub content_sha256: String,
    /// The fields of the content that differ from the public edition before it, by name. The system compares them.
    pub changed_fields: Vec<String>,
}

/// The editions of a document that are or were public, newest first.
///
/// # Errors
/// [`Error::NotFound`] if it was never public.
pub async fn editions(app: &App, kind: DocumentKind, id: DocumentId) -> Result<Vec<EditionEntry>, Error> {
    let editions = app.store.published_editions_of(kind, id).await?;
    if editions.is_empty() {
        return Err(Error::NotFound);
    }
    let mut entries = Vec::with_capacity(editions.len());
    let mut before: Option<Fields> = None;
    for edition in editions {
        let body = &edition.edition.body;
        let fields = fields(&content_of(body)?)?;
        entries.push(EditionEntry {
            content_sha256: stated_sha256(body)?,
            changed_fields: before
                .as_ref()
                .map_or_else(Vec::new, |before| differing(before, &fields)),
            edition,
        });
        before = Some(fields);
    }
    entries.reverse();
    Ok(entries)
}

/// The public answer for one edition: the bytes that were public, also after it was superseded.
///
/// # Errors
/// [`Error::NotFound`] if it was never public; [`Error::Gone`] if it or the whole document was withdrawn.
pub async fn edition(app: &App, kind: DocumentKind, (id, number): (DocumentId, u32)) -> Result<PublicAnswer, Error> {
    let editions = app.store.published_editions_of(kind, id).await?;
    let of_document = editions
        .iter()
        .find(|one| one.is_current)
        .and_then(|one| one.withdrawn.clone());
    let found = editions.into_iter().find(|one| one.edition.edition == number);
    let PublishedEdition {
        edition,
        etag,
        withdrawn,
        ..
    } = found.ok_or(Error::NotFound)?;
    if let Some((at, reason)) = withdrawn.or(of_document) {
        return Err(Error::Gone { reason, at });
    }
    let document: PublicDocument = put_together(app, edition, etag).await?;
    Ok(PublicAnswer::new(document))
}

type Fields = BTreeMap<String, Box<RawValue>>;

fn fields(object: &str) -> Result<Fields, Error> {
    serde_json::from_str(object).map_err(|error| Error::Internal(format!("a public body cannot be read: {error}")))
}

/// The names of the fields that differ. Values are canonical, so equal values have equal bytes.
fn differing(before: &Fields, after: &Fields) -> Vec<String> {
    let value = |fields: &Fields, name: &str| fields.get(name).map(|value| value.get().to_owned());
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter(|name| value(before, name) != value(after, name))
        .cloned()
        .collect()
}

fn stated_sha256(body: &str) -> Result<String, Error> {
    #[derive(serde::Deserialize)]
    struct Head {
        content_sha256: String,
    }
    let head: Head = serde_json::from_str(body).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(head.content_sha256)
}

use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublishedEdition, WithdrawnMeasure};

use super::PublicAnswer;
use super::read::put_together;
use crate::{App, Error};

/// An edition in the list of the public editions of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionEntry {
    /// The edition and its status.
    pub edition: PublishedEdition,
    /// Whether its content can be read. The note and the hashes of what is withdrawn are not shown: they could tell
    /// what was removed.
    pub is_readable: bool,
    /// The measures that the edition shows and that were withdrawn since. Empty for documents that show no other ones.
    pub withdrawn_measures: Vec<WithdrawnMeasure>,
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
    let is_withdrawn = withdrawal_of_document(&editions).is_some();
    let withdrawn = withdrawn_measures(app, kind, id).await?;
    let entries = editions.into_iter().rev().map(|edition| EditionEntry {
        is_readable: !is_withdrawn && edition.withdrawn.is_none(),
        withdrawn_measures: withdrawn
            .iter()
            .filter(|one| one.edition == edition.edition)
            .cloned()
            .collect(),
        edition,
    });
    Ok(entries.collect())
}

/// The measures that the editions of a document show and that were withdrawn since. The bytes of an edition never
/// change, so its withdrawn measures are named beside them.
pub(crate) async fn withdrawn_measures(
    app: &App,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<Vec<WithdrawnMeasure>, Error> {
    if kind.has_references() {
        Ok(app.store.withdrawn_measures_of(id).await?)
    } else {
        Ok(Vec::new())
    }
}

/// The entity tag of one edition, also after it was superseded. Nothing else is read for it.
///
/// # Errors
/// [`Error::NotFound`] if it was never public; [`Error::Gone`] if it or the whole document was withdrawn.
pub async fn edition_etag(app: &App, kind: DocumentKind, (id, number): (DocumentId, u32)) -> Result<String, Error> {
    let editions = app.store.published_editions_of(kind, id).await?;
    let of_document = withdrawal_of_document(&editions);
    let found = editions.into_iter().find(|one| one.edition == number);
    let PublishedEdition { etag, withdrawn, .. } = found.ok_or(Error::NotFound)?;
    match withdrawn.or(of_document) {
        Some((at, reason)) => Err(Error::Gone { reason, at }),
        None => Ok(etag),
    }
}

/// The public answer for one edition with this entity tag: the bytes that were public.
///
/// # Errors
/// [`Error::NotFound`] if it is no longer public.
pub async fn edition(
    app: &App,
    kind: DocumentKind,
    (id, number): (DocumentId, u32),
    etag: String,
) -> Result<PublicAnswer, Error> {
    let found = app.store.published_bytes(kind, id, number).await?;
    let document = put_together(app, found.ok_or(Error::NotFound)?, etag).await?;
    Ok(PublicAnswer::new(document))
}

/// When and why the last public edition was withdrawn, and with it the document.
fn withdrawal_of_document(editions: &[PublishedEdition]) -> Option<(jiff::Timestamp, String)> {
    editions
        .iter()
        .find(|one| one.is_current)
        .and_then(|one| one.withdrawn.clone())
}

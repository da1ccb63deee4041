use std::sync::Arc;

use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublicBody, PublicEdition, PublicationFilter, PublicationSummary, read_document};
use serde::Deserialize;

use super::body::{content_of, served};
use super::cache::Cached;
use super::{PublicAnswer, PublicDocument};
use crate::document::content_keys;
use crate::{App, Error};

/// Finds the public answer for a document, in the cache or in the database.
///
/// # Errors
/// [`Error::NotFound`] if it was never public; [`Error::Gone`] if it was withdrawn.
pub async fn document(app: &App, kind: DocumentKind, id: DocumentId) -> Result<PublicAnswer, Error> {
    let cache = &app.services.public_cache;
    let cached = if let Some(cached) = cache.get(kind, id) {
        cached
    } else {
        let moment = cache.moment();
        let read = app.services.public_reads.find(&app.store, (kind, id)).await?;
        let body = read.ok_or(Error::NotFound)?;
        let cached = match body {
            PublicBody::Live { edition, etag } => Cached::Live(Arc::new(put_together(app, edition, etag).await?)),
            PublicBody::Withdrawn { reason, at } => Cached::Withdrawn { reason, at },
        };
        cache.keep(kind, id, &cached, moment);
        cached
    };
    match cached {
        Cached::Live(document) => Ok(document),
        Cached::Withdrawn { reason, at } => Err(Error::Gone { reason, at }),
    }
}

/// Replaces the references of a report with the parts; other documents are served as they are stored.
pub(super) async fn put_together(app: &App, edition: PublicEdition, etag: String) -> Result<PublicDocument, Error> {
    if !edition.kind.has_references() {
        return Ok(PublicDocument {
            edition,
            etag,
            served: None,
        });
    }
    let content = content_of(&edition.body)?;
    let content = read_document(edition.kind, edition.schema_version, &content)?;
    let served = match content.references() {
        Some(frozen) => {
            let parts = app.store.contents(&content_keys(frozen)).await?;
            Some(served(&edition.body, frozen, &parts)?)
        }
        None => None,
    };
    Ok(PublicDocument { edition, etag, served })
}

/// Lists the public documents of a kind, oldest first, from the one after `after`.
///
/// # Errors
/// [`Error::Unavailable`] if the database is not available.
pub async fn documents(
    app: &App,
    kind: DocumentKind,
    filter: &PublicationFilter,
    after: Option<DocumentId>,
    limit: i64,
) -> Result<Vec<PublicationSummary>, Error> {
    Ok(app.store.list_publications(kind, filter, after, limit).await?)
}

/// The link that the QR code of a published invitation contains, and the invitation.
///
/// # Errors
/// As [`document`]; [`Error::NotFound`] for an announcement without a survey.
pub async fn survey_link(app: &App, id: DocumentId) -> Result<(String, PublicAnswer), Error> {
    #[derive(Deserialize)]
    struct Invitation {
        survey: Option<Survey>,
    }
    #[derive(Deserialize)]
    struct Survey {
        url: String,
    }
    let answer = document(app, DocumentKind::Announcement, id).await?;
    let invitation: Invitation =
        serde_json::from_str(answer.body()).map_err(|error| Error::Internal(error.to_string()))?;
    let survey = invitation.survey.ok_or(Error::NotFound)?;
    Ok((survey.url, answer))
}

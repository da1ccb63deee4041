use std::sync::Arc;

use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublicBody, PublicationFilter, PublicationSummary};
use serde::Deserialize;

use super::PublicAnswer;
use crate::{App, Error};

/// The public answer for a document, from the cache where it is fresh.
///
/// # Errors
/// [`Error::NotFound`] when it is not, and was not, public; [`Error::Gone`] when it was withdrawn.
pub async fn document(app: &App, kind: DocumentKind, id: DocumentId) -> Result<PublicAnswer, Error> {
    let cache = &app.services.public_cache;
    let answer = if let Some(answer) = cache.get(kind, id) {
        answer
    } else {
        let moment = cache.moment();
        let body = app.store.find_public_body(kind, id).await?.ok_or(Error::NotFound)?;
        let answer = Arc::new(body);
        cache.keep(kind, id, &answer, moment);
        answer
    };
    match answer.as_ref() {
        PublicBody::Live { .. } => Ok(answer),
        PublicBody::Withdrawn { reason, at } => Err(Error::Gone {
            reason: reason.clone(),
            at: *at,
        }),
    }
}

/// The public documents of a kind, oldest first, after `after`.
///
/// # Errors
/// [`Error::Unavailable`] when the database is.
pub async fn documents(
    app: &App,
    kind: DocumentKind,
    filter: &PublicationFilter,
    after: Option<DocumentId>,
    limit: i64,
) -> Result<Vec<PublicationSummary>, Error> {
    Ok(app.store.list_publications(kind, filter, after, limit).await?)
}

/// The link that a published invitation's QR code says.
///
/// # Errors
/// As [`document`]; [`Error::NotFound`] for an announcement without a survey.
pub async fn survey_link(app: &App, id: DocumentId) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Invitation {
        survey: Option<Survey>,
    }
    #[derive(Deserialize)]
    struct Survey {
        url: String,
    }
    let answer = document(app, DocumentKind::Announcement, id).await?;
    let PublicBody::Live { body, .. } = answer.as_ref() else {
        return Err(Error::NotFound);
    };
    let invitation: Invitation = serde_json::from_str(body).map_err(|error| Error::Internal(error.to_string()))?;
    invitation.survey.map(|survey| survey.url).ok_or(Error::NotFound)
}

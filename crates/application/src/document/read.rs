use prongsai_domain::access::{Action, Actor, authorize, sees};
use prongsai_domain::document::{DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_persistence::{Current, DocumentFilter, DocumentSummary, HistoryEntry, Transaction, Visibility};

use super::DocumentView;
use crate::{App, Context, Error};

/// A page of a list of documents.
pub type DocumentPage = Vec<DocumentSummary>;

/// A document with the edition that the actor is shown.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see any of its editions.
pub async fn find(app: &App, context: &Context, kind: DocumentKind, id: DocumentId) -> Result<DocumentView, Error> {
    let current = app
        .store
        .find_current(kind, id, &Visibility::of(&context.actor))
        .await?
        .ok_or(Error::NotFound)?;
    Ok(DocumentView::for_actor(&context.actor, current))
}

/// The documents that the actor may see, oldest first, after `after`.
///
/// # Errors
/// [`Error::Unavailable`] when the database is.
pub async fn list(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    filter: &DocumentFilter,
    after: Option<DocumentId>,
    limit: i64,
) -> Result<DocumentPage, Error> {
    Ok(app
        .store
        .list_documents(kind, filter, &Visibility::of(&context.actor), after, limit)
        .await?)
}

/// The editions of a document that the actor may see, newest first.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see any.
pub async fn editions(app: &App, context: &Context, kind: DocumentKind, id: DocumentId) -> Result<Vec<Edition>, Error> {
    let editions = app.store.editions_of(kind, id, &Visibility::of(&context.actor)).await?;
    if editions.is_empty() {
        Err(Error::NotFound)
    } else {
        Ok(editions)
    }
}

/// What was done to a document, oldest first, after the entry `after`.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::Forbidden`].
pub async fn history(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<HistoryEntry>, Error> {
    let view = find(app, context, kind, id).await?;
    authorize(&context.actor, Action::ReadHistory, &view.document.place)?;
    Ok(app.store.history_of(id, after, limit).await?)
}

/// An office in which the actor may do something.
///
/// # Errors
/// [`Error::NotFound`] when the actor does not see it, [`Error::Forbidden`] when he may not.
pub(crate) async fn office(
    app: &App,
    context: &Context,
    id: OrganizationId,
    action: Action,
) -> Result<Organization, Error> {
    let organization = app.store.find_organization(id).await?.ok_or(Error::NotFound)?;
    authorize(&context.actor, action, &organization.place())?;
    Ok(organization)
}

/// Locks a document that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when he may not.
pub(crate) async fn lock_visible(
    transaction: &mut Transaction,
    actor: &Actor,
    kind: DocumentKind,
    id: DocumentId,
) -> Result<Current, Error> {
    let current = transaction.lock_document(kind, id).await?.ok_or(Error::NotFound)?;
    if !sees(actor, &current.document.place) {
        return Err(Error::NotFound);
    }
    let reads_drafts = authorize(actor, Action::ReadDrafts, &current.document.place).is_ok();
    let shown = reads_drafts || current.edition.state.is_visible_to_supervisors() || current.live_edition.is_some();
    if shown { Ok(current) } else { Err(Error::NotFound) }
}

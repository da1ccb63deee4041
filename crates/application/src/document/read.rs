use prongsai_domain::access::{Action, authorize};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{DocumentKind, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_domain::report::FrozenYear;
use prongsai_persistence::{DocumentFilter, DocumentSummary, HistoryEntry, Visibility};

use super::selection::digest_of_year;
use super::{DocumentView, load_frozen};
use crate::catalogue::NACC_ITA;
use crate::{App, Context, Error};

/// Finds a document, with the edition that the actor may see: see [`DocumentView::edition`].
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see any of its editions.
pub async fn find(app: &App, context: &Context, kind: DocumentKind, id: DocumentId) -> Result<DocumentView, Error> {
    let current = app
        .store
        .find_current(kind, id, &Visibility::of(&context.actor))
        .await?
        .ok_or(Error::NotFound)?;
    let frozen = load_frozen(&app.store, &current.edition.content).await?;
    Ok(DocumentView::for_actor(&context.actor, current).with_frozen(frozen))
}

/// Lists the documents that the actor may see, oldest first, from the one after `after`.
///
/// # Errors
/// [`Error::Unavailable`] if the database is not available.
pub async fn list(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    filter: &DocumentFilter,
    after: Option<DocumentId>,
    limit: i64,
) -> Result<Vec<DocumentSummary>, Error> {
    Ok(app
        .store
        .list_documents(kind, filter, &Visibility::of(&context.actor), after, limit)
        .await?)
}

/// The digest of an organization's measures of a year, with which a step of all of them is requested. `None` if the
/// actor does not see all of them.
///
/// Read it before the measures: if one changes in between, the digest is the old one, and the step is refused.
///
/// # Errors
/// [`Error::Unavailable`] if the database is not available.
pub async fn digest_of_measures(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<Option<String>, Error> {
    let visibility = Visibility::of(&context.actor);
    if !visibility.everything() && !visibility.organizations().contains(&organization.get()) {
        return Ok(None);
    }
    let revisions = app
        .store
        .revisions_of_year(organization, NACC_ITA, fiscal_year, DocumentKind::Measure)
        .await?;
    Ok(Some(digest_of_year(
        revisions.iter().map(|(id, revision)| (id, revision)),
    )))
}

/// Lists the editions of a document that the actor may see, newest first.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see any.
pub async fn editions(app: &App, context: &Context, kind: DocumentKind, id: DocumentId) -> Result<Vec<Edition>, Error> {
    let editions = app.store.editions_of(kind, id, &Visibility::of(&context.actor)).await?;
    if editions.is_empty() {
        Err(Error::NotFound)
    } else {
        Ok(editions)
    }
}

/// Finds one edition of a document by its number. For a report, it also returns the parts that the report refers to.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see it.
pub async fn edition(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    (id, number): (DocumentId, u32),
) -> Result<(Edition, Option<FrozenYear>), Error> {
    let visible = editions(app, context, kind, id).await?;
    let edition = visible
        .into_iter()
        .find(|edition| edition.number == number)
        .ok_or(Error::NotFound)?;
    let frozen = load_frozen(&app.store, &edition.content).await?;
    Ok((edition, frozen))
}

/// Lists the entries of the audit trail about a document, oldest first, from the entry after `after`.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the document, [`Error::Forbidden`] if no role of the actor allows
/// reading the history.
pub async fn history(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<HistoryEntry>, Error> {
    let view = find(app, context, kind, id).await?;
    authorize(&context.actor, Action::ReadHistory, &view.document.jurisdiction)?;
    Ok(app.store.history_of(id, after, limit).await?)
}

/// Finds an organization and checks that the actor may do the action there.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see it, [`Error::Forbidden`] if no role of the actor allows the action.
pub(crate) async fn find_organization(
    app: &App,
    context: &Context,
    id: OrganizationId,
    action: Action,
) -> Result<Organization, Error> {
    let organization = app.store.find_organization(id).await?.ok_or(Error::NotFound)?;
    authorize(&context.actor, action, &organization.jurisdiction())?;
    Ok(organization)
}

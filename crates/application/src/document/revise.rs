use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::{Content, DocumentKind, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, Recorded, Transaction};

use super::view::can_be_revised;
use super::{DocumentView, lock_visible};
use crate::{App, Conflict, Context, Error, Precondition, Reply, write_replying};

/// Begins a correction: a new draft edition with the content of the live one. The live one stays live until the new
/// one is published.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::EditionInWork`],
/// [`Conflict::NothingToRevise`].
pub async fn revise(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    precondition: &Precondition,
    respond: impl FnOnce(&DocumentView) -> Reply,
) -> Result<Reply, Error> {
    let work = async |transaction: &mut Transaction| -> Result<Recorded<DocumentView>, Error> {
        let current = lock_visible(transaction, &context.actor, kind, id).await?;
        precondition.check(current.document.revision)?;
        authorize(&context.actor, Action::Draft, &current.document.place)?;
        let current = begin_correction(transaction, context, current, None).await?;
        let mut entry = context.audit(format!("{kind}.revise"), kind.as_str());
        entry.subject = Some(id.get());
        entry.organization = Some(current.document.place.organization_id);
        entry.edition = Some(current.edition.number);
        entry.to = Some(State::Draft);
        let view = DocumentView::for_actor(&context.actor, current);
        Ok(transaction.record(entry, view).await?)
    };
    write_replying(app, context, "document.revise", work, respond).await
}

/// Keeps a new draft edition of a locked document, with other content where it is given. The audit entry is the
/// caller's to write.
///
/// # Errors
/// [`Conflict::EditionInWork`], [`Conflict::NothingToRevise`].
pub async fn begin_correction(
    transaction: &mut Transaction,
    context: &Context,
    mut current: Current,
    content: Option<Content>,
) -> Result<Current, Error> {
    let state = current.edition.state;
    if state.is_in_work() {
        return Err(Error::Conflict(Conflict::EditionInWork { state }));
    }
    if !can_be_revised(state) {
        return Err(Error::Conflict(Conflict::NothingToRevise));
    }
    let highest = transaction
        .all_editions(current.document.id)
        .await?
        .first()
        .map_or(0, |edition| edition.number);
    let content = content.unwrap_or_else(|| current.edition.content.clone());
    let edition = Edition::draft(highest + 1, content, context.user(), context.now);
    transaction.insert_edition(&mut current.document, &edition).await?;
    current.edition = edition;
    Ok(current)
}

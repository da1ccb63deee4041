use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::{self, Transition};
use prongsai_persistence::{Current, Recorded, Transaction};

use super::{DocumentView, lock_visible};
use crate::{App, Context, Error, Precondition};

/// Changes the content of the edition in work. `change` is given the present content in the transaction and answers
/// the new one, or what is wrong with it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::IllegalTransition`] unless the edition is a
/// draft or was returned, or what `change` says.
pub async fn rewrite(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    precondition: &Precondition,
    change: impl AsyncFnOnce(&mut Transaction, &Current) -> Result<Content, Error>,
) -> Result<DocumentView, Error> {
    app.store
        .write(
            "document.edit",
            async |transaction: &mut Transaction| -> Result<Recorded<DocumentView>, Error> {
                let mut current = lock_visible(transaction, &context.actor, kind, id).await?;
                precondition.check(current.document.revision)?;
                authorize(&context.actor, Action::Draft, &current.document.place)?;
                workflow::apply(current.edition.state, Transition::Edit)?;
                let content = change(transaction, &current).await?;
                current.edition.rewrite(content, context.user(), context.now)?;
                transaction
                    .update_edition(&mut current.document, &current.edition)
                    .await?;
                let mut entry = context.audit(format!("{kind}.edit"), kind.as_str());
                entry.subject = Some(id.get());
                entry.organization = Some(current.document.place.organization_id);
                entry.edition = Some(current.edition.number);
                entry.from = Some(current.edition.state);
                entry.to = Some(current.edition.state);
                let view = DocumentView::for_actor(&context.actor, current);
                Ok(transaction.record(entry, view).await?)
            },
        )
        .await
}

/// Removes a draft that was never handed in; the audit trail stays. The draft of a correction is removed alone, the
/// published edition stays.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], or [`Error::IllegalTransition`] unless it is a draft.
pub async fn delete(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    precondition: &Precondition,
) -> Result<(), Error> {
    app.store
        .write(
            "document.delete",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                let mut current = lock_visible(transaction, &context.actor, kind, id).await?;
                precondition.check(current.document.revision)?;
                authorize(&context.actor, Action::Draft, &current.document.place)?;
                workflow::apply(current.edition.state, Transition::Delete)?;
                let number = current.edition.number;
                transaction.delete_edition(&mut current.document, number).await?;
                let mut entry = context.audit(format!("{kind}.delete"), kind.as_str());
                entry.subject = Some(id.get());
                entry.organization = Some(current.document.place.organization_id);
                entry.edition = Some(number);
                entry.from = Some(current.edition.state);
                Ok(transaction.record(entry, ()).await?)
            },
        )
        .await
}

use prongsai_domain::audit::DocumentAction;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::Transition;
use prongsai_persistence::{Current, Encoded, Recorded, Transaction};

use super::DocumentView;
use super::guard::{Guarded, Lock, lock};
use crate::acting::change;
use crate::{Acting, App, Context, Error, Precondition};

/// Changes the content of the edition in work. `new_content` receives the present content in the transaction and
/// returns the new content, or an error if that is wrong.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::IllegalTransition`] unless the edition is a
/// draft or was returned, or the error of `new_content`.
pub(crate) async fn rewrite(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    precondition: &Precondition,
    new_content: impl AsyncFn(&mut Transaction, &Guarded) -> Result<Content, Error>,
) -> Result<DocumentView, Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<DocumentView>, Error> {
        let mut guarded = lock(transaction, acting, (kind, id), Lock::Alone).await?;
        guarded.check(acting, precondition, Transition::Edit)?;
        let content = new_content(transaction, &guarded).await?;
        let before = guarded.current.edition.version.id;
        put_content(transaction, acting, &mut guarded.current, content).await?;
        // After the change, so that the entry has the new title.
        let mut entry = guarded.audit(acting, DocumentAction::Step(Transition::Edit));
        let edition = &guarded.current.edition;
        entry.before = Some(before);
        entry.after = Some(edition.version.id);
        entry.from = Some(edition.state);
        entry.to = Some(edition.state);
        let view = DocumentView::for_actor(&acting.actor, guarded.current);
        Ok(transaction.record(entry, view).await?)
    };
    change(app, context, "document.edit", work).await
}

/// Stores a new version of the content of the edition in work. The caller writes the audit entry.
///
/// # Errors
/// [`Error::IllegalTransition`] unless the edition is a draft or was returned.
async fn put_content(
    transaction: &mut Transaction,
    acting: &Acting,
    current: &mut Current,
    content: Content,
) -> Result<(), Error> {
    let encoded = Encoded::of_document(&content)?;
    let base = current.edition.version.clone();
    let version = if encoded.canonical.sha256 == base.sha256 {
        base
    } else {
        let new = acting.content(current.document.id.get(), encoded, Some(base));
        transaction.insert_content(new).await?
    };
    current.edition.rewrite(content, version, acting.user(), acting.now)?;
    transaction
        .update_edition(&mut current.document, &current.edition)
        .await?;
    Ok(())
}

/// Deletes a draft that was never submitted. Its contents and the audit trail stay. If the draft is a correction, the
/// earlier editions stay. Otherwise its document is deleted too, with the results of a measure.
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
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
        let mut guarded = lock(transaction, acting, (kind, id), Lock::Alone).await?;
        guarded.check(acting, precondition, Transition::Delete)?;
        let mut entry = guarded.audit(acting, DocumentAction::Step(Transition::Delete));
        entry.from = Some(guarded.current.edition.state);
        entry.before = Some(guarded.current.edition.version.id);
        let number = guarded.current.edition.number;
        transaction
            .delete_edition(&mut guarded.current.document, number)
            .await?;
        Ok(transaction.record(entry, ()).await?)
    };
    change(app, context, "document.delete", work).await
}

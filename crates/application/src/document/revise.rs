use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::DocumentAction;
use prongsai_domain::document::{ChangeNote, DocumentKind, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, Recorded, Transaction};

use super::DocumentView;
use super::freeze::thawed;
use super::guard::{Lock, audit, lock};
use super::view::can_be_revised;
use crate::quota::{Quota, Quotas};
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Begins a correction: a new draft edition with the content of the live edition, or of the last edition of a withdrawn
/// document. A live edition stays live until the new one is published. `change` states what the correction changes; it
/// cannot be altered later.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::EditionInWork`],
/// [`Conflict::NothingToRevise`], [`Conflict::QuotaExceeded`].
pub async fn revise<A: Replayable>(
    app: &App,
    context: &Context,
    kind: DocumentKind,
    id: DocumentId,
    precondition: &Precondition,
    change: Option<ChangeNote>,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        let guarded = lock(transaction, acting, (kind, id), Lock::Alone).await?;
        Ok(authorize(
            &acting.actor,
            Action::Draft,
            &guarded.current.document.jurisdiction,
        )?)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<DocumentView>, Error> {
        let current = lock(transaction, acting, (kind, id), Lock::Alone).await?.current;
        precondition.check(current.document.revision)?;
        authorize(&acting.actor, Action::Draft, &current.document.jurisdiction)?;
        let current = begin_correction(transaction, acting, current, change.clone(), app.services.quotas).await?;
        let mut entry = audit(acting, &current, DocumentAction::Revise);
        entry.to = Some(State::Draft);
        entry.after = Some(current.edition.version.id);
        let view = DocumentView::for_actor(&acting.actor, current);
        Ok(transaction.record(entry, view).await?)
    };
    write_replying(app, context, "document.revise", permit, work, respond).await
}

/// Inserts a new draft edition of a locked document, with the content of its present edition. The caller writes the
/// audit entry.
async fn begin_correction(
    transaction: &mut Transaction,
    acting: &Acting,
    mut current: Current,
    change: Option<ChangeNote>,
    quotas: Quotas,
) -> Result<Current, Error> {
    let state = current.edition.state;
    if state.is_in_work() {
        return Err(Error::Conflict(Conflict::EditionInWork { state }));
    }
    if !can_be_revised(state) {
        return Err(Error::Conflict(Conflict::NothingToRevise));
    }
    let (content, version) = thawed(transaction, acting, &current).await?;
    let id = current.document.id;
    // A correction that was withdrawn has a higher number than the live edition.
    let highest = transaction.highest_editions(&[id]).await?;
    let last = highest.get(&id).copied().unwrap_or_default();
    quotas.check(Quota::EditionsOfDocument, last.into(), 1)?;
    let number = last + 1;
    let edition = Edition {
        change,
        ..Edition::draft(number, content, version, acting.user(), acting.now)
    };
    transaction
        .insert_editions(&mut [(&mut current.document, &edition)])
        .await?;
    current.edition = edition;
    Ok(current)
}

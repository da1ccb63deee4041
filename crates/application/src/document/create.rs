use prongsai_domain::access::Action;
use prongsai_persistence::{Current, NewDocument, Recorded, Transaction};

use super::DocumentView;
use super::create_at_once::{draft_at_once, insert_at_once};
use super::guard::{lock_organization_for, share_organization_for};
use super::new_draft::{NewDraft, creation_entry, key_in_use, new_document};
use crate::quota::YearQuota;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

/// Drafts a document, for an organization in which the actor may draft: in one statement if that is possible.
///
/// # Errors
/// [`Conflict::AlreadyExists`] if the organization has a document with this key in the year, [`Conflict::QuotaExceeded`]
/// if it has as many documents of the year as it may have.
///
/// [`Conflict::AlreadyExists`]: crate::Conflict::AlreadyExists
/// [`Conflict::QuotaExceeded`]: crate::Conflict::QuotaExceeded
pub(crate) async fn draft<A: Replayable>(
    app: &App,
    context: &Context,
    draft: NewDraft,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    if let Some(outcome) = draft_at_once(app, context, &draft, None, &respond).await? {
        return Ok(outcome);
    }
    let organization = draft.jurisdiction.organization_id;
    let quota = YearQuota::of(app, organization, draft.fiscal_year);
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization, Action::Draft).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<DocumentView>, Error> {
        match insert_at_once(transaction, acting, &draft, &quota).await? {
            Some(drafted) => Ok(drafted),
            None => insert_in_steps(transaction, acting, &draft, &quota).await,
        }
    };
    write_replying(app, context, "document.create", permit, work, respond).await
}

/// Inserts a document after the organization was locked, waiting if need be, and the roles were confirmed.
async fn insert_in_steps(
    transaction: &mut Transaction,
    acting: &Acting,
    draft: &NewDraft,
    quota: &YearQuota<'_>,
) -> Result<Recorded<DocumentView>, Error> {
    let id = draft.jurisdiction.organization_id;
    let organization = if quota.is_alone() {
        lock_organization_for(transaction, acting, id, Action::Draft).await?
    } else {
        share_organization_for(transaction, acting, id, Action::Draft).await?
    };
    let draft = NewDraft {
        jurisdiction: organization.jurisdiction(),
        ..draft.clone()
    };
    let current = insert_document(transaction, acting, new_document(acting, draft)?, quota).await?;
    let entry = creation_entry(acting, &current);
    let view = DocumentView::for_actor(&acting.actor, current);
    Ok(transaction.record(entry, view).await?)
}

/// Inserts a new document. The statement also counts the documents of the year, so the quota needs no statement of its
/// own.
async fn insert_document(
    transaction: &mut Transaction,
    acting: &Acting,
    new: NewDocument,
    quota: &YearQuota<'_>,
) -> Result<Current, Error> {
    if quota.must_count(acting.now) {
        let present = transaction.insert_document_and_count(&new).await.map_err(key_in_use)?;
        quota.check(present, acting.now)?;
    } else {
        insert_documents(transaction, std::slice::from_ref(&new)).await?;
    }
    Ok(Current {
        document: new.document,
        edition: new.edition,
        live_edition: None,
    })
}

/// Inserts new documents in one statement. The caller has checked the quota, and writes the audit entries.
///
/// # Errors
/// [`Conflict::AlreadyExists`](crate::Conflict::AlreadyExists) if the organization has a document with one of the keys in
/// the year.
pub(crate) async fn insert_documents(transaction: &mut Transaction, new: &[NewDocument]) -> Result<(), Error> {
    transaction.insert_documents(new).await.map_err(key_in_use)
}

use prongsai_domain::access::Action;
use prongsai_domain::audit::DocumentAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, Document, Edition};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, Encoded, NewDocument, Recorded, StoreError, Transaction};

use super::DocumentView;
use super::guard::{audit, lock_organization_for, share_organization_for};
use crate::catalogue::NACC_ITA;
use crate::quota::YearQuota;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// Drafts a document with checked content, for an organization in which the actor may draft.
///
/// # Errors
/// [`Conflict::AlreadyExists`] if the organization has a document with this key in the year, [`Conflict::QuotaExceeded`]
/// if it has as many documents of the year as it may have.
pub(crate) async fn draft<A: Replayable>(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    (fiscal_year, key): (FiscalYear, Option<String>),
    content: Content,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let quota = YearQuota::of(app, organization, fiscal_year);
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization, Action::Draft).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<DocumentView>, Error> {
        let organization = if quota.is_alone() {
            lock_organization_for(transaction, acting, organization, Action::Draft).await?
        } else {
            share_organization_for(transaction, acting, organization, Action::Draft).await?
        };
        let new = new_document(acting, &organization, fiscal_year, key.clone(), content.clone())?;
        let current = insert_document(transaction, acting, new, &quota).await?;
        let mut entry = audit(acting, &current, DocumentAction::Create);
        entry.to = Some(State::Draft);
        entry.after = Some(current.edition.version.id);
        let view = DocumentView::for_actor(&acting.actor, current);
        Ok(transaction.record(entry, view).await?)
    };
    write_replying(app, context, "document.create", permit, work, respond).await
}

/// Makes a new document with its first draft, to be inserted.
///
/// # Errors
/// [`Error::Internal`] if the content cannot be encoded.
pub(crate) fn new_document(
    acting: &Acting,
    organization: &Organization,
    fiscal_year: FiscalYear,
    key: Option<String>,
    content: Content,
) -> Result<NewDocument, Error> {
    let id = DocumentId::new(acting.new_id());
    let document = Document {
        id,
        kind: content.kind(),
        jurisdiction: organization.jurisdiction(),
        programme: NACC_ITA.to_owned(),
        fiscal_year,
        key: key.unwrap_or_else(|| new_key(id)),
        revision: 1,
        created_by: acting.user(),
        created_at: acting.now,
    };
    let stored = acting.content(id.get(), Encoded::of_document(&content)?, None);
    let edition = Edition::draft(1, content, stored.version(1), acting.user(), acting.now);
    Ok(NewDocument {
        document,
        edition,
        content: stored,
    })
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
/// [`Conflict::AlreadyExists`] if the organization has a document with one of the keys in the year.
pub(crate) async fn insert_documents(transaction: &mut Transaction, new: &[NewDocument]) -> Result<(), Error> {
    transaction.insert_documents(new).await.map_err(key_in_use)
}

fn key_in_use(error: StoreError) -> Error {
    match error {
        StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
        other => other.into(),
    }
}

/// The key of a document that was created without one.
fn new_key(id: DocumentId) -> String {
    id.get().simple().to_string()
}

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, Document, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::organization::Organization;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, Recorded, StoreError, Transaction};

use super::DocumentView;
use crate::{App, Conflict, Context, Error, Reply, write_replying};

/// Drafts a document whose content has been checked, for an office in which the actor may draft.
///
/// # Errors
/// [`Conflict::AlreadyExists`] when the office has a document with this key in the year.
pub(crate) async fn draft(
    app: &App,
    context: &Context,
    organization: &Organization,
    (fiscal_year, key): (FiscalYear, Option<String>),
    content: Content,
    respond: impl FnOnce(&DocumentView) -> Reply,
) -> Result<Reply, Error> {
    let kind = content.kind();
    let work = async |transaction: &mut Transaction| -> Result<Recorded<DocumentView>, Error> {
        let current = insert_draft(transaction, context, organization, fiscal_year, key, content).await?;
        let mut entry = context.audit(format!("{kind}.create"), kind.as_str());
        entry.subject = Some(current.document.id.get());
        entry.organization = Some(organization.id);
        entry.edition = Some(current.edition.number);
        entry.to = Some(State::Draft);
        let view = DocumentView::for_actor(&context.actor, current);
        Ok(transaction.record(entry, view).await?)
    };
    write_replying(app, context, "document.create", work, respond).await
}

/// Keeps a new document with its first draft. The audit entry is the caller's to write.
///
/// # Errors
/// [`Conflict::AlreadyExists`] when the office has a document with this key in the year.
pub async fn insert_draft(
    transaction: &mut Transaction,
    context: &Context,
    organization: &Organization,
    fiscal_year: FiscalYear,
    key: Option<String>,
    content: Content,
) -> Result<Current, Error> {
    let id = DocumentId::new(context.new_id());
    let document = Document {
        id,
        kind: content.kind(),
        place: organization.place(),
        fiscal_year,
        key: key.unwrap_or_else(|| new_key(id)),
        revision: 1,
        created_by: context.user(),
        created_at: context.now,
    };
    let edition = Edition::draft(1, content, context.user(), context.now);
    transaction
        .insert_document(&document, &edition)
        .await
        .map_err(|error| match error {
            StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
            other => other.into(),
        })?;
    Ok(Current {
        document,
        edition,
        live_edition: None,
    })
}

/// The key of a document for which nobody chose one.
pub fn new_key(id: DocumentId) -> String {
    id.get().simple().to_string()
}

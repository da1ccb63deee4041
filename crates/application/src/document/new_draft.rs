use prongsai_domain::access::Jurisdiction;
use prongsai_domain::audit::DocumentAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, Document, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::workflow::State;
use prongsai_persistence::{AuditEntry, Current, Encoded, NewDocument, StoreError};

use super::guard::audit;
use crate::catalogue::NACC_ITA;
use crate::{Conflict, Context, Error};

/// A document to be drafted, with checked content.
#[derive(Clone, Debug)]
pub(crate) struct NewDraft {
    /// The organization and its province, as they were read before.
    pub(crate) jurisdiction: Jurisdiction,
    /// The fiscal year.
    pub(crate) fiscal_year: FiscalYear,
    /// The key that identifies it in bundles; generated if absent.
    pub(crate) key: Option<String>,
    /// The content.
    pub(crate) content: Content,
}

/// The entry of the audit trail for a document that is created.
pub(super) fn creation_entry(context: &Context, current: &Current) -> AuditEntry<'static> {
    let mut entry = audit(context, current, DocumentAction::Create);
    entry.to = Some(State::Draft);
    entry.after = Some(current.edition.version.id);
    entry
}

/// Makes a new document with its first draft, to be inserted.
///
/// # Errors
/// [`Error::Internal`] if the content cannot be encoded.
pub(crate) fn new_document(context: &Context, draft: NewDraft) -> Result<NewDocument, Error> {
    let id = DocumentId::new(context.new_id());
    let document = Document {
        id,
        kind: draft.content.kind(),
        jurisdiction: draft.jurisdiction,
        programme: NACC_ITA.to_owned(),
        fiscal_year: draft.fiscal_year,
        key: draft.key.unwrap_or_else(|| new_key(id)),
        revision: 1,
        created_by: context.user(),
        created_at: context.now,
    };
    let stored = context.content(id.get(), Encoded::of_document(&draft.content)?, None);
    let edition = Edition::draft(1, draft.content, stored.version(1), context.user(), context.now);
    Ok(NewDocument {
        document,
        edition,
        content: stored,
    })
}

/// The error of an insertion, as the client gets it.
pub(super) fn key_in_use(error: StoreError) -> Error {
    match error {
        StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
        other => other.into(),
    }
}

/// The key of a document that was created without one.
fn new_key(id: DocumentId) -> String {
    id.get().simple().to_string()
}

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, Document, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::{Current, StoreError, Transaction};

use crate::{Conflict, Context, Error};

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

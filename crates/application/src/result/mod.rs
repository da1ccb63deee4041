//! The implementation results of measures, entered through the year.

use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::{DocumentKind, check_key};
use prongsai_domain::id::{DocumentId, ResultId};
use prongsai_domain::result::ResultInput;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Current, Recorded, StoreError, StoredResult, Transaction};

use crate::document::{find, lock_visible, takes_results};
use crate::measure::content_of;
use crate::{App, Conflict, Context, Error, Precondition, Reply, write_replying};

/// The results of a measure, oldest first, after `after`.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the measure.
pub async fn list(
    app: &App,
    context: &Context,
    measure: DocumentId,
    after: Option<ResultId>,
    limit: i64,
) -> Result<Vec<StoredResult>, Error> {
    find(app, context, DocumentKind::Measure, measure).await?;
    Ok(app.store.results_of(measure, after, limit).await?)
}

/// One result of a measure.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the measure, or it has no such result.
pub async fn find_one(app: &App, context: &Context, measure: DocumentId, id: ResultId) -> Result<StoredResult, Error> {
    find(app, context, DocumentKind::Measure, measure).await?;
    app.store.find_result(measure, id).await?.ok_or(Error::NotFound)
}

/// Records what was done about a measure.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Conflict::DocumentClosed`], [`Error::Invalid`] with every violation.
pub async fn create(
    app: &App,
    context: &Context,
    measure: DocumentId,
    key: Option<String>,
    input: ResultInput,
    respond: impl FnOnce(&StoredResult) -> Reply,
) -> Result<Reply, Error> {
    let work = async |transaction: &mut Transaction| -> Result<Recorded<StoredResult>, Error> {
        let current = lock_open_measure(transaction, context, measure).await?;
        let mut checker = Checker::new();
        let key = key.as_deref().and_then(|key| check_key("key", key, &mut checker));
        let content = input.check(content_of(&current.edition.content)?, &mut checker);
        let content = checker.finish(content)?;
        let id = ResultId::new(context.new_id());
        let result = StoredResult {
            id,
            measure_id: measure,
            key: key.unwrap_or_else(|| id.get().simple().to_string()),
            revision: 1,
            content,
            created_by: context.user(),
            created_at: context.now,
            updated_at: context.now,
        };
        transaction.insert_result(&result).await.map_err(|error| match error {
            StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
            other => other.into(),
        })?;
        Ok(transaction
            .record(audit(context, "result.create", &current, id), result)
            .await?)
    };
    write_replying(app, context, "result.create", work, respond).await
}

/// Changes a result; everything is checked anew.
///
/// # Errors
/// As [`create`]; [`Error::Stale`].
pub async fn edit(
    app: &App,
    context: &Context,
    measure: DocumentId,
    id: ResultId,
    precondition: &Precondition,
    change: impl FnOnce(&mut ResultInput),
) -> Result<StoredResult, Error> {
    app.store
        .write(
            "result.edit",
            async |transaction: &mut Transaction| -> Result<Recorded<StoredResult>, Error> {
                let current = lock_open_measure(transaction, context, measure).await?;
                let mut result = transaction.lock_result(measure, id).await?.ok_or(Error::NotFound)?;
                precondition.check(result.revision)?;
                let mut input = ResultInput::from(result.content);
                change(&mut input);
                let mut checker = Checker::new();
                let content = input.check(content_of(&current.edition.content)?, &mut checker);
                result.content = checker.finish(content)?;
                transaction.update_result(&mut result, context.now).await?;
                Ok(transaction
                    .record(audit(context, "result.edit", &current, id), result)
                    .await?)
            },
        )
        .await
}

/// Removes a result; reports that froze it keep it, and the audit trail stays.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::DocumentClosed`].
pub async fn delete(
    app: &App,
    context: &Context,
    measure: DocumentId,
    id: ResultId,
    precondition: &Precondition,
) -> Result<(), Error> {
    app.store
        .write(
            "result.delete",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                let current = lock_open_measure(transaction, context, measure).await?;
                let result = transaction.lock_result(measure, id).await?.ok_or(Error::NotFound)?;
                precondition.check(result.revision)?;
                transaction.delete_result(id).await?;
                let mut entry = audit(context, "result.delete", &current, id);
                entry.detail = Some(serde_json::json!({ "result": id.to_string(), "content": result.content }));
                Ok(transaction.record(entry, ()).await?)
            },
        )
        .await
}

async fn lock_open_measure(
    transaction: &mut Transaction,
    context: &Context,
    measure: DocumentId,
) -> Result<Current, Error> {
    let current = lock_visible(transaction, &context.actor, DocumentKind::Measure, measure).await?;
    authorize(&context.actor, Action::Draft, &current.document.place)?;
    if !takes_results(current.edition.state) {
        return Err(Error::Conflict(Conflict::DocumentClosed {
            state: current.edition.state,
        }));
    }
    Ok(current)
}

/// The entry stands in the measure's history.
fn audit<'a>(context: &Context, action: &str, current: &Current, id: ResultId) -> AuditEntry<'a> {
    let mut entry = context.audit(action, "measure");
    entry.subject = Some(current.document.id.get());
    entry.organization = Some(current.document.place.organization_id);
    entry.edition = Some(current.edition.number);
    entry.detail = Some(serde_json::json!({ "result": id.to_string() }));
    entry
}

use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::document::{DocumentKind, check_key};
use prongsai_domain::id::{DocumentId, ResultId};
use prongsai_domain::result::{ImplementationResult, ResultInput};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{
    AuditEntry, Current, NewContent, Recorded, StoreError, Stored as _, StoredResult, Transaction,
};

use crate::acting::change;
use crate::document::{Lock, lock};
use crate::file::KnownFiles;
use crate::measure::{check_open, lock_open, measure_in};
use crate::quota::Quota;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Records a result of a measure.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Conflict::DocumentClosed`], [`Error::Invalid`] with every violation,
/// [`Conflict::AlreadyExists`] when a result of the measure has this key, [`Conflict::QuotaExceeded`].
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    measure: DocumentId,
    key: Option<String>,
    input: ResultInput,
    respond: impl Fn(&StoredResult) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        let target = (DocumentKind::Measure, measure);
        let guarded = lock(transaction, acting, target, Lock::Alone).await?;
        Ok(authorize(
            &acting.actor,
            Action::Draft,
            &guarded.current.document.jurisdiction,
        )?)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredResult>, Error> {
        let current = lock_open(transaction, acting, measure).await?;
        let mut checker = Checker::new();
        let key = key.as_deref().and_then(|key| check_key("key", key, &mut checker));
        let input = input.clone();
        let organization = current.document.jurisdiction.organization_id;
        let files = KnownFiles::of_evidence(transaction, organization, &input.evidence).await?;
        let content = input.check(
            measure_in(&current.edition.content)?,
            current.document.fiscal_year,
            &|named| files.find(named),
            &mut checker,
        );
        let new = new_result(acting, measure, key, checker.finish(content)?)?;
        let count = transaction
            .insert_results(std::slice::from_ref(&new))
            .await
            .map_err(|error| match error {
                StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
                other => other.into(),
            })?;
        app.services
            .quotas
            .check(Quota::ResultsOfMeasure, count.present, count.added)?;
        let (result, _) = new;
        let mut entry = audit(acting, AuditAction::ResultCreate, &current, result.id);
        entry.after = Some(result.version.id);
        Ok(transaction.record(entry, result).await?)
    };
    write_replying(app, context, "result.create", permit, work, respond).await
}

/// A new result with the first version of its content, ready to be inserted.
///
/// # Errors
/// [`Error::Internal`] when the content cannot be serialised.
pub(crate) fn new_result(
    acting: &Acting,
    measure: DocumentId,
    key: Option<String>,
    content: ImplementationResult,
) -> Result<(StoredResult, NewContent), Error> {
    let id = ResultId::new(acting.new_id());
    let new = acting.content(id.get(), content.encode()?, None);
    let result = StoredResult {
        id,
        measure_id: measure,
        key: key.unwrap_or_else(|| id.get().simple().to_string()),
        revision: 1,
        content,
        version: new.version(1),
        created_by: acting.user(),
        created_at: acting.now,
        updated_at: acting.now,
    };
    Ok((result, new))
}

/// Changes a result; all fields are checked again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::DocumentClosed`], [`Error::Invalid`] with
/// every violation.
pub async fn edit(
    app: &App,
    context: &Context,
    measure: DocumentId,
    id: ResultId,
    precondition: &Precondition,
    apply: impl Fn(&mut ResultInput),
) -> Result<StoredResult, Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredResult>, Error> {
        let (current, mut result) = lock_result(transaction, acting, (measure, id), precondition).await?;
        let mut input = ResultInput::from(result.content);
        apply(&mut input);
        let organization = current.document.jurisdiction.organization_id;
        let files = KnownFiles::of_evidence(transaction, organization, &input.evidence).await?;
        let mut checker = Checker::new();
        let content = input.check(
            measure_in(&current.edition.content)?,
            current.document.fiscal_year,
            &|named| files.find(named),
            &mut checker,
        );
        result.content = checker.finish(content)?;
        let base = Some(result.version.clone());
        let before = result.version.id;
        let new = acting.content(id.get(), result.content.encode()?, base);
        let mut changed = [(result, new)];
        transaction.update_results(&mut changed, acting.now).await?;
        let [(result, _)] = changed;
        let mut entry = audit(acting, AuditAction::ResultEdit, &current, id);
        entry.before = Some(before);
        entry.after = Some(result.version.id);
        Ok(transaction.record(entry, result).await?)
    };
    change(app, context, "result.edit", work).await
}

/// Deletes a result. Its contents, the reports that refer to it and the audit trail stay.
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
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
        let (current, result) = lock_result(transaction, acting, (measure, id), precondition).await?;
        transaction.delete_result(id).await?;
        let mut entry = audit(acting, AuditAction::ResultDelete, &current, id);
        entry.before = Some(result.version.id);
        Ok(transaction.record(entry, ()).await?)
    };
    change(app, context, "result.delete", work).await
}

async fn lock_result(
    transaction: &mut Transaction,
    acting: &Acting,
    (measure, id): (DocumentId, ResultId),
    precondition: &Precondition,
) -> Result<(Current, StoredResult), Error> {
    let target = (DocumentKind::Measure, measure);
    let current = lock(transaction, acting, target, Lock::Alone).await?.current;
    let result = transaction.find_result(measure, id).await?.ok_or(Error::NotFound)?;
    precondition.check(result.revision)?;
    check_open(acting, &current)?;
    Ok((current, result))
}

/// The audit entry belongs to the measure, so that it appears in the measure's history.
fn audit(acting: &Acting, action: AuditAction, current: &Current, id: ResultId) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "measure");
    entry.subject = Some(current.document.id.get());
    entry.organization = Some(current.document.jurisdiction.organization_id);
    entry.edition = Some(current.edition.number);
    entry.detail = Some(serde_json::json!({ "result": id.to_string() }));
    entry
}

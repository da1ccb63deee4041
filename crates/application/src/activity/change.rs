use prongsai_domain::access::{Action, authorize};
use prongsai_domain::activity::{Activity, ActivityInput};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::document::{DocumentKind, check_key};
use prongsai_domain::id::{ActivityId, DocumentId};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{
    AuditEntry, Current, NewContent, Recorded, StoreError, Stored as _, StoredActivity, Transaction,
};

use crate::acting::change;
use crate::document::{Lock, lock};
use crate::file::KnownFiles;
use crate::measure::{check_open, lock_open, measure_in};
use crate::quota::Quota;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Records an activity for a measure.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Conflict::DocumentClosed`], [`Error::Invalid`] with every violation,
/// [`Conflict::AlreadyExists`] when an activity for the measure has this key, [`Conflict::QuotaExceeded`].
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    measure: DocumentId,
    key: Option<String>,
    input: ActivityInput,
    respond: impl Fn(&StoredActivity) -> Result<A, AnswerError>,
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
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredActivity>, Error> {
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
        let new = new_activity(acting, measure, key, checker.finish(content)?)?;
        let count = transaction
            .insert_activities(std::slice::from_ref(&new))
            .await
            .map_err(|error| match error {
                StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
                other => other.into(),
            })?;
        app.services
            .quotas
            .check(Quota::ActivitiesOfMeasure, count.present, count.added)?;
        let (activity, _) = new;
        let mut entry = audit(acting, AuditAction::ActivityCreate, &current, activity.id);
        entry.after = Some(activity.version.id);
        Ok(transaction.record(entry, activity).await?)
    };
    write_replying(app, context, "activity.create", permit, work, respond).await
}

/// A new activity with the first version of its content, ready to be inserted.
///
/// # Errors
/// [`Error::Internal`] when the content cannot be serialised.
fn new_activity(
    acting: &Acting,
    measure: DocumentId,
    key: Option<String>,
    content: Activity,
) -> Result<(StoredActivity, NewContent), Error> {
    let id = ActivityId::new(acting.new_id());
    let new = acting.content(id.get(), content.encode()?, None);
    let activity = StoredActivity {
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
    Ok((activity, new))
}

/// Changes an activity; all fields are checked again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::DocumentClosed`], [`Error::Invalid`] with
/// every violation.
pub async fn edit(
    app: &App,
    context: &Context,
    measure: DocumentId,
    id: ActivityId,
    precondition: &Precondition,
    apply: impl Fn(&mut ActivityInput),
) -> Result<StoredActivity, Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredActivity>, Error> {
        let (current, mut activity) = lock_activity(transaction, acting, (measure, id), precondition).await?;
        let mut input = ActivityInput::from(activity.content);
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
        activity.content = checker.finish(content)?;
        let base = Some(activity.version.clone());
        let before = activity.version.id;
        let new = acting.content(id.get(), activity.content.encode()?, base);
        let mut changed = [(activity, new)];
        transaction.update_activities(&mut changed, acting.now).await?;
        let [(activity, _)] = changed;
        let mut entry = audit(acting, AuditAction::ActivityEdit, &current, id);
        entry.before = Some(before);
        entry.after = Some(activity.version.id);
        Ok(transaction.record(entry, activity).await?)
    };
    change(app, context, "activity.edit", work).await
}

/// Deletes an activity. Its contents, the reports that refer to it and the audit trail stay.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::DocumentClosed`].
pub async fn delete(
    app: &App,
    context: &Context,
    measure: DocumentId,
    id: ActivityId,
    precondition: &Precondition,
) -> Result<(), Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
        let (current, activity) = lock_activity(transaction, acting, (measure, id), precondition).await?;
        transaction.delete_activity(id).await?;
        let mut entry = audit(acting, AuditAction::ActivityDelete, &current, id);
        entry.before = Some(activity.version.id);
        Ok(transaction.record(entry, ()).await?)
    };
    change(app, context, "activity.delete", work).await
}

async fn lock_activity(
    transaction: &mut Transaction,
    acting: &Acting,
    (measure, id): (DocumentId, ActivityId),
    precondition: &Precondition,
) -> Result<(Current, StoredActivity), Error> {
    let target = (DocumentKind::Measure, measure);
    let current = lock(transaction, acting, target, Lock::Alone).await?.current;
    let activity = transaction.find_activity(measure, id).await?.ok_or(Error::NotFound)?;
    precondition.check(activity.revision)?;
    check_open(acting, &current)?;
    Ok((current, activity))
}

/// The audit entry belongs to the measure, so that it appears in the measure's history.
fn audit(acting: &Acting, action: AuditAction, current: &Current, id: ActivityId) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "measure");
    entry.subject = Some(current.document.id.get());
    entry.organization = Some(current.document.jurisdiction.organization_id);
    entry.edition = Some(current.edition.number);
    entry.detail = Some(serde_json::json!({ "activity": id.to_string() }));
    entry
}

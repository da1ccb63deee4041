use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::file::{check_removal_reason, check_title};
use prongsai_domain::id::FileId;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Removal, StoreError, StoredFile, Transaction};
use serde_json::json;

use super::create::{audit, check_quota, detail, has_room, stored_version};
use super::inspector::Received;
use super::keep::kept;
use super::read::{find, unseen};
use crate::acting::change;
use crate::document::lock_organization_for;
use crate::{Acting, App, Conflict, Context, Error, Precondition};

/// The maximum number of versions of a file.
const VERSIONS_MAX: u32 = 100;

/// Adds a version to a file. What names an earlier version goes on to show that one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`] if the file is not accepted,
/// [`Conflict::FileRemoved`], [`Conflict::QuotaExceeded`].
pub async fn add_version(
    app: &App,
    context: &Context,
    id: FileId,
    precondition: &Precondition,
    received: &Received,
) -> Result<StoredFile, Error> {
    // Nothing is inspected and stored for a request that will be refused. The transaction compares again.
    let known = find(app, context, id).await?;
    precondition.check(known.revision)?;
    if known.removal.is_some() {
        return Err(Error::Conflict(Conflict::FileRemoved));
    }
    let inspected = app.services.inspector.inspect(received).await?;
    has_room(app, known.organization_id, inspected.cleaned.size).await?;
    let new = kept(app, received, inspected).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredFile>, Error> {
        let mut file = locked(transaction, acting, &known, (precondition, Action::Draft)).await?;
        check_quota(app, transaction, file.organization_id, new.size).await?;
        let number = file.versions.last().map_or(1, |last| last.number + 1);
        if number > VERSIONS_MAX {
            return Err(too_many_versions());
        }
        let by = (acting.user(), acting.now);
        transaction.insert_file_version(id, number, &new, by).await?;
        transaction.update_file(id, &file.title, acting.now).await?;
        file.versions.push(stored_version(number, &new, acting));
        file.revision += 1;
        file.updated_at = acting.now;
        let mut entry = audit(acting, AuditAction::FileAddVersion, &file);
        entry.detail = Some(detail(&file, file.versions.last()));
        Ok(transaction.record(entry, file).await?)
    };
    change(app, context, "file.add-version", work).await
}

/// Changes the title of a file.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`], [`Conflict::FileRemoved`].
pub async fn rename(
    app: &App,
    context: &Context,
    id: FileId,
    precondition: &Precondition,
    title: &str,
) -> Result<StoredFile, Error> {
    let known = find(app, context, id).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredFile>, Error> {
        let mut file = locked(transaction, acting, &known, (precondition, Action::Draft)).await?;
        let mut checker = Checker::new();
        let title = check_title(title, &mut checker);
        let title = checker.finish(title)?;
        transaction.update_file(id, &title, acting.now).await?;
        let mut entry = audit(acting, AuditAction::FileEdit, &file);
        entry.changes = Some(json!({ "title": [&file.title, &title] }));
        file.title = title;
        file.revision += 1;
        file.updated_at = acting.now;
        Ok(transaction.record(entry, file).await?)
    };
    change(app, context, "file.edit", work).await
}

/// Deletes a file that nothing names.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::InUse`]: remove it instead.
pub async fn delete(app: &App, context: &Context, id: FileId, precondition: &Precondition) -> Result<(), Error> {
    let known = find(app, context, id).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
        let file = locked(transaction, acting, &known, (precondition, Action::Draft)).await?;
        transaction.delete_file(id).await.map_err(|error| match error {
            StoreError::Rule(_) => Error::Conflict(Conflict::InUse),
            other => other.into(),
        })?;
        let mut entry = audit(acting, AuditAction::FileDelete, &file);
        entry.detail = Some(detail(&file, file.versions.last()));
        Ok(transaction.record(entry, ()).await?)
    };
    change(app, context, "file.delete", work).await
}

/// Removes the bytes of a file that must go, such as one that shows somebody's personal data. Who removed it, when and why stays, with
/// the hashes of its versions. Nothing that names it changes.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`] unless the actor administers the organization, [`Error::Invalid`] without
/// a reason, [`Conflict::FileRemoved`].
pub async fn remove(
    app: &App,
    context: &Context,
    id: FileId,
    precondition: &Precondition,
    reason: &str,
) -> Result<StoredFile, Error> {
    let known = find(app, context, id).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredFile>, Error> {
        let mut file = locked(transaction, acting, &known, (precondition, Action::ManageOrganization)).await?;
        let mut checker = Checker::new();
        let reason = check_removal_reason(reason, &mut checker);
        let removal = Removal {
            by: acting.user(),
            at: acting.now,
            reason: checker.finish(reason)?,
        };
        transaction.remove_file(id, &removal).await?;
        let mut entry = audit(acting, AuditAction::FileRemove, &file);
        entry.reason = Some(removal.reason.clone());
        entry.detail = Some(detail(&file, file.versions.last()));
        file.removal = Some(removal);
        file.revision += 1;
        file.updated_at = acting.now;
        for version in &mut file.versions {
            version.thumbnail = None;
        }
        Ok(transaction.record(entry, file).await?)
    };
    change(app, context, "file.remove", work).await
}

/// Locks a file that was read before, and its organization: 404 for what the actor may not see, then 412, 403 and 409.
async fn locked(
    transaction: &mut Transaction,
    acting: &Acting,
    known: &StoredFile,
    (precondition, right): (&Precondition, Action),
) -> Result<StoredFile, Error> {
    let organization = lock_organization_for(transaction, acting, known.organization_id, Action::ReadDrafts)
        .await
        .map_err(unseen)?;
    let file = transaction.lock_file(known.id).await?.ok_or(Error::NotFound)?;
    precondition.check(file.revision)?;
    authorize(&acting.actor, right, &organization.jurisdiction())?;
    if file.removal.is_some() {
        return Err(Error::Conflict(Conflict::FileRemoved));
    }
    Ok(file)
}

fn too_many_versions() -> Error {
    let mut checker = Checker::new();
    checker.refuse(
        "too-many-versions",
        format!("ไฟล์หนึ่งมีได้ไม่เกิน {VERSIONS_MAX} รุ่น โปรดอัปโหลดเป็นไฟล์ใหม่"),
        format!("a file has at most {VERSIONS_MAX} versions; upload a new file"),
    );
    Error::Invalid(checker.finish::<()>(None).err().unwrap_or_default())
}

use prongsai_domain::access::Action;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::file::check_title;
use prongsai_domain::id::{FileId, OrganizationId};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, FileVersion, NewFileVersion, Recorded, StoredFile, Transaction};
use serde_json::json;

use super::inspector::Received;
use super::keep::kept;
use crate::document::{find_organization, lock_organization_for, share_organization_for};
use crate::quota::Quota;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

/// Checks that the actor may upload a file of `size` bytes for an organization, before the body is read.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded).
pub async fn admit(app: &App, context: &Context, organization: OrganizationId, size: u64) -> Result<(), Error> {
    find_organization(app, context, organization, Action::Draft).await?;
    has_room(app, organization, size).await
}

/// Checks that the files of an organization may have more bytes, before something is stored. The transaction checks again.
///
/// # Errors
/// [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded).
pub(super) async fn has_room(app: &App, organization: OrganizationId, added: u64) -> Result<(), Error> {
    let present = app.store.file_bytes_of(organization).await?;
    Ok(app
        .services
        .quotas
        .check(Quota::FileBytesOfOrganization, present, added)?)
}

/// Inspects, cleans and stores a file of an organization. Without a title, the name is the title.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`] if the file is not accepted,
/// [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded).
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    title: Option<&str>,
    received: &Received,
    respond: impl Fn(&StoredFile) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let mut checker = Checker::new();
    let title = title.map(|title| check_title(title, &mut checker));
    let title = checker.finish(Some(title))?.flatten();
    // Nothing slow is done in a transaction. A repeated request stores the same bytes under the same name.
    let inspected = app.services.inspector.inspect(received).await?;
    has_room(app, organization, inspected.cleaned.size).await?;
    let new = kept(app, received, inspected).await?;
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization, Action::Draft).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredFile>, Error> {
        // The lock keeps others from adding bytes after the count.
        lock_organization_for(transaction, acting, organization, Action::Draft).await?;
        check_quota(app, transaction, organization, new.size).await?;
        let id = FileId::new(acting.new_id());
        let title = title.clone().unwrap_or_else(|| new.name.clone());
        let by = (acting.user(), acting.now);
        transaction.insert_file((id, organization), &title, by).await?;
        transaction.insert_file_version(id, 1, &new, by).await?;
        let file = StoredFile {
            id,
            organization_id: organization,
            revision: 1,
            title,
            created_by: acting.user(),
            created_at: acting.now,
            updated_at: acting.now,
            removal: None,
            versions: vec![stored_version(1, &new, acting)],
        };
        let mut entry = audit(acting, AuditAction::FileCreate, &file);
        entry.detail = Some(detail(&file, file.versions.last()));
        Ok(transaction.record(entry, file).await?)
    };
    write_replying(app, context, "file.create", permit, work, respond).await
}

/// Checks that the files of an organization may have more bytes.
///
/// # Errors
/// [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded).
pub(super) async fn check_quota(
    app: &App,
    transaction: &mut Transaction,
    organization: OrganizationId,
    added: u64,
) -> Result<(), Error> {
    let present = transaction.file_bytes_of(organization).await?;
    Ok(app
        .services
        .quotas
        .check(Quota::FileBytesOfOrganization, present, added)?)
}

pub(super) fn stored_version(number: u32, new: &NewFileVersion, acting: &Acting) -> FileVersion {
    FileVersion {
        number,
        name: new.name.clone(),
        media_type: new.media_type.to_owned(),
        size: new.size,
        sha256: new.sha256.clone(),
        received_sha256: new.received_sha256.clone(),
        findings: new.findings.clone(),
        thumbnail: new.thumbnail.clone(),
        uploaded_by: acting.user(),
        uploaded_at: acting.now,
    }
}

pub(super) fn audit(acting: &Acting, action: AuditAction, file: &StoredFile) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "file");
    entry.subject = Some(file.id.get());
    entry.organization = Some(file.organization_id);
    entry
}

/// What the audit trail says of a file: its title, and a version with its hash.
pub(super) fn detail(file: &StoredFile, version: Option<&FileVersion>) -> serde_json::Value {
    json!({
        "title": file.title,
        "version": version.map(|version| version.number),
        "sha256": version.map(|version| &version.sha256),
        "received_sha256": version.map(|version| &version.received_sha256),
    })
}

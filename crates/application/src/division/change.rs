use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::organization::{DIVISION_NAME_MAX, Division};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Transaction};

use crate::acting::change;
use crate::difference::difference;
use crate::document::{lock_organization_for, share_organization_for};
use crate::quota::Quota;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// The changes of a division.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DivisionChange {
    /// The new name.
    pub name_th: Option<String>,
    /// `false` dissolves the division, `true` reactivates it.
    pub is_active: Option<bool>,
}

/// Adds a division to an organization.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`], [`Conflict::AlreadyExists`],
/// [`Conflict::QuotaExceeded`].
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    name: &str,
    respond: impl Fn(&Division) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization_id, Action::ManageOrganization).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Division>, Error> {
        // The lock keeps others from adding a division after the count.
        lock_organization_for(transaction, acting, organization_id, Action::ManageOrganization).await?;
        let present = transaction.count_divisions(organization_id).await?;
        let division = Division {
            id: DivisionId::new(acting.new_id()),
            organization_id,
            revision: 1,
            name_th: check_name(name)?,
            is_active: true,
        };
        transaction
            .insert_division(&division, acting.now)
            .await
            .map_err(already_exists)?;
        app.services.quotas.check(Quota::DivisionsOfOrganization, present, 1)?;
        Ok(transaction
            .record(
                audit(acting, AuditAction::DivisionCreate, (None, Some(&division))),
                division,
            )
            .await?)
    };
    write_replying(app, context, "division.create", permit, work, respond).await
}

/// Renames, dissolves or reactivates a division.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`], [`Conflict::AlreadyExists`].
pub async fn edit(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    id: DivisionId,
    precondition: &Precondition,
    new: DivisionChange,
) -> Result<Division, Error> {
    change(
        app,
        context,
        "division.edit",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Division>, Error> {
            let before = lock(transaction, acting, organization_id, id, precondition).await?;
            let mut division = before.clone();
            if let Some(name) = &new.name_th {
                division.name_th = check_name(name)?;
            }
            division.is_active = new.is_active.unwrap_or(division.is_active);
            division.revision += 1;
            transaction.update_division(&division).await.map_err(already_exists)?;
            Ok(transaction
                .record(
                    audit(acting, AuditAction::DivisionEdit, (Some(&before), Some(&division))),
                    division,
                )
                .await?)
        },
    )
    .await
}

/// Removes a division that nothing refers to.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Conflict::InUse`] when an edition names it: dissolve
/// it instead.
pub async fn delete(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    id: DivisionId,
    precondition: &Precondition,
) -> Result<(), Error> {
    change(
        app,
        context,
        "division.delete",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let division = lock(transaction, acting, organization_id, id, precondition).await?;
            transaction.delete_division(id).await.map_err(|error| match error {
                StoreError::Rule(_) => Error::Conflict(Conflict::InUse),
                other => other.into(),
            })?;
            Ok(transaction
                .record(audit(acting, AuditAction::DivisionDelete, (Some(&division), None)), ())
                .await?)
        },
    )
    .await
}

async fn lock(
    transaction: &mut Transaction,
    acting: &Acting,
    organization_id: OrganizationId,
    id: DivisionId,
    precondition: &Precondition,
) -> Result<Division, Error> {
    let jurisdiction = share_organization_for(transaction, acting, organization_id, Action::ReadOrganization)
        .await?
        .jurisdiction();
    let division = transaction
        .lock_division(organization_id, id)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(division.revision)?;
    authorize(&acting.actor, Action::ManageOrganization, &jurisdiction)?;
    Ok(division)
}

fn check_name(raw: &str) -> Result<String, Error> {
    let mut checker = Checker::new();
    let name = checker.line("name_th", raw, DIVISION_NAME_MAX);
    Ok(checker.finish(name)?)
}

fn already_exists(error: StoreError) -> Error {
    match error {
        StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "name_th" }),
        other => other.into(),
    }
}

/// The audit entry of a change from the first division to the second one.
fn audit<'a>(
    acting: &Acting,
    action: AuditAction,
    (before, after): (Option<&Division>, Option<&Division>),
) -> AuditEntry<'a> {
    let mut entry = acting.audit(action, "division");
    let division = after.or(before);
    entry.subject = division.map(|division| division.id.get());
    entry.organization = division.map(|division| division.organization_id);
    entry.changes = difference(before, after);
    entry
}

use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::setting::{NotAccepted, Setting};
use prongsai_persistence::{Recorded, Transaction};

use crate::document::share_organization_for;
use crate::job::enqueue_year;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Puts the weaker value of a setting in force, which another administrator of the organization proposed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::SecondPerson`] if the actor proposed it,
/// [`Conflict::NothingProposed`], [`Error::PreconditionRequired`] if the acceptance names no revision.
pub async fn accept_setting<A: Replayable>(
    app: &App,
    context: &Context,
    id: OrganizationId,
    precondition: &Precondition,
    setting: Setting,
    respond: impl Fn(&Organization) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, id, Action::ManageOrganization).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Organization>, Error> {
        let mut organization = transaction.lock_organization(id).await?.ok_or(Error::NotFound)?;
        acting.confirm(transaction).await?;
        let jurisdiction = organization.jurisdiction();
        authorize(&acting.actor, Action::ReadOrganization, &jurisdiction)?;
        precondition.check(organization.revision)?;
        authorize(&acting.actor, Action::ManageOrganization, &jurisdiction)?;
        let settings = &mut organization.profile.settings;
        organization
            .consents
            .accept(settings, setting, acting.user())
            .map_err(|refused| match refused {
                NotAccepted::NotProposed => Error::Conflict(Conflict::NothingProposed),
                NotAccepted::SamePerson => Error::SecondPerson,
            })?;
        // After the other checks, so that 403 and 409 come before the 428 for `If-Match: *`.
        precondition.check_read(organization.revision)?;
        organization.revision += 1;
        transaction
            .update_organization(&organization, acting.user(), acting.now)
            .await?;
        enqueue_year(transaction, acting, id, None).await?;
        let mut entry = acting.audit(AuditAction::OrganizationAcceptSetting, "organization");
        entry.subject = Some(id.get());
        entry.organization = Some(id);
        entry.changes = Some(serde_json::json!({ setting.as_str(): [!setting.weaker(), setting.weaker()] }));
        Ok(transaction.record(entry, organization).await?)
    };
    let outcome = write_replying(app, context, "organization.accept-setting", permit, work, respond).await?;
    app.services.public_cache.lists_changed();
    Ok(outcome)
}

use jiff::Timestamp;
use prongsai_domain::access::{Action, Actor, Jurisdiction, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::organization::Organization;
use prongsai_domain::setting::{NotAccepted, PROPOSAL_LIFETIME, Setting};
use prongsai_persistence::{ActingUser, Recorded, Transaction};

use super::edit::check_may_weaken;
use crate::document::share_organization_for;
use crate::job::enqueue_year;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Puts the weaker value of a setting in force, which another administrator of the organization proposed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::SecondPerson`] if the actor proposed it,
/// [`Error::SecondFactorMissing`], [`Error::SecondFactorStale`], [`Conflict::NothingProposed`], [`Conflict::ProposalExpired`]
/// after 14 days and if the person who proposed it does not administer any more, [`Error::PreconditionRequired`] if the
/// acceptance names no revision.
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
        check_may_weaken(acting, id)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Organization>, Error> {
        let mut organization = transaction.lock_organization(id).await?.ok_or(Error::NotFound)?;
        acting.confirm(transaction).await?;
        let jurisdiction = organization.jurisdiction();
        authorize(&acting.actor, Action::ReadOrganization, &jurisdiction)?;
        precondition.check(organization.revision)?;
        authorize(&acting.actor, Action::ManageOrganization, &jurisdiction)?;
        check_may_weaken(acting, id)?;
        let proposer = organization.consents.of(setting).proposed_by;
        let settings = &mut organization.profile.settings;
        organization
            .consents
            .accept(settings, setting, acting.user(), acting.now)
            .map_err(|refused| match refused {
                NotAccepted::NotProposed => Error::Conflict(Conflict::NothingProposed),
                NotAccepted::Expired => Error::Conflict(Conflict::ProposalExpired),
                NotAccepted::SamePerson => Error::SecondPerson,
            })?;
        if !proposer_administers(transaction, acting, proposer, &jurisdiction).await? {
            return Err(Error::Conflict(Conflict::ProposalExpired));
        }
        // This is checked last, so that 403 and 409 come before the 428 for `If-Match: *`.
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

/// Whether the person who proposed a change of an organization could still propose it.
async fn proposer_administers(
    transaction: &mut Transaction,
    acting: &Acting,
    proposer: Option<UserId>,
    jurisdiction: &Jurisdiction,
) -> Result<bool, Error> {
    let Some(proposer) = proposer else { return Ok(false) };
    let administers = |actor: &Actor| authorize(actor, Action::ManageOrganization, jurisdiction).is_ok();
    proposer_may(transaction, acting, proposer, administers).await
}

/// Whether a person who proposed something still has the right to it.
pub(crate) async fn proposer_may(
    transaction: &mut Transaction,
    acting: &Acting,
    proposer: UserId,
    has_right: impl Fn(&Actor) -> bool,
) -> Result<bool, Error> {
    let proposer = ActingUser::without_session(proposer, acting.now);
    let found = transaction.acting_person(proposer).await?;
    Ok(found.is_some_and(|(actor, _)| has_right(&actor)))
}

/// Checks that a proposal of a rendition template or of the release of a rule has not expired, and that its proposer could still
/// propose it.
///
/// # Errors
/// [`Conflict::ProposalExpired`].
pub(crate) async fn check_proposal_is_open(
    transaction: &mut Transaction,
    acting: &Acting,
    id: OrganizationId,
    (by, at): (UserId, Timestamp),
) -> Result<(), Error> {
    let organization = transaction.find_organization(id).await?.ok_or(Error::NotFound)?;
    let is_young = acting.now.duration_since(at) < PROPOSAL_LIFETIME;
    if is_young && proposer_administers(transaction, acting, Some(by), &organization.jurisdiction()).await? {
        Ok(())
    } else {
        Err(Error::Conflict(Conflict::ProposalExpired))
    }
}

use prongsai_domain::access::{Action, authorize_on_platform};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Organization, OrganizationInput, OrganizationProfile};
use prongsai_domain::setting::{Consents, Settings};
use prongsai_persistence::{Recorded, Transaction};

use super::places::{already_exists, check_profile};
use crate::difference::difference;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable, write_replying};

/// Adds an organization.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a platform administrator, [`Error::Invalid`] as [`check_profile`],
/// [`Conflict::AlreadyExists`](crate::Conflict::AlreadyExists) when an organization has this identity or local code.
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    input: OrganizationInput,
    respond: impl Fn(&Organization) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    check_right(context)?;
    let permit = async |_: &mut Transaction, acting: &Acting| check_right(acting);
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Organization>, Error> {
        check_right(acting)?;
        let profile = check_profile(transaction, input.clone()).await?;
        let organization = new_organization(acting, profile);
        transaction
            .insert_organization(&organization, acting.user(), acting.now)
            .await
            .map_err(already_exists)?;
        let mut entry = acting.audit(AuditAction::OrganizationCreate, "organization");
        entry.subject = Some(organization.id.get());
        entry.organization = Some(organization.id);
        entry.changes = difference(None, Some(&organization.profile));
        Ok(transaction.record(entry, organization).await?)
    };
    write_replying(app, context, "organization.create", permit, work, respond).await
}

/// A new organization. The settings that its creator wants are proposals of the creator.
pub(crate) fn new_organization(acting: &Acting, mut profile: OrganizationProfile) -> Organization {
    let (mut consents, mut settings) = (Consents::default(), Settings::default());
    consents.propose(&mut settings, profile.settings, acting.user(), acting.now);
    profile.settings = settings;
    Organization {
        id: OrganizationId::new(acting.new_id()),
        revision: 1,
        profile,
        consents,
        merged_into: None,
    }
}

fn check_right(context: &Context) -> Result<(), Error> {
    Ok(authorize_on_platform(&context.actor, Action::CreateOrganization)?)
}

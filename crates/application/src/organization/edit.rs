use prongsai_domain::access::{Action, Role, authorize};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Organization, OrganizationInput, OrganizationProfile};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Transaction};

use super::places::{checked, taken};
use crate::acting::change;
use crate::{Acting, App, Context, Error, Precondition};

/// Changes an organization: `apply` receives its current data and returns the new data. Only platform administrators
/// change kind, province and predecessors, because these determine the identity and the supervision of an organization.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`] with every violation,
/// [`Conflict::AlreadyExists`](crate::Conflict::AlreadyExists) when another organization has this identity or local
/// code.
pub async fn edit(
    app: &App,
    context: &Context,
    id: OrganizationId,
    precondition: &Precondition,
    apply: impl Fn(OrganizationInput) -> OrganizationInput,
) -> Result<Organization, Error> {
    change(
        app,
        context,
        "organization.edit",
        async |transaction: &mut Transaction, context: &Acting| -> Result<Recorded<Organization>, Error> {
            let mut organization = transaction.lock_organization(id).await?.ok_or(Error::NotFound)?;
            let jurisdiction = organization.jurisdiction();
            authorize(&context.actor, Action::ReadOrganization, &jurisdiction)?;
            precondition.check(organization.revision)?;
            authorize(&context.actor, Action::ManageOrganization, &jurisdiction)?;
            let profile = checked(transaction, apply(organization.profile.clone().into())).await?;
            if profile.predecessors.contains(&id) {
                return Err(own_predecessor());
            }
            if moves(&organization.profile, &profile) && !context.actor.is_platform_admin() {
                return Err(Error::Forbidden {
                    action: Action::CreateOrganization,
                    needs: vec![Role::PlatformAdmin],
                });
            }
            organization.profile = profile;
            organization.revision += 1;
            transaction
                .update_organization(&organization, context.now)
                .await
                .map_err(taken)?;
            let mut entry = context.audit("organization.edit", "organization");
            entry.subject = Some(id.get());
            entry.organization = Some(id);
            Ok(transaction.record(entry, organization).await?)
        },
    )
    .await
}

fn own_predecessor() -> Error {
    let mut checker = Checker::new();
    checker.at("predecessors", |at| {
        at.refuse(
            "own-predecessor",
            "หน่วยงานเป็นหน่วยงานเดิมของตนเองไม่ได้",
            "an organization is not its own predecessor",
        );
    });
    Error::Invalid(checker.finish::<()>(None).err().unwrap_or_default())
}

fn moves(before: &OrganizationProfile, after: &OrganizationProfile) -> bool {
    before.kind != after.kind
        || before.province_code != after.province_code
        || before.predecessors != after.predecessors
}

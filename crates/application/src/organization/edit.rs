use jiff::Timestamp;
use prongsai_domain::access::{Action, authorize, authorize_on_platform};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Organization, OrganizationInput, OrganizationProfile};
use prongsai_domain::setting::Setting;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Transaction};
use serde_json::{Map, Value, json};

use super::places::{already_exists, check_profile};
use crate::acting::change;
use crate::difference::difference;
use crate::job::enqueue_year;
use crate::{Acting, App, Context, Error, Precondition};

/// The settings that are proposed.
fn proposals_of(organization: &Organization, now: Timestamp) -> Vec<&'static str> {
    let in_force = organization.profile.settings;
    let is_proposed = |setting: &Setting| organization.consents.open_proposal(in_force, *setting, now).is_some();
    Setting::ALL
        .into_iter()
        .filter(is_proposed)
        .map(Setting::as_str)
        .collect()
}

/// Checks that the person may weaken a rule now: they prove a second factor as for a change of roles.
///
/// # Errors
/// [`Error::SecondFactorMissing`], [`Error::SecondFactorStale`].
pub(super) fn check_may_weaken(acting: &Acting, organization: OrganizationId) -> Result<(), Error> {
    Ok(acting.actor.restraint.check(Action::ChangeRoles, Some(organization))?)
}

/// Adds to the changes of an audit entry which settings were proposed before and are now.
fn with_proposals(changes: Option<Value>, before: &[&str], after: &[&str]) -> Option<Value> {
    if before == after {
        return changes;
    }
    let mut fields = match changes {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    fields.insert("proposed_settings".to_owned(), json!([before, after]));
    Some(Value::Object(fields))
}

/// The data of an organization as an input. Settings that are proposed count as wanted, so that a change of something
/// else does not end the proposal.
fn wanted_of(organization: &Organization, now: Timestamp) -> OrganizationInput {
    let mut input: OrganizationInput = organization.profile.clone().into();
    input.settings = organization.consents.wanted(organization.profile.settings, now);
    input
}

/// Changes an organization: `apply` receives its current data and returns the new data. The weaker value of a setting
/// ([`Setting::weaker`]) becomes a proposal, which another person accepts. Only platform administrators may change kind,
/// province and predecessors, because these determine which organization it is and who supervises it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`] with every violation,
/// [`Error::SecondFactorMissing`] and [`Error::SecondFactorStale`] for the proposal of a weaker setting,
/// [`Conflict::AlreadyExists`](crate::Conflict::AlreadyExists) when another organization has this identity or local
/// code.
pub async fn edit(
    app: &App,
    context: &Context,
    id: OrganizationId,
    precondition: &Precondition,
    apply: impl Fn(OrganizationInput) -> OrganizationInput,
) -> Result<Organization, Error> {
    let edited = change(
        app,
        context,
        "organization.edit",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Organization>, Error> {
            let mut organization = transaction.lock_organization(id).await?.ok_or(Error::NotFound)?;
            acting.confirm(transaction).await?;
            let jurisdiction = organization.jurisdiction();
            authorize(&acting.actor, Action::ReadOrganization, &jurisdiction)?;
            precondition.check(organization.revision)?;
            authorize(&acting.actor, Action::ManageOrganization, &jurisdiction)?;
            let input = apply(wanted_of(&organization, acting.now));
            if changes_identity(&organization.profile, &input) {
                // These fields need the same right as adding an organization.
                authorize_on_platform(&acting.actor, Action::CreateOrganization)?;
            }
            let mut profile = check_profile(transaction, input).await?;
            let wanted = std::mem::replace(&mut profile.settings, organization.profile.settings);
            let proposals = proposals_of(&organization, acting.now);
            organization
                .consents
                .propose(&mut profile.settings, wanted, acting.user(), acting.now);
            if profile.predecessors.contains(&id) {
                return Err(own_predecessor());
            }
            let changes = difference(Some(&organization.profile), Some(&profile));
            organization.profile = profile;
            let proposed = proposals_of(&organization, acting.now);
            if proposed.iter().any(|setting| !proposals.contains(setting)) {
                check_may_weaken(acting, id)?;
            }
            let changes = with_proposals(changes, &proposals, &proposed);
            organization.revision += 1;
            transaction
                .update_organization(&organization, acting.user(), acting.now)
                .await
                .map_err(already_exists)?;
            enqueue_year(transaction, acting, id, None).await?;
            let mut entry = acting.audit(AuditAction::OrganizationEdit, "organization");
            entry.subject = Some(id.get());
            entry.organization = Some(id);
            entry.changes = changes;
            Ok(transaction.record(entry, organization).await?)
        },
    )
    .await?;
    // The province and a setting decide in which public lists its documents are.
    app.services.public_cache.lists_changed();
    Ok(edited)
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

/// Whether a field changes that only a platform administrator may change. The input is not checked yet, because the
/// right comes before the content.
fn changes_identity(before: &OrganizationProfile, after: &OrganizationInput) -> bool {
    before.kind != after.kind
        || ProvinceCode::parse(&after.province_code).as_ref() != Ok(&before.province_code)
        || before.predecessors != after.predecessors
}

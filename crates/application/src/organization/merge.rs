use std::collections::BTreeMap;

use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::{Division, Organization, are_one, merge};
use prongsai_domain::text::fold;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, Transaction};
use serde_json::json;

use super::pages::pages_of;
use super::places::already_exists;
use crate::difference::difference;
use crate::{App, Error};

/// The number of organizations that are read together.
const TOGETHER: i64 = 500;

/// Rows that stand for one organization or for one division, by their comparison keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// Organizations that are one, by id.
    pub organizations: Vec<Vec<Organization>>,
    /// Divisions of an organization that are one, by id.
    pub divisions: Vec<Vec<Division>>,
}

/// Finds the rows that stand for one organization or division. A second row is refused when somebody adds it. Such rows only appear
/// when a release folds more spellings than the release before.
///
/// # Errors
/// The error of the store.
pub async fn duplicates(app: &App) -> Result<Duplicates, Error> {
    let mut organizations: BTreeMap<_, Vec<Organization>> = BTreeMap::new();
    let mut found = Duplicates::default();
    let mut pages = pages_of(app, None, TOGETHER);
    while let Some(page) = pages.next().await? {
        let page: Vec<Organization> = page.into_iter().filter(|one| one.merged_into.is_none()).collect();
        let ids: Vec<OrganizationId> = page.iter().map(|one| one.id).collect();
        let mut divisions: BTreeMap<_, Vec<Division>> = BTreeMap::new();
        for division in app.store.divisions_of_all(&ids).await? {
            let key = (division.organization_id, fold(&division.name_th));
            divisions.entry(key).or_default().push(division);
        }
        found
            .divisions
            .extend(divisions.into_values().filter(|alike| alike.len() > 1));
        for organization in page {
            let profile = &organization.profile;
            let key = (
                profile.kind.as_str(),
                profile.province_code.clone(),
                fold(&profile.name_th),
            );
            organizations.entry(key).or_default().push(organization);
        }
    }
    // Organizations of one name in different districts are different.
    found.organizations = organizations
        .into_values()
        .map(|alike| ones_of(&alike))
        .filter(|alike| alike.len() > 1)
        .collect();
    Ok(found)
}

/// The organizations that are one with another one of these.
fn ones_of(alike: &[Organization]) -> Vec<Organization> {
    let has_other = |one: &&Organization| alike.iter().any(|other| other.id != one.id && are_one(one, other));
    alike.iter().filter(has_other).cloned().collect()
}

/// What a merge did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The organization that goes on.
    pub kept: Organization,
    /// The one that accepts nothing new.
    pub duplicate: Organization,
    /// The documents of the duplicate with an edition in work, which can only be read, returned and withdrawn now.
    pub in_work: u64,
}

/// Merges a duplicate into the organization that goes on, for the operator of the host. Everything of the duplicate stays where it
/// is, and public; nothing new is accepted there.
///
/// # Errors
/// [`Error::NotFound`] when one of them does not exist, [`Error::Invalid`] when they are not one,
/// [`Conflict::AlreadyExists`](crate::Conflict::AlreadyExists) when there is a third row of the same organization that has its key.
pub async fn merge_as_operator(
    app: &App,
    duplicate: OrganizationId,
    into: OrganizationId,
    reason: &str,
) -> Result<Merged, Error> {
    let now = app.services.clock.now();
    app.store
        .write(
            "organization.merge",
            async |transaction: &mut Transaction| -> Result<Recorded<Merged>, Error> {
                let (duplicate, before) = locked(transaction, duplicate, into).await?;
                let mut checker = Checker::new();
                let kept = merge(before.clone(), &duplicate, &mut checker);
                let kept = checker.finish(kept)?;
                let in_work = transaction.count_documents_in_work(duplicate.id).await?;
                transaction
                    .merge_organization(duplicate.id, &kept, now)
                    .await
                    .map_err(already_exists)?;
                let entry = |of: &Organization| {
                    let mut entry = AuditEntry::new(now, None, AuditAction::OrganizationMerge, "organization");
                    entry.subject = Some(of.id.get());
                    entry.organization = Some(of.id);
                    entry.reason = Some(reason.to_owned());
                    entry.detail = Some(json!({ "duplicate": duplicate.id, "into": kept.id }));
                    entry
                };
                transaction.note_all(&[entry(&duplicate)]).await?;
                let mut last = entry(&kept);
                last.changes = difference(Some(&before.profile), Some(&kept.profile));
                let duplicate = Organization {
                    merged_into: Some(kept.id),
                    ..duplicate
                };
                let merged = Merged {
                    kept,
                    duplicate,
                    in_work,
                };
                Ok(transaction.record(last, merged).await?)
            },
        )
        .await
}

/// The duplicate and the organization that goes on, locked.
async fn locked(
    transaction: &mut Transaction,
    duplicate: OrganizationId,
    into: OrganizationId,
) -> Result<(Organization, Organization), Error> {
    let found = transaction.lock_organizations(&[duplicate, into]).await?;
    let with_id = |id| found.iter().find(|one| one.id == id).cloned().ok_or(Error::NotFound);
    Ok((with_id(duplicate)?, with_id(into)?))
}

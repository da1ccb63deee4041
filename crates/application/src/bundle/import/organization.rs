use prongsai_domain::audit::AuditAction;
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{StoreError, Transaction};

use crate::difference::difference;
use crate::organization::{new_organization, taken_field};
use crate::{Acting, Error};
use prongsai_bundle::CheckedBundle;
use prongsai_bundle::check::Identity;

/// Finds the organization in a bundle. Without a district in the bundle, kind, province and name must match exactly one
/// organization. If the organization is stored without a district, a bundle that names a district finds it too.
/// `existing::matching` has the same rule for data that is read before the transaction.
pub(super) async fn find(transaction: &mut Transaction, identity: &Identity) -> Result<Option<Organization>, Error> {
    let Identity {
        kind,
        province,
        district,
        name,
    } = identity;
    let found = transaction
        .find_organization_by_identity(*kind, province, district.as_ref(), name)
        .await?;
    if found.is_some() || district.is_none() {
        return Ok(found);
    }
    // Without a district, the query returns an organization only if it is the only one with these values.
    let anywhere = transaction
        .find_organization_by_identity(*kind, province, None, name)
        .await?;
    Ok(anywhere.filter(|organization| organization.profile.district_code.is_none()))
}

/// Inserts the organization that a bundle describes.
pub(super) async fn create(
    transaction: &mut Transaction,
    acting: &Acting,
    checked: &CheckedBundle,
) -> Result<Organization, Error> {
    let organization = new_organization(acting, checked.organization.clone());
    let id = organization.id;
    transaction
        .insert_organization(&organization, acting.user(), acting.now)
        .await
        .map_err(already_exists)?;
    let mut entry = acting.audit(AuditAction::OrganizationCreate, "organization");
    entry.subject = Some(id.get());
    entry.organization = Some(id);
    entry.changes = difference(None, Some(&organization.profile));
    transaction.note(entry).await?;
    Ok(organization)
}

/// Reports a value that another organization has as a field error of the bundle. Without an import,
/// `organization::places::already_exists` answers the same errors with a conflict.
fn already_exists(error: StoreError) -> Error {
    let Some(field) = taken_field(&error) else {
        return error.into();
    };
    let mut checker = Checker::new();
    checker.at("organization", |at| {
        at.at(field, |at| {
            at.refuse(
                "already-exists",
                "มีหน่วยงานอื่นใช้ค่านี้อยู่แล้ว",
                "another organization has this already",
            );
        });
    });
    // Without a value, `finish` always returns the violations. The other case only satisfies the types.
    checker
        .finish::<()>(None)
        .map_or_else(Error::Invalid, |()| error.into())
}

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{StoreError, Transaction};

use crate::bundle::check::{CheckedBundle, Identity};
use crate::{Context, Error};

/// The office that a bundle means. One that was registered without a district is found by a bundle that names one.
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
    let anywhere = transaction
        .find_organization_by_identity(*kind, province, None, name)
        .await?;
    Ok(anywhere.filter(|office| office.profile.district_code.is_none()))
}

/// Adds the office that a bundle describes.
pub(super) async fn create(
    transaction: &mut Transaction,
    context: &Context,
    checked: &CheckedBundle,
) -> Result<Organization, Error> {
    let id = OrganizationId::new(context.new_id());
    let office = Organization {
        id,
        revision: 1,
        profile: checked.organization.clone(),
    };
    transaction
        .insert_organization(&office, context.now)
        .await
        .map_err(taken)?;
    let mut entry = context.audit("organization.create", "organization");
    entry.subject = Some(id.get());
    entry.organization = Some(id);
    transaction.note(entry).await?;
    Ok(office)
}

fn taken(error: StoreError) -> Error {
    let StoreError::Unique(rule) = &error else {
        return error.into();
    };
    let field = if rule.contains("local_code") {
        "local_code"
    } else {
        "name_th"
    };
    let mut checker = Checker::new();
    checker.at("organization", |at| {
        at.at(field, |at| {
            at.refuse(
                "already-exists",
                "มีหน่วยงานอื่นใช้ค่านี้อยู่แล้ว",
                "another organisation has this already",
            );
        });
    });
    checker
        .finish::<()>(None)
        .map_or_else(Error::Invalid, |()| error.into())
}

/// Locks the reports of a year before anything else of it: submitting a report locks in this order too, and two who
/// lock in the same order never wait for each other in a circle.
pub(super) async fn lock_reports(
    transaction: &mut Transaction,
    office: OrganizationId,
    year: FiscalYear,
) -> Result<(), Error> {
    transaction
        .lock_documents_of_year(office, year, DocumentKind::Report)
        .await?;
    Ok(())
}

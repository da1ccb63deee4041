use prongsai_domain::organization::{OrganizationInput, OrganizationProfile};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{StoreError, Transaction};

use crate::{Conflict, Error};

/// Checks the input for an organization, and that its province, district and predecessors exist.
///
/// # Errors
/// [`Error::Invalid`] with every violation of the fields, or if there is none, of the places and predecessors.
pub(super) async fn check_profile(
    transaction: &mut Transaction,
    input: OrganizationInput,
) -> Result<OrganizationProfile, Error> {
    let mut checker = Checker::new();
    let profile = input.check(&mut checker);
    let profile = checker.finish(profile)?;
    let mut checker = Checker::new();
    if !transaction.province_exists(&profile.province_code).await? {
        profile.province_code.refuse_unknown(None, &mut checker);
    }
    if let Some(code) = &profile.district_code
        && !transaction.district_exists(code).await?
    {
        checker.at("district_code", |at| {
            at.refuse(
                "unknown-district",
                format!("ไม่มีอำเภอรหัส {code}"),
                format!("there is no district {code}"),
            );
        });
    }
    let known = transaction.count_organizations(&profile.predecessors).await?;
    // An organization that is named twice is counted once.
    if known != profile.predecessors.len() {
        checker.at("predecessors", |at| {
            at.refuse(
                "unknown-organization",
                "มีหน่วยงานที่ไม่มีอยู่ หรือระบุซ้ำ",
                "one of these organizations does not exist, or is named twice",
            );
        });
    }
    Ok(checker.finish(Some(profile))?)
}

/// Converts an error of the store. If another organization has the same identity or local code, the caller learns which
/// field it is.
pub(super) fn already_exists(error: StoreError) -> Error {
    match taken_field(&error) {
        Some(field) => Error::Conflict(Conflict::AlreadyExists { field }),
        None => error.into(),
    }
}

/// The field whose value another organization has, if the store refused an organization for that. The table has two
/// unique rules: one for the local code, one for kind, province, district and name.
pub(crate) fn taken_field(error: &StoreError) -> Option<&'static str> {
    if error.is_unique("organizations_local_code_key") {
        Some("local_code")
    } else if error.is_unique("organizations_identity") {
        Some("name_th")
    } else {
        None
    }
}

use prongsai_domain::document::DocumentKind;
use prongsai_persistence::APPROVAL_BASES;

use super::{Plans, USUAL, filled, id_of};

/// The numbers of people of one organization, and of a page of them.
pub(super) async fn look(plans: &mut Plans) {
    let kinds = DocumentKind::ALL.map(DocumentKind::as_str).join(",");
    for organizations in [USUAL..USUAL + 1, 0..200] {
        let what = format!("approval bases of {organizations:?}");
        let ids: Vec<String> = organizations.map(|number| id_of("000a", number).to_string()).collect();
        let literals = [format!("'{{{}}}'", ids.join(",")), format!("'{{{kinds}}}'")];
        let statement = filled(APPROVAL_BASES, &literals);
        for index in [
            "memberships_of_organization",
            "publications_of_organization",
            "acts_pkey",
        ] {
            plans.look(&what, &statement, &[index]).await;
        }
    }
}

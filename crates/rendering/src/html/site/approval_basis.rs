use maud::{Markup, html};
use prongsai_domain::approval_basis::ApprovalBasis;

use crate::html::verification::fact;
use crate::rendition::Numerals;
use crate::wording;

/// How many people the organization's approvals rest on.
pub(super) fn facts(basis: &ApprovalBasis, numerals: Numerals) -> Markup {
    let holders = |all: u32, unconfirmed: u32| {
        let mut said = people(all, numerals);
        if unconfirmed > 0 {
            let of_these = people(unconfirmed, numerals);
            said = format!("{said} {} {of_these} {}", wording::OF_THESE, wording::UNCONFIRMED);
        }
        html! { (said) }
    };
    html! {
        dl.facts {
            (fact(wording::APPROVERS, &holders(basis.approvers, basis.approvers_unconfirmed)))
            (fact(wording::PUBLISHERS, &holders(basis.publishers, basis.publishers_unconfirmed)))
            (fact(wording::APPROVERS_WHO_DRAFT, &holders(basis.approvers_who_draft, 0)))
            (fact(wording::PUBLIC_DOCUMENTS, &documents(basis, numerals)))
        }
        p.note { (wording::APPROVAL_BASIS_NOTE) }
    }
}

fn people(number: u32, numerals: Numerals) -> String {
    format!("{} {}", numerals.number(u64::from(number)), wording::PEOPLE)
}

/// The number of public documents, of the people who approved them, and of the serious warnings that they acknowledged.
fn documents(basis: &ApprovalBasis, numerals: Numerals) -> Markup {
    let number = numerals.number(u64::from(basis.public_documents));
    html! {
        (number) " " (wording::DOCUMENTS)
        @if basis.public_documents > 0 {
            " " (wording::APPROVED_BY) " " (people(basis.approvers_of_public, numerals))
        }
        @if basis.acknowledged_warnings > 0 {
            " " (wording::ACKNOWLEDGED_WARNINGS) " "
            (numerals.number(u64::from(basis.acknowledged_warnings))) " " (wording::POINTS)
        }
    }
}

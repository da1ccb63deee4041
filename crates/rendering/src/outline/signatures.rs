use super::part::Signature;
use crate::rendition::{Rendition, SignedDocument};
use crate::wording;

/// The approvers of a document. If it is not approved yet, these are the posts of the template.
pub(crate) fn approvers(document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Vec<Signature> {
    let numerals = rendition.template.numerals;
    let signatures = &document.signatures;
    let position = match (signatures.approver_position, signatures.override_reason) {
        (Some(position), _) => position,
        (None, Some(_)) => "",
        (None, None) => return posts(rendition),
    };
    let day = signatures
        .approved_at
        .map(|at| format!("{} {}", wording::APPROVED_ON, numerals.day_of(at)));
    let by_author = signatures
        .override_reason
        .map(|reason| format!("{} {}", wording::APPROVED_BY_AUTHOR, numerals.text(reason)));
    let closing: Vec<String> = day.into_iter().chain(by_author).collect();
    vec![Signature {
        position: numerals.text(position),
        role: Some(wording::APPROVER),
        closing: (!closing.is_empty()).then(|| closing.join(" ")),
        ..Signature::default()
    }]
}

/// The posts of the template, for renditions that name no signatory.
pub(super) fn posts(rendition: &Rendition<'_>) -> Vec<Signature> {
    let numerals = rendition.template.numerals;
    rendition
        .template
        .signature_positions
        .iter()
        .map(|position| Signature {
            position: numerals.text(position),
            ..Signature::default()
        })
        .collect()
}

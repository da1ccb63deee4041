use super::part::Signature;
use crate::rendition::{Rendition, SignedDocument};
use crate::wording;

/// The approvers of a document. If it is not approved yet, or its approver has no post, these are the posts of the
/// template.
pub(crate) fn approvers(document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Vec<Signature> {
    let numerals = rendition.template.numerals;
    let Some(position) = document.signatures.approver_position else {
        return posts(rendition);
    };
    vec![Signature {
        position: numerals.text(position),
        role: Some(wording::APPROVER.into()),
        closing: document
            .signatures
            .approved_at
            .map(|at| format!("{} {}", wording::APPROVED_ON, numerals.day_of(at))),
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

use prongsai_domain::kind::{Kind, Listed, OrganizationRules};
use prongsai_domain::violation::Checker;

use crate::checked::CheckedDocument;
use crate::keyed::each_keyed;

/// A section of a bundle: the entries of one kind of document, each with a key.
pub(crate) trait Section: Kind + Listed {
    /// An entry in the written form of a bundle.
    type Part;

    /// The field of the bundle that holds the entries.
    const FIELD: &'static str;
    /// The maximum number of entries in one bundle.
    const ENTRIES_MAX: usize = 300;

    /// The key of the entry at an index.
    fn key(part: &Self::Part, index: usize) -> String;

    /// Checks an entry at the current place. Returns `None` when it was refused, also in part.
    fn check_part(part: &Self::Part, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self>;

    /// Makes the entry of a document for an export.
    fn part(&self, key: String) -> Self::Part;
}

/// Checks the entries of a section at its field.
pub(super) fn check_section<K: Section>(
    parts: &[&K::Part],
    rules: OrganizationRules<'_>,
    checker: &mut Checker,
) -> Vec<CheckedDocument> {
    let keys = parts.iter().enumerate().map(|(index, part)| K::key(part, index));
    let mut documents = Vec::with_capacity(parts.len());
    each_keyed(K::FIELD, keys.collect(), K::ENTRIES_MAX, checker, |index, key, at| {
        let content = parts.get(index).and_then(|part| K::check_part(part, rules, at));
        documents.extend(key.zip(content).map(|(key, content)| CheckedDocument {
            pointer: format!("/{}/{index}", K::FIELD),
            key,
            content: content.into(),
        }));
    });
    documents
}

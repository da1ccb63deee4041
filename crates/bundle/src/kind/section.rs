use prongsai_domain::kind::{Kind, Listed, OrganizationRules};
use prongsai_domain::violation::Checker;
use serde::de::DeserializeOwned;

use crate::checked::CheckedDocument;
use crate::keyed::KeyedList;
use crate::text::Entry;

/// A section of a bundle: the entries of one kind of document, each with a key.
pub(crate) trait Section: Kind + Listed {
    /// An entry in the written form of a bundle.
    type Part: DeserializeOwned;

    /// The field of the bundle that holds the entries.
    const FIELD: &'static str;
    /// The maximum number of entries in one bundle; docs/bundle.md states it.
    const ENTRIES_MAX: usize = 300;

    /// The key of the entry at an index.
    fn key(part: &Self::Part, index: usize) -> String;

    /// Whether the entry states its key.
    fn is_key_stated(_: &Self::Part) -> bool {
        true
    }

    /// The revision that the entry states.
    fn revision(part: &Self::Part) -> Option<u64>;

    /// Checks an entry at the current place. Returns `None` when it was refused, also in part: the check of the domain may
    /// return a value for an input of which this function has replaced a refused choice by a guess.
    fn check_part(part: &Self::Part, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self>;

    /// Makes the entry of a document for an export.
    fn part(&self, key: String, revision: Option<u64>) -> Self::Part;
}

/// Checks the entries of a section at its field. `checked` receives those that were not refused.
pub(crate) fn check_section<'a, K: Section>(
    entries: impl ExactSizeIterator<Item = &'a Entry<K::Part>>,
    rules: OrganizationRules<'_>,
    checker: &mut Checker,
    checked: &mut dyn FnMut(CheckedDocument, &Checker),
) where
    K::Part: 'a,
{
    let entries = entries.map(|entry| (entry.read(), entry.size()));
    let list = KeyedList {
        field: K::FIELD,
        max: K::ENTRIES_MAX,
        key: |index, (part, _): &(K::Part, usize)| K::key(part, index),
    };
    list.check(entries, checker, |index, (part, size), key, at| {
        let content = K::check_part(&part, rules, at);
        if let Some((key, content)) = key.zip(content) {
            let document = CheckedDocument {
                pointer: format!("/{}/{index}", K::FIELD),
                key,
                is_key_stated: K::is_key_stated(&part),
                revision: K::revision(&part),
                content: content.into(),
                size,
            };
            checked(document, at);
        }
    });
}

//! The lists of a bundle whose entries have keys. Each key is unique in its list.

use std::collections::HashSet;

use prongsai_domain::document::check_key;
use prongsai_domain::violation::Checker;

/// A list whose entries have keys.
pub(crate) struct KeyedList<K> {
    /// The field of the list.
    pub(crate) field: &'static str,
    /// The maximum number of entries.
    pub(crate) max: usize,
    /// The key of the entry at an index.
    pub(crate) key: K,
}

impl<K> KeyedList<K> {
    /// Checks the list, one entry after another. `check` receives the index, the entry and its key, at the place of the
    /// entry. The key is `None` if it was refused, because it is malformed or was used before.
    pub(crate) fn check<T>(
        &self,
        entries: impl ExactSizeIterator<Item = T>,
        checker: &mut Checker,
        mut check: impl FnMut(usize, T, Option<String>, &mut Checker),
    ) where
        K: Fn(usize, &T) -> String,
    {
        if !checker.limit_length(self.field, entries.len(), self.max) {
            return;
        }
        let mut seen: HashSet<String> = HashSet::with_capacity(entries.len());
        checker.at(self.field, |at| {
            for (index, entry) in entries.enumerate() {
                at.at(index, |at| {
                    let mut key = check_key("key", &(self.key)(index, &entry), at);
                    if key.as_ref().is_some_and(|key| !seen.insert(key.clone())) {
                        at.at("key", |at| {
                            at.refuse("duplicate", "คีย์นี้ใช้ไปแล้ว", "this key is already used");
                        });
                        key = None;
                    }
                    check(index, entry, key, at);
                });
            }
        });
    }
}

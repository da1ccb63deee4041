//! The lists of a bundle whose entries have keys. Each key is unique in its list.

use prongsai_domain::document::check_key;
use prongsai_domain::violation::Checker;

/// Checks a list whose entries have keys. `check` receives the index and the key of each entry, at the place of the
/// entry. The key is `None` if it was refused, because it is malformed or was used before.
pub(crate) fn each_keyed(
    field: &str,
    keys: Vec<String>,
    max: usize,
    checker: &mut Checker,
    mut check: impl FnMut(usize, Option<String>, &mut Checker),
) {
    if !checker.limit_length(field, keys.len(), max) {
        return;
    }
    let mut seen: Vec<String> = Vec::with_capacity(keys.len());
    checker.at(field, |at| {
        for (index, raw) in keys.into_iter().enumerate() {
            at.at(index, |at| {
                let key = check_key("key", &raw, at);
                let repeated = key.as_ref().is_some_and(|key| seen.contains(key));
                if repeated {
                    at.at("key", |at| {
                        at.refuse("duplicate", "คีย์นี้ใช้ไปแล้ว", "this key is already used");
                    });
                }
                seen.extend(key.clone());
                check(index, key.filter(|_| !repeated), at);
            });
        }
    });
}

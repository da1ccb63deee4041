use std::collections::BTreeSet;

use crate::violation::Checker;

/// Checks a key that identifies something within its document, year or bundle: 1 to 64 of `a-z 0-9 - _ .`. `http`
/// repeats the rule in patterns of the OpenAPI document.
pub fn check_key(field: &str, raw: &str, checker: &mut Checker) -> Option<String> {
    let fits = (1..=64).contains(&raw.len())
        && raw
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte));
    if !fits {
        checker.at(field, |at| {
            at.refuse(
                "not-a-key",
                "คีย์ยาว 1–64 ตัว ใช้ได้เฉพาะ a-z 0-9 - _ .",
                "a key has 1 to 64 of a-z 0-9 - _ .",
            );
        });
    }
    fits.then(|| raw.to_owned())
}

/// The keys of the entries of a list, in order. An entry without a key gets `prefix`, a hyphen and the number of its
/// position or, if another entry has that key, the next free number. The import of a bundle gives new entries keys of the same
/// form (`matching/lists.rs` in `bundle`).
pub fn complete_keys(prefix: &str, stated: &[Option<String>]) -> Vec<String> {
    let given: BTreeSet<&str> = stated.iter().flatten().map(String::as_str).collect();
    // The number that was given last. All numbers from the position of its entry up to it are taken.
    let mut last = 0;
    let complete = |(index, key): (usize, &Option<String>)| {
        if let Some(key) = key {
            return key.clone();
        }
        last = last.max(index);
        loop {
            last += 1;
            let key = format!("{prefix}-{last}");
            if !given.contains(key.as_str()) {
                return key;
            }
        }
    };
    stated.iter().enumerate().map(complete).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_the_position_or_the_next_free_number() {
        let keys = |stated: &[&str]| {
            let stated: Vec<Option<String>> = stated
                .iter()
                .map(|key| Some((*key).to_owned()).filter(|key| !key.is_empty()))
                .collect();
            complete_keys("step", &stated)
        };
        assert_eq!(keys(&["", ""]), ["step-1", "step-2"]);
        assert_eq!(keys(&["step-2", ""]), ["step-2", "step-3"]);
        assert_eq!(keys(&["", "step-1", "", ""]), ["step-2", "step-1", "step-3", "step-4"]);
        assert_eq!(
            keys(&["", "", "step-1", "step-3"]),
            ["step-2", "step-4", "step-1", "step-3"]
        );
    }
}

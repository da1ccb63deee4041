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

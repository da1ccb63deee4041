//! What `import` prints about single entries.

use prongsai_application::bundle::{FieldChange, MissingEntry, MovedEntry};

/// A field with its value before and after, and who wrote the one before.
pub(crate) fn change_lines(change: &FieldChange) -> String {
    let head = format!(
        "  [เปลี่ยน/changed] {} {} {} {}",
        change.kind, change.key, change.field, change.pointer
    );
    let Some(shown) = &change.shown else { return head };
    let value = |value: &Option<serde_json::Value>| {
        value
            .as_ref()
            .map_or_else(|| "–".to_owned(), serde_json::Value::to_string)
    };
    let name = shown.changed_by.as_ref().map_or("–", |(_, name)| name);
    let at = shown.changed_at.map_or_else(String::new, |at| at.to_string());
    format!(
        "{head}\n      {} → {}\n      {name} {at}",
        value(&shown.before),
        value(&shown.after)
    )
}

/// An entry without a key that stands at another place.
pub(crate) fn moved_line(moved: &MovedEntry) -> String {
    let MovedEntry {
        kind,
        key,
        pointer,
        from,
        to,
        ..
    } = moved;
    format!("  [ย้าย/moved] {kind} {key} {from} → {to} {pointer}")
}

/// An entry that is stored and not in the file.
pub(crate) fn missing_line(missing: &MissingEntry) -> String {
    let measure = missing
        .measure
        .as_deref()
        .map(|key| format!("{key}/"))
        .unwrap_or_default();
    format!("  [ไม่มีในไฟล์/not in the file] {} {measure}{}", missing.kind, missing.key)
}

#[cfg(test)]
mod tests {
    use prongsai_application::bundle::ShownChange;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_shows_both_values_only_to_who_may_read_them() {
        let mut change = FieldChange {
            kind: "measure".to_owned(),
            key: "m-1".to_owned(),
            id: None,
            pointer: "/measures/0/guideline".to_owned(),
            field: "guideline".to_owned(),
            shown: Some(ShownChange {
                before: Some(json!("เดิม")),
                after: None,
                changed_by: None,
                changed_at: None,
            }),
        };
        let lines = change_lines(&change);
        assert!(
            lines.contains("m-1 guideline /measures/0/guideline") && lines.contains("\"เดิม\" → –"),
            "{lines}"
        );
        change.shown = None;
        assert_eq!(change_lines(&change).lines().count(), 1);
    }
}

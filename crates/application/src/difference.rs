use serde::Serialize;
use serde_json::{Map, Value, json};

/// The fields in which two values differ, as `{field: [before, after]}`, for the audit trail. An absent value has no
/// fields. `None` if nothing differs.
///
/// The values must have no secrets.
pub(crate) fn difference<T: Serialize>(before: Option<&T>, after: Option<&T>) -> Option<Value> {
    let (before, after) = (fields(before), fields(after));
    let mut changes = Map::new();
    for name in before.keys().chain(after.keys()) {
        let of = |fields: &Map<String, Value>| fields.get(name).cloned().unwrap_or_default();
        let (old, new) = (of(&before), of(&after));
        if old != new {
            changes.insert(name.clone(), json!([old, new]));
        }
    }
    (!changes.is_empty()).then_some(Value::Object(changes))
}

fn fields<T: Serialize>(value: Option<&T>) -> Map<String, Value> {
    match value.map(serde_json::to_value) {
        None => Map::new(),
        Some(Ok(Value::Object(fields))) => fields,
        // Every caller gives a struct with named fields, whose serialisation cannot fail.
        Some(other) => {
            debug_assert!(false, "no fields: {other:?}");
            Map::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_fields_that_differ_are_named() {
        let (before, after) = (
            json!({ "a": 1, "b": [2], "c": null }),
            json!({ "a": 1, "b": [3], "d": "x" }),
        );
        let expected = json!({ "b": [[2], [3]], "d": [null, "x"] });
        assert_eq!(difference(Some(&before), Some(&after)), Some(expected));
        assert_eq!(difference(Some(&before), Some(&before)), None);
        assert_eq!(
            difference(None, Some(&json!({ "a": 1 }))),
            Some(json!({ "a": [null, 1] }))
        );
    }
}

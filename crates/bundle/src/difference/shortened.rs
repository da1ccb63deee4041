use serde_json::Value;

/// The longest text that is shown, in characters; docs/bundle.md states it.
pub(super) const SHOWN_MAX: usize = 200;
/// Stands for each part of a text that is not shown.
pub(super) const MARK: char = '…';
/// If only a part of a text is shown, it begins this many characters before the first difference.
const BEFORE_DIFFERENCE: usize = 40;

/// Two values in the form in which they are shown: lists and objects as their JSON text, of a long text the part with the
/// first difference, with a mark at each end where something is missing.
pub(super) fn shortened(before: Option<&Value>, after: Option<&Value>) -> (Option<Value>, Option<Value>) {
    let (before, after) = (before.map(flat), after.map(flat));
    let (Some(Value::String(old)), Some(Value::String(new))) = (&before, &after) else {
        let short = |value: Option<Value>| match value {
            Some(Value::String(text)) => Some(Value::String(part(&text, 0))),
            other => other,
        };
        return (short(before), short(after));
    };
    let same = old.chars().zip(new.chars()).take_while(|(one, two)| one == two).count();
    let from = same.saturating_sub(BEFORE_DIFFERENCE);
    let shown = |text: &str| Some(Value::String(part(text, from)));
    (shown(old), shown(new))
}

fn flat(value: &Value) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) => Value::String(value.to_string()),
        other => other.clone(),
    }
}

/// The text if it is short, otherwise the part from a character on.
fn part(text: &str, from: usize) -> String {
    let length = text.chars().count();
    if length <= SHOWN_MAX {
        return text.to_owned();
    }
    let from = from.min(length - SHOWN_MAX);
    let shown = text.chars().skip(from).take(SHOWN_MAX);
    let begins = (from > 0).then_some(MARK);
    let ends = (from + SHOWN_MAX < length).then_some(MARK);
    begins.into_iter().chain(shown).chain(ends).collect()
}

use std::collections::HashSet;

use serde_json::Value;

use super::shortened::shortened;

/// A place of an entry at which the stored content and that of the bundle differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// JSON pointer of the place within the entry, as [`CheckedBundle`](crate::CheckedBundle) has it. If the bundle has
    /// no such place, it is that of the nearest enclosing value that the bundle has.
    pub pointer: String,
    /// The field: its path within the entry, such as `guideline` or `steps/step-2/text`. Entries of lists are named by their
    /// keys or, if they have none, by their number in the bundle, which counts from 0.
    pub field: String,
    /// The stored value, shortened; `None` if there is none.
    pub before: Option<Value>,
    /// The value of the bundle, shortened; `None` if there is none.
    pub after: Option<Value>,
}

/// The differences of two values in the form of bundles, in the order of the new one.
pub(super) fn differences(stored: &Value, new: &Value) -> Vec<Difference> {
    let mut walk = Walk::default();
    walk.compare(Some(stored), Some(new));
    walk.found
}

#[derive(Default)]
struct Walk {
    /// The place in the bundle.
    place: Vec<String>,
    /// The path of the field.
    path: Vec<String>,
    found: Vec<Difference>,
}

impl Walk {
    fn compare(&mut self, stored: Option<&Value>, new: Option<&Value>) {
        if stored == new {
            return;
        }
        match (stored, new) {
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                let gone = before.keys().filter(|name| !after.contains_key(*name));
                for name in after.keys().chain(gone) {
                    self.at(name, after.contains_key(name), name, |walk| {
                        walk.compare(before.get(name), after.get(name));
                    });
                }
            }
            (Some(Value::Array(before)), Some(Value::Array(after))) => self.compare_lists(before, after),
            _ => self.note(stored, new),
        }
    }

    /// Goes one level deeper, to a place that the bundle may lack.
    fn at(&mut self, segment: &str, is_there: bool, name: &str, compare: impl FnOnce(&mut Self)) {
        if is_there {
            self.place.push(segment.replace('~', "~0").replace('/', "~1"));
        }
        self.path.push(name.to_owned());
        compare(self);
        self.path.pop();
        if is_there {
            self.place.pop();
        }
    }

    fn compare_lists(&mut self, before: &[Value], after: &[Value]) {
        if let (Some(old), Some(new)) = (keys(before), keys(after)) {
            self.compare_keyed(before, after, &old, &new);
        } else if before.len() == after.len() {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                let number = index.to_string();
                self.at(&number, true, &number, |walk| walk.compare(Some(before), Some(after)));
            }
        } else {
            let list = |values: &[Value]| Some(Value::Array(values.to_vec())).filter(|_| !values.is_empty());
            self.note(list(before).as_ref(), list(after).as_ref());
        }
    }

    /// Compares lists whose entries have keys: each entry with that of the same key, then the order.
    fn compare_keyed(&mut self, before: &[Value], after: &[Value], old: &[&str], new: &[&str]) {
        let find = |key: &str| old.iter().position(|known| *known == key).and_then(|at| before.get(at));
        for (index, (entry, key)) in after.iter().zip(new).enumerate() {
            self.at(&index.to_string(), true, key, |walk| {
                walk.compare(find(key), Some(entry));
            });
        }
        let kept: HashSet<&str> = new.iter().copied().collect();
        for (entry, key) in before.iter().zip(old).filter(|(_, key)| !kept.contains(*key)) {
            self.at(key, false, key, |walk| walk.compare(Some(entry), None));
        }
        let known: HashSet<&str> = old.iter().copied().collect();
        let common = |keys: &[&str], others: &HashSet<&str>| -> Vec<Value> {
            let common = keys.iter().filter(|key| others.contains(*key));
            common.map(|key| Value::String((*key).to_owned())).collect()
        };
        let (order_before, order_after) = (common(old, &kept), common(new, &known));
        if order_before != order_after {
            self.note(Some(&Value::Array(order_before)), Some(&Value::Array(order_after)));
        }
    }

    fn note(&mut self, before: Option<&Value>, after: Option<&Value>) {
        let (before, after) = shortened(before, after);
        self.found.push(Difference {
            pointer: self
                .place
                .iter()
                .fold(String::new(), |path, segment| path + "/" + segment),
            field: self.path.join("/"),
            before,
            after,
        });
    }
}

/// The keys of the entries of a list; `None` if an entry has none.
fn keys(entries: &[Value]) -> Option<Vec<&str>> {
    entries.iter().map(|entry| entry.get("key")?.as_str()).collect()
}

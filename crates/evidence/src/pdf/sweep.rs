//! Walks over everything that the last revision of a document reaches, and cleans it.

use std::collections::HashSet;

use super::model::Model;
use super::rule::{Notes, clean, is_resource};
use super::value::{Dictionary, Id, NULL, Value};
use crate::Removed;

/// The key of what a document does when it is opened.
const OPEN: &[u8] = b"OpenAction";

/// Cleans all objects that the catalogue reaches, and returns their numbers in the order in which they were reached.
pub(crate) fn sweep(model: &mut Model<'_>, notes: &mut Notes) -> Vec<Id> {
    drop_opening_action(model, notes);
    let objects = model.objects.iter();
    let resources = objects.filter(|(_, object)| is_resource(&object.value, object.stream.is_some()));
    notes.resources = resources.map(|(id, _)| *id).collect();
    let mut order = vec![model.root];
    let mut seen: HashSet<Id> = order.iter().copied().collect();
    let mut gone: HashSet<Id> = HashSet::new();
    let mut next = 0;
    while let Some(id) = order.get(next).copied() {
        next += 1;
        let Some(object) = model.objects.get_mut(&id) else {
            continue;
        };
        if visit(&mut object.value, object.stream.is_some(), notes) {
            object.value = NULL;
            object.stream = None;
            gone.insert(id);
            continue;
        }
        references(&object.value, &mut |id| {
            if seen.insert(id) {
                order.push(id);
            }
        });
    }
    if !gone.is_empty() {
        for id in &order {
            if let Some(object) = model.objects.get_mut(id) {
                forget(&mut object.value, &gone);
            }
        }
    }
    order.retain(|id| !gone.contains(id));
    order
}

/// Looks for what would be removed from objects that are not written, such as those of earlier revisions.
pub(crate) fn examine(values: &mut [Value<'_>], notes: &mut Notes) {
    for value in values {
        visit(value, false, notes);
    }
}

/// Removes what the document does when it is opened, unless that only shows a page.
fn drop_opening_action(model: &mut Model<'_>, notes: &mut Notes) {
    let root = model
        .objects
        .get(&model.root)
        .and_then(|root| root.value.as_dictionary());
    let Some(action) = root.and_then(|root| root.get(OPEN)) else {
        return;
    };
    let shows_page = match model.resolve(action) {
        Some(Value::Dictionary(action)) => action.name(b"S") == Some(b"GoTo") && action.get(b"Next").is_none(),
        Some(_) | None => true,
    };
    if !shows_page && let Some(root) = model.objects.get_mut(&model.root) {
        if let Value::Dictionary(root) = &mut root.value {
            root.remove(OPEN);
        }
        notes.removed.push(Removed::Actions);
    }
}

/// Cleans a value and all that is in it. Says whether it has to go. The parser bounds the depth.
fn visit(value: &mut Value<'_>, is_stream: bool, notes: &mut Notes) -> bool {
    match value {
        Value::List(list) => {
            // A list that names things has a name before each of them.
            let has_names = list.iter().any(|item| matches!(item, Value::Text(_)));
            list.retain_mut(|item| {
                let goes = visit(item, false, notes);
                if goes && has_names {
                    *item = NULL;
                }
                !goes || has_names
            });
            false
        }
        Value::Dictionary(dictionary) => {
            if clean(dictionary, is_stream, notes) {
                return true;
            }
            dictionary.0.retain_mut(|(_, value)| !visit(value, false, notes));
            false
        }
        _ => false,
    }
}

fn references(value: &Value<'_>, found: &mut impl FnMut(Id)) {
    match value {
        Value::Reference(id) => found(*id),
        Value::List(list) => list.iter().for_each(|item| references(item, found)),
        Value::Dictionary(Dictionary(entries)) => entries.iter().for_each(|(_, value)| references(value, found)),
        _ => {}
    }
}

/// Removes references to objects that are gone from lists, such as those of the annotations of a page.
fn forget(value: &mut Value<'_>, gone: &HashSet<Id>) {
    match value {
        Value::List(list) => {
            let has_names = list.iter().any(|item| matches!(item, Value::Text(_)));
            for item in list.iter_mut() {
                forget(item, gone);
            }
            if has_names {
                for item in list {
                    if item.as_reference().is_some_and(|id| gone.contains(&id)) {
                        *item = NULL;
                    }
                }
            } else {
                list.retain(|item| item.as_reference().is_none_or(|id| !gone.contains(&id)));
            }
        }
        Value::Dictionary(Dictionary(entries)) => {
            entries.retain(|(_, value)| value.as_reference().is_none_or(|id| !gone.contains(&id)));
            for (_, value) in entries {
                forget(value, gone);
            }
        }
        _ => {}
    }
}

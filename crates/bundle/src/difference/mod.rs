//! The differences between stored contents and those of a bundle. This is the one place that decides whether an import
//! changes something.
//!
//! Stored contents are never normalised after the fact, and texts of a bundle are cleaned when they are read. So the
//! stored texts are cleaned in the same way before they are compared: an export of texts that an older release stored
//! differently is no change.

mod shortened;
mod walk;

#[cfg(test)]
mod tests;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::document::Content;
use prongsai_domain::measure::Measure;
use prongsai_domain::result::ImplementationResult;
use prongsai_domain::text::{Limits, TextError, clean};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::kind::Section as _;
use crate::part;
pub use walk::Difference;
use walk::differences;

/// The longest text that is compared after cleaning, in characters; all texts of contents are shorter.
const TEXT_MAX: usize = 1_000_000;

/// The differences of two contents of a document of one kind. Frozen references are not compared, because a bundle has none.
/// Divisions are compared by id only, because a division may have been renamed since the measure was written.
pub fn of_documents(stored: &Content, new: &Content) -> Vec<Difference> {
    if stored == new {
        return Vec::new();
    }
    match (stored, new) {
        (Content::Measure(stored), Content::Measure(new)) => {
            let mut stored = (**stored).clone();
            unify_divisions(&mut stored, new);
            compare(measure(&stored), measure(new))
        }
        _ => compare(other_document(stored), other_document(new)),
    }
}

/// The differences of two contents of a result.
pub fn of_results(stored: &ImplementationResult, new: &ImplementationResult) -> Vec<Difference> {
    if stored == new {
        return Vec::new();
    }
    let form = |content| object(&part::result(String::new(), None, content));
    compare(form(stored), form(new))
}

/// The differences of two contents of an analysis.
pub fn of_analyses(stored: &Analysis, new: &Analysis) -> Vec<Difference> {
    if stored == new {
        return Vec::new();
    }
    let form = |content| object(&part::analysis(content, None));
    compare(form(stored), form(new))
}

/// Makes the names equal if both measures name one division, and different if they name two divisions of one name: the form
/// that is compared has only names.
fn unify_divisions(stored: &mut Measure, new: &Measure) {
    if let (Some(before), Some(now)) = (&mut stored.division, &new.division) {
        if before.id == now.id {
            before.name.clone_from(&now.name);
        } else if before.name == now.name {
            before.name = format!("{} ({})", before.name, before.id);
        }
    }
}

/// The form in which measures are compared, in which nothing is written in two ways.
fn measure(measure: &Measure) -> Map<String, Value> {
    let mut form = object(&part::measure((String::new(), None), measure, Vec::new(), &[]));
    form.remove("indicator");
    form.insert("indicators".to_owned(), value(&measure.indicators));
    form.remove("results");
    form
}

fn other_document(content: &Content) -> Map<String, Value> {
    match content {
        // `of_documents` compares measures itself; this arm completes the match.
        Content::Measure(content) => measure(content),
        Content::Report(report) => object(&report.part(String::new(), None)),
        Content::Announcement(announcement) => object(&announcement.part(String::new(), None)),
        Content::ComplaintStatistics(statistics) => object(&statistics.part(String::new(), None)),
    }
}

/// The fields of an entry without its key.
fn object(part: &impl Serialize) -> Map<String, Value> {
    let mut fields = match value(part) {
        Value::Object(fields) => fields,
        // Every part has named fields.
        _ => Map::new(),
    };
    fields.remove("key");
    fields
}

#[expect(
    clippy::expect_used,
    reason = "parts have text keys, and all their numbers are finite"
)]
fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).expect("a part of a bundle is JSON")
}

fn compare(stored: Map<String, Value>, new: Map<String, Value>) -> Vec<Difference> {
    let (mut stored, mut new) = (Value::Object(stored), Value::Object(new));
    clean_texts(&mut stored);
    clean_texts(&mut new);
    differences(&stored, &new)
}

/// Cleans all texts of a value and leaves out what is then empty.
fn clean_texts(value: &mut Value) {
    match value {
        Value::String(text) => match clean(text, Limits::multi(TEXT_MAX)) {
            Ok(cleaned) => *text = cleaned,
            Err(TextError::Empty) => *value = Value::Null,
            // A text that is refused today was stored before, and stays as it is.
            Err(_) => {}
        },
        Value::Array(entries) => entries.iter_mut().for_each(clean_texts),
        Value::Object(fields) => {
            fields.values_mut().for_each(clean_texts);
            fields.retain(|_, value| !value.is_null());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

use std::borrow::Cow;

use super::model::Model;
use super::value::{Dictionary, Value, text_string};
use crate::{Cleaned, Removed, contains_local_path};

/// What programs that print put before the name of a file.
const PRINTED: [&str; 3] = ["Microsoft Word - ", "Microsoft Excel - ", "Microsoft PowerPoint - "];

/// The number of entries that are looked at. Many may share one text.
const ENTRIES_MAX: usize = 100;
/// The longest text that is looked at, in bytes.
const TEXT_MAX: usize = 65_536;

/// The information that a document keeps: its title, unless that is a path or the name of a file.
pub(crate) fn kept<'a>(model: &Model<'a>, cleaned: &mut Cleaned) -> Option<Dictionary<'a>> {
    let info = model.info.as_ref()?;
    let mut kept = None;
    for (name, value) in info.0.iter().take(ENTRIES_MAX) {
        let value = model.resolve(value)?;
        let Value::Text(text) = value else { continue };
        if text.len() > TEXT_MAX {
            cleaned.remove(Removed::DocumentInformation);
            continue;
        }
        let text = text_string(text);
        if contains_local_path(&text) {
            cleaned.remove(Removed::LocalPaths);
        } else if name.as_ref() == b"Title" && !PRINTED.iter().any(|start| text.starts_with(start)) {
            kept = Some(Dictionary(vec![(Cow::Borrowed(&b"Title"[..]), value.clone())]));
            continue;
        }
        cleaned.remove(Removed::DocumentInformation);
    }
    kept
}

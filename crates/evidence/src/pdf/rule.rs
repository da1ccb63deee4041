//! What is taken out of a dictionary of a PDF.

use std::collections::HashSet;

use super::value::{Dictionary, Id, Value, text_string};
use crate::{Doubt, Removed, contains_local_path};

/// What is noted while a document is cleaned.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) removed: Vec<Removed>,
    pub(crate) doubts: Vec<Doubt>,
    pub(crate) is_signed: bool,
    /// The objects that pages use under names of their own choice, such as fonts.
    pub(crate) resources: HashSet<Id>,
}

impl Notes {
    fn remove(&mut self, what: Removed) {
        if !self.removed.contains(&what) {
            self.removed.push(what);
        }
    }

    fn doubt(&mut self, what: Doubt) {
        if !self.doubts.contains(&what) {
            self.doubts.push(what);
        }
    }

    /// Whether something runs, starts by itself, or is another file.
    pub(crate) fn has_active_content(&self) -> bool {
        const ACTIVE: [Removed; 5] = [
            Removed::Scripts,
            Removed::Actions,
            Removed::Attachments,
            Removed::RichMedia,
            Removed::XfaForm,
        ];
        ACTIVE.iter().any(|what| self.removed.contains(what))
    }
}

/// Keys that are removed from every dictionary.
const KEYS: [(&[u8], Removed); 17] = [
    (b"Metadata", Removed::DocumentInformation),
    (b"PieceInfo", Removed::ApplicationData),
    (b"AA", Removed::Actions),
    (b"JavaScript", Removed::Scripts),
    (b"JS", Removed::Scripts),
    (b"Requirements", Removed::Scripts),
    (b"EmbeddedFiles", Removed::Attachments),
    (b"EF", Removed::Attachments),
    (b"RF", Removed::Attachments),
    (b"AF", Removed::Attachments),
    (b"Collection", Removed::Attachments),
    (b"RichMediaContent", Removed::RichMedia),
    (b"RichMediaSettings", Removed::RichMedia),
    (b"XFA", Removed::XfaForm),
    (b"Thumb", Removed::Thumbnails),
    (b"OPI", Removed::LocalPaths),
    (b"SpiderInfo", Removed::LocalPaths),
];
/// Keys that pages may also have as names of fonts and pictures.
const SHORT: [&[u8]; 5] = [b"AA", b"JS", b"EF", b"RF", b"AF"];
/// Types of what pages use by name.
const RESOURCES: [&[u8]; 6] = [b"Font", b"ExtGState", b"Pattern", b"XObject", b"OCG", b"OCMD"];
/// Actions that are removed, by their `/S`.
const ACTIONS: [(&[u8], Removed); 12] = [
    (b"JavaScript", Removed::Scripts),
    (b"Launch", Removed::Actions),
    (b"SubmitForm", Removed::Actions),
    (b"ImportData", Removed::Actions),
    (b"GoToE", Removed::Attachments),
    (b"Rendition", Removed::RichMedia),
    (b"Movie", Removed::RichMedia),
    (b"Sound", Removed::RichMedia),
    (b"RichMediaExecute", Removed::RichMedia),
    (b"GoTo3DView", Removed::RichMedia),
    (b"GoToDp", Removed::Actions),
    (b"Thread", Removed::Actions),
];
/// Annotations that are removed, by their `/Subtype`.
const ANNOTATIONS: [(&[u8], Removed); 6] = [
    (b"FileAttachment", Removed::Attachments),
    (b"RichMedia", Removed::RichMedia),
    (b"Screen", Removed::RichMedia),
    (b"Movie", Removed::RichMedia),
    (b"Sound", Removed::RichMedia),
    (b"3D", Removed::RichMedia),
];
/// Annotations that people write, with their names.
const MARKUP: [&[u8]; 12] = [
    b"Text",
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Caret",
    b"Ink",
    b"Stamp",
    b"Polygon",
    b"PolyLine",
    b"Redact",
];
/// Addresses that links may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// Where a dictionary that names a file has its name.
const FILE_NAMES: [&[u8]; 5] = [b"F", b"UF", b"DOS", b"Mac", b"Unix"];

/// Takes out of a dictionary what must not stay. Says whether the whole dictionary has to go.
pub(crate) fn clean(dictionary: &mut Dictionary<'_>, is_stream: bool, notes: &mut Notes) -> bool {
    if let Some(what) = doomed(dictionary) {
        notes.remove(what);
        return true;
    }
    for (key, what) in KEYS {
        let names_resource = SHORT.contains(&key) && dictionary.get(key).is_some_and(|it| is_used(it, notes));
        if !names_resource && dictionary.remove(key) {
            notes.remove(what);
        }
    }
    if is_stream {
        // The bytes of the stream would come from another file.
        for key in [&b"F"[..], b"FFilter", b"FDecodeParms"] {
            if dictionary.remove(key) {
                notes.remove(Removed::LocalPaths);
            }
        }
        if dictionary.name(b"Subtype") == Some(b"Form") && dictionary.remove(b"Ref") {
            notes.remove(Removed::LocalPaths);
        }
    }
    observe(dictionary, notes);
    false
}

fn is_used(value: &Value<'_>, notes: &Notes) -> bool {
    match value {
        Value::Reference(id) => notes.resources.contains(id),
        direct => is_resource(direct, false),
    }
}

/// Whether a value is a font, a picture, a colour space, or another thing that pages use by name. What runs or is a file is
/// none, whatever it calls itself.
pub(crate) fn is_resource(value: &Value<'_>, is_stream: bool) -> bool {
    match value {
        Value::List(list) => matches!(list.first(), Some(Value::Name(_))),
        Value::Dictionary(dictionary) => {
            let is_typed = dictionary.name(b"Type").is_some_and(|name| RESOURCES.contains(&name));
            let is_drawn = is_stream && matches!(dictionary.name(b"Subtype"), Some(b"Image" | b"Form"));
            let is_shade = dictionary.get(b"ShadingType").is_some() || dictionary.get(b"PatternType").is_some();
            let is_other = [&b"S"[..], b"F", b"UF", b"EF", b"JS"]
                .iter()
                .any(|key| dictionary.get(key).is_some());
            (is_typed || is_drawn || is_shade) && !is_other
        }
        _ => false,
    }
}

/// Why a dictionary has to go as a whole.
fn doomed(dictionary: &Dictionary<'_>) -> Option<Removed> {
    let find = |list: &[(&[u8], Removed)], name: &[u8]| {
        let found = list.iter().find(|(it, _)| *it == name);
        found.map(|(_, what)| *what)
    };
    if let Some(name) = dictionary.name(b"S") {
        if let Some(what) = find(&ACTIONS, name) {
            return Some(what);
        }
        if name == b"URI" && dictionary.get(b"URI").is_some_and(|uri| !is_link(uri)) {
            return Some(local_or(dictionary.get(b"URI"), Removed::Actions));
        }
        if name == b"GoToR" && !dictionary.get(b"F").is_some_and(is_neighbour) {
            return Some(Removed::LocalPaths);
        }
    }
    if dictionary.name(b"Type") == Some(b"EmbeddedFile") {
        return Some(Removed::Attachments);
    }
    if let Some(what) = dictionary.name(b"Subtype").and_then(|name| find(&ANNOTATIONS, name)) {
        return Some(what);
    }
    let is_file = matches!(dictionary.name(b"Type"), Some(b"Filespec" | b"F")) || dictionary.get(b"UF").is_some();
    let is_local = |key: &&[u8]| dictionary.get(key).is_some_and(|name| !is_neighbour(name));
    (is_file && FILE_NAMES.iter().any(is_local)).then_some(Removed::LocalPaths)
}

fn local_or(value: Option<&Value<'_>>, other: Removed) -> Removed {
    match value {
        Some(Value::Text(text)) if contains_local_path(&text_string(text)) => Removed::LocalPaths,
        _ => other,
    }
}

/// Whether a link leads to the web, to a mailbox or a telephone, or to a neighbour of the document.
fn is_link(uri: &Value<'_>) -> bool {
    let Value::Text(text) = uri else { return false };
    let text = text_string(text);
    let text = text.trim();
    if contains_local_path(text) || text.starts_with("\\\\") || text.contains(char::is_control) {
        return false;
    }
    let scheme = text
        .split(['/', '?', '#'])
        .next()
        .and_then(|start| start.split_once(':'));
    scheme.is_none_or(|(scheme, _)| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Whether a file name is only a name, without a folder of a computer.
fn is_neighbour(name: &Value<'_>) -> bool {
    let Value::Text(text) = name else { return false };
    let text = text_string(text);
    !text.starts_with('/') && !text.contains([':', '\\']) && !text.contains("..")
}

/// Notes what stays.
fn observe(dictionary: &Dictionary<'_>, notes: &mut Notes) {
    let is_signature = matches!(dictionary.name(b"Type"), Some(b"Sig" | b"DocTimeStamp"))
        || (dictionary.get(b"ByteRange").is_some() && dictionary.get(b"Contents").is_some());
    notes.is_signed |= is_signature && dictionary.get(b"ByteRange").is_some();
    let kind = dictionary.name(b"Subtype").unwrap_or_default();
    if MARKUP.contains(&kind) && dictionary.get(b"Rect").is_some() {
        notes.doubt(Doubt::Comments);
    }
    let off = dictionary.get(b"OFF").and_then(Value::as_list);
    if off.is_some_and(|off| !off.is_empty()) {
        notes.doubt(Doubt::HiddenContent);
    }
}

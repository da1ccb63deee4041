//! What becomes of each relationship of a document.

use std::collections::HashSet;

use super::relation::{Relation, Relations, reached};
use crate::{Cleaned, Doubt, Foreign, Kind, Refusal, Removed, contains_local_path};

/// Parts with these relationships are other files, or run.
const REFUSED: [(&str, Refusal); 17] = [
    ("oleobject", Refusal::EmbeddedObject),
    ("package", Refusal::EmbeddedObject),
    ("control", Refusal::EmbeddedObject),
    ("activexcontrolbinary", Refusal::EmbeddedObject),
    ("afchunk", Refusal::EmbeddedObject),
    ("subdocument", Refusal::EmbeddedObject),
    ("frame", Refusal::EmbeddedObject),
    ("video", Refusal::EmbeddedObject),
    ("audio", Refusal::EmbeddedObject),
    ("media", Refusal::EmbeddedObject),
    ("webextension", Refusal::EmbeddedObject),
    ("webextensiontaskpanes", Refusal::EmbeddedObject),
    ("powerpivotdata", Refusal::EmbeddedObject),
    ("vbaproject", Refusal::Macros),
    ("wordvbadata", Refusal::Macros),
    ("xlmacrosheet", Refusal::Macros),
    ("xlintlmacrosheet", Refusal::Macros),
];
/// Relationships that are removed together with the part that they lead to.
const DROPPED: [(&str, Removed); 6] = [
    ("thumbnail", Removed::Thumbnails),
    ("printersettings", Removed::PrinterSettings),
    ("attachedtemplate", Removed::TemplateLink),
    ("extendedproperties", Removed::DocumentInformation),
    ("customproperties", Removed::DocumentInformation),
    ("recipientdata", Removed::DocumentInformation),
];
/// Relationships that a person should know of.
const DOUBTED: [(&str, Doubt); 12] = [
    ("comments", Doubt::Comments),
    ("threadedcomment", Doubt::Comments),
    ("person", Doubt::Comments),
    ("people", Doubt::Comments),
    ("connections", Doubt::DataConnections),
    ("querytable", Doubt::DataConnections),
    ("externallink", Doubt::DataConnections),
    ("mailmergesource", Doubt::DataConnections),
    ("mailmergeheadersource", Doubt::DataConnections),
    ("revisionheaders", Doubt::TrackedChanges),
    ("usernames", Doubt::TrackedChanges),
    ("xmlmaps", Doubt::DataConnections),
];
/// Schemes of addresses that a document may have.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Where a relationship leads whose target was removed.
pub(crate) const NOWHERE: &str = "about:blank";

/// What becomes of a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    Dropped,
    /// It stays, because text refers to it, and leads nowhere.
    Emptied,
}

/// The parts and relationships that stay.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The names of the parts that stay, in lower case.
    pub(crate) kept: HashSet<String>,
    /// The names of all parts that a relationship names, in lower case.
    pub(crate) named: HashSet<String>,
    /// The name of the part with the properties, in lower case.
    pub(crate) core: Option<String>,
    pub(crate) is_signed: bool,
}

/// Decides about all relationships.
pub(crate) fn plan(relations: &Relations, cleaned: &mut Cleaned) -> Result<Plan, Refusal> {
    let mut is_signed = false;
    for (source, list) in relations {
        for relation in list {
            let kind = relation.kind.as_str();
            is_signed |= kind == "origin" || relation.full_kind.contains("digital-signature");
            if is_chart_data(source, relation) {
                cleaned.remove(Removed::Attachments);
            } else if let Some((_, refusal)) = REFUSED.iter().find(|(it, _)| *it == kind) {
                return Err(refusal.clone());
            }
            if let Some((_, what)) = DROPPED.iter().find(|(it, _)| *it == kind) {
                cleaned.remove(*what);
            }
            if let Some((_, what)) = DOUBTED.iter().find(|(it, _)| *it == kind) {
                cleaned.doubt(*what);
            }
            note_external(relation, cleaned);
        }
    }
    let core = relations.get("").into_iter().flatten();
    let core = core.into_iter().find(|relation| relation.kind == "coreproperties");
    let kept = reached(relations, |source, relation| fate(source, relation) == Fate::Kept);
    let all = relations.values().flatten().filter(|relation| !relation.is_external);
    Ok(Plan {
        named: all.map(|relation| relation.target.clone()).collect(),
        kept,
        core: core.map(|core| core.target.clone()),
        is_signed,
    })
}

/// Checks that the package has the part that the kind of the document is about.
pub(crate) fn check_main(relations: &Relations, types: &[(String, String)], names: &[String]) -> Result<(), Refusal> {
    let root = relations.get("").into_iter().flatten();
    let main = root.into_iter().find(|relation| relation.kind == "officedocument");
    let main = main.map(|main| main.target.as_str()).ok_or(Refusal::Damaged)?;
    let is_typed = types
        .iter()
        .any(|(name, kind)| name == main && kind.contains("main+xml"));
    let is_there = names.iter().any(|name| name.eq_ignore_ascii_case(main));
    if is_typed && is_there {
        Ok(())
    } else {
        Err(Refusal::Damaged)
    }
}

/// What becomes of a relationship of a part.
pub(crate) fn fate(source: &str, relation: &Relation) -> Fate {
    let is_dropped = DROPPED.iter().any(|(kind, _)| *kind == relation.kind);
    if is_dropped || is_chart_data(source, relation) {
        Fate::Dropped
    } else if relation.is_external && !is_address(&relation.target) {
        Fate::Emptied
    } else {
        Fate::Kept
    }
}

/// The workbook behind a chart. The chart shows the numbers that it has itself.
fn is_chart_data(source: &str, relation: &Relation) -> bool {
    source.contains("/charts/") && matches!(relation.kind.as_str(), "package" | "oleobject")
}

fn note_external(relation: &Relation, cleaned: &mut Cleaned) {
    if !relation.is_external || relation.target == NOWHERE || DROPPED.iter().any(|(kind, _)| *kind == relation.kind) {
        return;
    }
    if is_address(&relation.target) {
        if relation.kind == "image" {
            cleaned.doubt(Doubt::ExternalPictures);
        }
    } else if is_local(&relation.target) {
        cleaned.remove(Removed::LocalPaths);
    } else {
        cleaned.remove(Removed::Actions);
    }
}

fn is_local(target: &str) -> bool {
    let start = target.trim_start().to_ascii_lowercase();
    contains_local_path(target) || start.starts_with("file:") || start.starts_with("\\\\") || start.starts_with("//")
}

/// Whether an external target is an address of the web, a mailbox, or a neighbour of the document.
fn is_address(target: &str) -> bool {
    if is_local(target) || target.contains('\\') || target.contains(char::is_control) {
        return false;
    }
    let scheme = target
        .split(['/', '?', '#'])
        .next()
        .and_then(|start| start.split_once(':'));
    scheme.is_none_or(|(scheme, _)| SCHEMES.iter().any(|known| scheme.trim().eq_ignore_ascii_case(known)))
}

/// The content types of a document: which kind it is.
pub(crate) fn kind(content_types: &[(String, String)]) -> Result<Kind, Refusal> {
    let has = |word: &str| content_types.iter().any(|(_, it)| it.contains(word));
    if has("macroEnabled") || has("vbaProject") || has("macrosheet") {
        return Err(Refusal::Macros);
    }
    let found = if has("wordprocessingml.document.main+xml") {
        return Ok(Kind::Docx);
    } else if has("spreadsheetml.sheet.main+xml") {
        return Ok(Kind::Xlsx);
    } else if has("presentationml") {
        Foreign::Slides
    } else if has("template.main+xml") {
        Foreign::Template
    } else if has("sheet.binary") {
        Foreign::BinaryWorkbook
    } else {
        Foreign::Archive
    };
    Err(Refusal::FormatNotAccepted { found })
}

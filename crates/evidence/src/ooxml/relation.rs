//! The relationships of a document: which part uses which, and what it uses elsewhere.

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::archive::Archive;
use super::xml::{attribute, walk};
use crate::{Failure, Limits};

/// A relationship of a part.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last word of its type, in lower case and without hyphens: `hyperlink`, `oleobject`.
    pub(crate) kind: String,
    /// The whole type.
    pub(crate) full_kind: String,
    /// The name of the part in lower case, or the address elsewhere.
    pub(crate) target: String,
    /// The target as the file has it.
    pub(crate) written: String,
    pub(crate) is_external: bool,
}

/// The relationships by the name of the part that has them, in lower case. Those of the document have an empty name.
pub(crate) type Relations = HashMap<String, Vec<Relation>>;

/// Reads all relationships.
pub(crate) fn read<S: Read + Seek>(archive: &mut Archive<S>, limits: &Limits) -> Result<Relations, Failure> {
    let mut all = Relations::new();
    for name in archive.names.clone() {
        let Some(source) = source_of(&name) else { continue };
        let bytes = archive.whole(&name, limits.whole_part_max)?;
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let mut relations = Vec::new();
        walk(bytes.as_slice(), archive.unpacked_max(), |event| {
            if let Event::Start(element) | Event::Empty(element) = &event
                && element.local_name().as_ref() == "Relationship"
            {
                let is_external = attribute(element, "TargetMode").is_some_and(|mode| mode == "External");
                let target = attribute(element, "Target").unwrap_or_default();
                let full_kind = attribute(element, "Type").unwrap_or_default();
                let kind = full_kind.rsplit('/').next().unwrap_or_default();
                relations.push(Relation {
                    id: attribute(element, "Id").unwrap_or_default(),
                    kind: kind.to_lowercase().replace('-', ""),
                    full_kind: full_kind.clone(),
                    written: target.clone(),
                    target: if is_external {
                        target
                    } else {
                        resolved(&folder, &target)
                    },
                    is_external,
                });
            }
            Ok(())
        })?;
        all.insert(source, relations);
    }
    Ok(all)
}

/// The part whose relationships this part has, in lower case.
pub(crate) fn source_of(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let (folder, file) = name.rsplit_once('/')?;
    let file = file.strip_suffix(".rels")?;
    let folder = folder.strip_suffix("_rels")?;
    Some(format!("{folder}{file}"))
}

/// The name of a part in lower case, from a target that may be relative and may have percent signs.
pub(crate) fn resolved(folder: &str, target: &str) -> String {
    let target = target
        .split(['#', '?'])
        .next()
        .unwrap_or_default()
        .replace('\\', "/")
        .to_lowercase();
    let decoded = percent_decoded(&target);
    let path = match decoded.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{decoded}"),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    segments.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The parts that the document reaches, in lower case, without those that relationships of a kept kind do not lead to.
pub(crate) fn reached(relations: &Relations, keeps: impl Fn(&str, &Relation) -> bool) -> HashSet<String> {
    let mut reached: HashSet<String> = HashSet::new();
    let mut open = vec![String::new()];
    while let Some(source) = open.pop() {
        for relation in relations.get(&source).into_iter().flatten() {
            if !relation.is_external && keeps(&source, relation) && reached.insert(relation.target.clone()) {
                open.push(relation.target.clone());
            }
        }
    }
    reached
}

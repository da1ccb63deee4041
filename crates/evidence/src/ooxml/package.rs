//! The parts that say what a document consists of: content types, relationships, properties.

use std::io::{Read, Seek, Write};

use quick_xml::events::{BytesStart, BytesText, Event};

use super::archive::Archive;
use super::content::begin;
use super::plan::{Fate, NOWHERE, Plan, fate};
use super::relation::{Relation, resolved};
use super::xml::{attribute, entity_text, walk};
use crate::{Cleaned, Failure, Foreign, Limits, Refusal, Removed, contains_local_path};

/// The name of the part with the content types.
pub(crate) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// The content types of a document, each with the name of its part in lower case, which is empty for a default.
pub(crate) fn content_types<S: Read + Seek>(
    archive: &mut Archive<S>,
    limits: &Limits,
) -> Result<Vec<(String, String)>, Failure> {
    if !archive.names.iter().any(|name| name == CONTENT_TYPES) {
        let has = |wanted: &str| archive.names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
        let found = if has("mimetype") || has("META-INF/manifest.xml") || has("content.xml") {
            Foreign::OpenDocument
        } else if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
            Foreign::Program
        } else {
            Foreign::Archive
        };
        return Err(Refusal::FormatNotAccepted { found }.into());
    }
    let bytes = archive.whole(CONTENT_TYPES, limits.whole_part_max)?;
    let mut types = Vec::new();
    walk(bytes.as_slice(), archive.unpacked_max(), |event| {
        if let Event::Start(element) | Event::Empty(element) = &event {
            let name = resolved("", &attribute(element, "PartName").unwrap_or_default());
            types.extend(attribute(element, "ContentType").map(|kind| (name, kind)));
        }
        Ok(())
    })?;
    Ok(types)
}

/// Writes the content types of the parts that stay.
pub(crate) fn write_content_types(
    part: impl Read,
    unpacked_max: u64,
    plan: &Plan,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut writer = begin(out)?;
    walk(part, unpacked_max, |event| {
        if let Event::Start(element) | Event::Empty(element) = &event
            && element.local_name().as_ref() == "Override"
        {
            let name = resolved("", &attribute(element, "PartName").unwrap_or_default());
            // `Override` has no content.
            if plan.kept.contains(&name) {
                writer.write_event(Event::Empty(element.borrow()))?;
            }
            return Ok(());
        }
        if let Event::End(end) = &event
            && end.local_name().as_ref() == "Override"
        {
            return Ok(());
        }
        writer.write_event(event).map_err(Failure::Io)
    })
}

/// Writes the relationships of a part that stay.
pub(crate) fn write_relations(
    source: &str,
    relations: &[Relation],
    plan: &Plan,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut writer = begin(out)?;
    let root = BytesStart::new("Relationships")
        .with_attributes([("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")]);
    let end = root.to_end().into_owned();
    writer.write_event(Event::Start(root))?;
    for relation in relations {
        let what = fate(source, relation);
        let is_place = relation.written.starts_with('#');
        let is_missing = !relation.is_external && !is_place && !plan.kept.contains(&relation.target);
        if what == Fate::Dropped || is_missing {
            continue;
        }
        let target = if what == Fate::Emptied {
            NOWHERE
        } else {
            relation.written.as_str()
        };
        let mut element = BytesStart::new("Relationship").with_attributes([
            ("Id", relation.id.as_str()),
            ("Type", relation.full_kind.as_str()),
            ("Target", target),
        ]);
        if relation.is_external {
            element.push_attribute(("TargetMode", "External"));
        }
        writer.write_event(Event::Empty(element))?;
    }
    writer.write_event(Event::End(end))?;
    Ok(())
}

/// Writes the properties: only the title, unless it is a path.
pub(crate) fn write_core(
    part: impl Read,
    unpacked_max: u64,
    cleaned: &mut Cleaned,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut title = String::new();
    let mut is_title = false;
    let mut depth = 0_usize;
    walk(part, unpacked_max, |event| {
        match event {
            Event::Start(element) => {
                depth += 1;
                is_title = depth == 2 && element.local_name().as_ref() == "title";
            }
            Event::End(_) => {
                depth -= 1;
                is_title = false;
            }
            Event::Text(text) if is_title => title.push_str(&text),
            Event::GeneralRef(entity) if is_title => title.push_str(&entity_text(&entity)),
            Event::Text(text) if depth > 1 && !text.trim().is_empty() => cleaned.remove(Removed::DocumentInformation),
            _ => {}
        }
        Ok(())
    })?;
    if contains_local_path(&title) {
        cleaned.remove(Removed::LocalPaths);
        title.clear();
    }
    let mut writer = begin(out)?;
    let root = BytesStart::new("cp:coreProperties").with_attributes([
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ]);
    let end = root.to_end().into_owned();
    writer.write_event(Event::Start(root))?;
    if !title.trim().is_empty() {
        let element = BytesStart::new("dc:title");
        let title_end = element.to_end().into_owned();
        writer.write_event(Event::Start(element))?;
        writer.write_event(Event::Text(BytesText::new(&title)))?;
        writer.write_event(Event::End(title_end))?;
    }
    writer.write_event(Event::End(end))?;
    Ok(())
}

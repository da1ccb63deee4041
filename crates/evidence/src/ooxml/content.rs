//! Cleans a part that is XML, while it is read and written.

use std::io::{Read, Write};

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use super::field::Fields;
use super::xml::{attribute, entity_text, value, walk};
use crate::{Cleaned, Doubt, Failure, Refusal, Removed, contains_local_path};

/// Elements that are removed with all that is in them. They refer to what is removed.
const DROPPED: [(&str, Removed); 5] = [
    ("attachedTemplate", Removed::TemplateLink),
    ("absPath", Removed::LocalPaths),
    ("externalData", Removed::Attachments),
    ("printerSettings", Removed::PrinterSettings),
    ("recipientData", Removed::DocumentInformation),
];
/// Attributes that name the file from which something came, or where it is.
const NAMES: [&str; 12] = [
    "descr",
    "title",
    "alt",
    "href",
    "src",
    "url",
    "path",
    "sourceName",
    "filePath",
    "sourceFile",
    "link",
    "connectionString",
];
/// Elements of tracked changes.
const CHANGES: [&str; 6] = ["w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel"];

/// Copies a part without what must not stay.
pub(crate) fn clean(
    name: &str,
    part: impl Read,
    unpacked_max: u64,
    cleaned: &mut Cleaned,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut writer = begin(out)?;
    let mut part_of = Part {
        is_styles: name.contains("styles"),
        is_svg: matches!(name.rsplit_once('.'), Some((_, "svg"))),
        fields: Fields::default(),
        cleaned,
    };
    // The depth within an element that is left out.
    let mut skipped = 0_usize;
    walk(part, unpacked_max, |event| {
        let written = match event {
            Event::Start(_) | Event::Empty(_) | Event::End(_) if skipped > 0 => {
                match event {
                    Event::Start(_) => skipped += 1,
                    Event::End(_) => skipped -= 1,
                    _ => {}
                }
                return Ok(());
            }
            _ if skipped > 0 => return Ok(()),
            Event::Start(element) => {
                let Some(element) = part_of.element(element)? else {
                    skipped = 1;
                    return Ok(());
                };
                writer.write_event(Event::Start(element))
            }
            Event::Empty(element) => {
                let Some(element) = part_of.element(element)? else {
                    return Ok(());
                };
                writer.write_event(Event::Empty(element))
            }
            Event::Text(text) => {
                part_of.text(&text)?;
                writer.write_event(Event::Text(text))
            }
            Event::CData(text) => {
                part_of.text(&text)?;
                writer.write_event(Event::CData(text))
            }
            Event::GeneralRef(entity) => {
                part_of.text(&entity_text(&entity))?;
                writer.write_event(Event::GeneralRef(entity))
            }
            other => {
                if let Event::End(end) = &other {
                    part_of.fields.end(end.local_name().as_ref());
                }
                writer.write_event(other)
            }
        };
        written.map_err(Failure::Io)
    })?;
    Ok(part_of.fields.finish()?)
}

/// A writer after the declaration.
pub(crate) fn begin<W: Write>(mut out: W) -> Result<Writer<W>, Failure> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
    Ok(Writer::new(out))
}

struct Part<'c> {
    is_styles: bool,
    is_svg: bool,
    fields: Fields,
    cleaned: &'c mut Cleaned,
}

impl Part<'_> {
    /// The element without attributes that must not stay; nothing if the element must not stay.
    fn element<'e>(&mut self, element: BytesStart<'e>) -> Result<Option<BytesStart<'e>>, Refusal> {
        let local = element.local_name().as_ref().to_owned();
        if let Some((_, what)) = DROPPED.iter().find(|(name, _)| *name == local) {
            self.cleaned.remove(*what);
            return Ok(None);
        }
        self.observe(&local, &element)?;
        self.fields.element(&local, &element)?;
        let mut has_change = false;
        for it in element.attributes().with_checks(false).flatten() {
            has_change |= self.change(&local, &it)?.is_some();
        }
        if !has_change {
            return Ok(Some(element));
        }
        let mut changed = BytesStart::new(element.name().as_ref().to_owned());
        for it in element.attributes().with_checks(false).flatten() {
            match self.change(&local, &it)? {
                None => changed.push_attribute(it),
                Some(Some(value)) => changed.push_attribute((it.key.as_ref(), value)),
                Some(None) => {}
            }
        }
        Ok(Some(changed))
    }

    /// The new value of an attribute, or that it goes; nothing if it stays.
    fn change(&mut self, element: &str, it: &Attribute<'_>) -> Result<Option<Option<&'static str>>, Refusal> {
        let name = it.key.local_name();
        let name = name.as_ref();
        if element == "pageSetup" && name == "id" {
            return Ok(Some(None));
        }
        let value = value(it).ok_or(Refusal::Damaged)?;
        if self.is_svg && (name.starts_with("on") || value.trim_start().to_ascii_lowercase().starts_with("javascript:"))
        {
            return Err(Refusal::ActiveField);
        }
        if contains_local_path(&value) {
            if NAMES.contains(&name) {
                self.cleaned.remove(Removed::LocalPaths);
                return Ok(Some(Some("")));
            }
            self.cleaned.doubt(Doubt::LocalPaths);
        }
        Ok(None)
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.fields.text(text)?;
        if contains_local_path(text) {
            self.cleaned.doubt(Doubt::LocalPaths);
        }
        Ok(())
    }

    /// Notes what stays.
    fn observe(&mut self, local: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let is_on =
            |name: &str| attribute(element, name).is_some_and(|it| !matches!(it.as_str(), "0" | "false" | "off"));
        match local {
            "ddeLink" | "oleLink" => return Err(Refusal::ActiveField),
            "script" | "foreignObject" | "handler" if self.is_svg => return Err(Refusal::ActiveField),
            "vanish" if !self.is_styles && (attribute(element, "val").is_none() || is_on("val")) => {
                self.cleaned.doubt(Doubt::HiddenContent);
            }
            "row" | "col" if is_on("hidden") => self.cleaned.doubt(Doubt::HiddenContent),
            "sheet" if attribute(element, "sheetId").is_some() => {
                let sheets = self.cleaned.facts.sheets.unwrap_or(0);
                self.cleaned.facts.sheets = Some(sheets.saturating_add(1));
                if attribute(element, "state").is_some_and(|state| state != "visible") {
                    self.cleaned.doubt(Doubt::HiddenContent);
                }
            }
            _ => {}
        }
        let name = element.name();
        if CHANGES.contains(&name.as_ref()) || (name.as_ref().starts_with("w:") && local.ends_with("PrChange")) {
            self.cleaned.doubt(Doubt::TrackedChanges);
        }
        Ok(())
    }
}

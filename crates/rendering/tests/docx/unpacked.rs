//! An unpacked document: its files, and the elements in them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use prongsai_rendering::docx;
use prongsai_rendering::rendition::Rendition;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The files in a document.
pub(crate) fn unpack(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

pub(crate) fn document(rendition: &Rendition<'_>) -> BTreeMap<String, Vec<u8>> {
    unpack(docx::document(rendition).unwrap())
}

/// An element of a part: its name, its attributes, and its direct text.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

/// Parses a whole part, which must be well-formed, and returns its elements in order.
pub(crate) fn elements(xml: &[u8]) -> Vec<Element> {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = Reader::from_str(text);
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = quick_xml::escape::unescape(&attribute.value).unwrap();
                    (attribute.key.0.to_owned(), value.into_owned())
                });
                found.push(Element {
                    name: tag.name().0.to_owned(),
                    attributes: attributes.collect(),
                    text: String::new(),
                });
                if matches!(event, Event::Start(_)) {
                    open.push(found.len() - 1);
                }
            }
            Event::End(_) => {
                open.pop().unwrap();
            }
            Event::Text(said) => {
                if let Some(index) = open.last() {
                    found[*index].text.push_str(&said);
                }
            }
            Event::GeneralRef(reference) => {
                let name = &*reference;
                let index = *open.last().unwrap();
                let resolved = quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned();
                found[index].text.push_str(&resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

pub(crate) fn texts(elements: &[Element]) -> String {
    elements
        .iter()
        .map(|element| match element.name.as_str() {
            "w:t" => element.text.as_str(),
            "w:br" => "\n",
            "w:tab" => "\t",
            _ => "",
        })
        .collect()
}

pub(crate) fn named<'a>(elements: &'a [Element], name: &str) -> Vec<&'a Element> {
    elements.iter().filter(|element| element.name == name).collect()
}

pub(crate) fn attribute<'a>(element: &'a Element, name: &str) -> &'a str {
    element.attributes.get(name).map_or("", String::as_str)
}

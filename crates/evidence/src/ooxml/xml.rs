//! Reading XML within bounds.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use super::archive::unpacking;
use crate::{Failure, Refusal};

/// The deepest nesting of elements.
const DEPTH_MAX: usize = 256;
/// The maximum number of attributes of an element.
const ATTRIBUTES_MAX: usize = 256;
/// The maximum number of bytes of an element with its attributes, or of a text between elements.
const EVENT_MAX: usize = 16 * 1024 * 1024;

/// A reader that gives up when one event takes too many bytes.
struct Bounded<R> {
    inner: BufReader<R>,
    taken: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken += read;
        Ok(read)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > EVENT_MAX {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
        self.inner.consume(amount);
    }
}

/// Calls a function with every event. Declarations, comments and instructions for programs are left out.
pub(crate) fn walk(
    part: impl Read,
    unpacked_max: u64,
    mut found: impl FnMut(Event<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = Reader::from_reader(Bounded {
        inner: BufReader::with_capacity(64 * 1024, part),
        taken: 0,
    });
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    let mut has_root = false;
    loop {
        buffer.clear();
        reader.get_mut().taken = 0;
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| failed(error, unpacked_max))?;
        match &event {
            Event::Eof => break,
            Event::DocType(_) => return Err(Refusal::DocumentType.into()),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => continue,
            Event::Start(element) => {
                check(element)?;
                has_root = true;
                depth += 1;
            }
            Event::Empty(element) => {
                check(element)?;
                has_root = true;
            }
            Event::End(_) => depth = depth.checked_sub(1).ok_or(Refusal::Damaged)?,
            Event::GeneralRef(entity) => {
                let is_known = matches!(entity.as_ref(), "lt" | "gt" | "amp" | "apos" | "quot") || entity.is_char_ref();
                if !is_known {
                    return Err(Refusal::Damaged.into());
                }
            }
            Event::Text(_) | Event::CData(_) => {}
        }
        if depth > DEPTH_MAX {
            return Err(Refusal::TooComplex.into());
        }
        found(event)?;
    }
    if depth > 0 || !has_root {
        return Err(Refusal::Damaged.into());
    }
    Ok(())
}

fn check(element: &BytesStart<'_>) -> Result<(), Refusal> {
    // Comparing every attribute with every other one would be quadratic.
    for (count, attribute) in element.attributes().with_checks(false).enumerate() {
        if count >= ATTRIBUTES_MAX {
            return Err(Refusal::TooComplex);
        }
        attribute.map_err(|_| Refusal::Damaged)?;
    }
    Ok(())
}

fn failed(error: Error, unpacked_max: u64) -> Failure {
    match error {
        Error::Io(error) if error.kind() == io::ErrorKind::OutOfMemory => Refusal::TooComplex.into(),
        Error::Io(error) => unpacking(io::Error::new(error.kind(), error.to_string()), unpacked_max),
        _ => Refusal::Damaged.into(),
    }
}

/// The value of an attribute of this name, with or without a prefix, and without escapes.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut found = attributes.with_checks(false).flatten();
    let it = found.find(|it| it.key.local_name().as_ref() == name)?;
    value(&it)
}

/// The value of an attribute without escapes.
pub(crate) fn value(it: &Attribute<'_>) -> Option<String> {
    let value = it.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The text that a reference such as `&amp;` or `&#65;` stands for.
pub(crate) fn entity_text(entity: &BytesRef<'_>) -> Cow<'static, str> {
    match entity.as_ref() {
        "lt" => "<".into(),
        "gt" => ">".into(),
        "amp" => "&".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        _ => match entity.resolve_char_ref() {
            Ok(Some(character)) => character.to_string().into(),
            _ => " ".into(),
        },
    }
}

//! Finds the objects of a PDF by reading the file from its beginning to its end. The tables of positions are not used:
//! they can lie, lead in circles, and place two objects in the same bytes.

use std::ops::Range;

use memchr::memmem;

use super::parser::{ParseError, Parser, is_white};
use super::value::{Dictionary, Id, Value};
use crate::{Limits, Refusal};

/// Where readers look for the beginning.
const HEADER_WITHIN: usize = 1_024;

/// An object as it stands in the file.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    pub(crate) id: Id,
    pub(crate) value: Value<'a>,
    /// The bytes of a stream.
    pub(crate) stream: Option<Range<usize>>,
    pub(crate) position: usize,
}

/// What a file contains.
#[derive(Debug, Default)]
pub(crate) struct Scan<'a> {
    pub(crate) version: &'a [u8],
    pub(crate) objects: Vec<Found<'a>>,
    /// The trailers, and the dictionaries that stand for them, in the order of the file.
    pub(crate) trailers: Vec<Dictionary<'a>>,
    /// Whether there are bytes before the first or after the last line of the document.
    pub(crate) has_extra_bytes: bool,
    /// Whether the end of the file is there.
    is_complete: bool,
    /// The number of bytes that were read for values that are none.
    wasted: usize,
}

/// Reads all objects.
pub(crate) fn scan<'a>(bytes: &'a [u8], limits: &Limits, room: &mut usize) -> Result<Scan<'a>, Refusal> {
    let head = bytes.get(..HEADER_WITHIN.min(bytes.len())).unwrap_or_default();
    let start = memmem::find(head, b"%PDF-").ok_or(Refusal::Damaged)?;
    let end = memmem::rfind(bytes, b"%%EOF");
    let after = end.and_then(|end| bytes.get(end + 5..)).unwrap_or_default();
    let mut scan = Scan {
        version: version(bytes.get(start + 5..).unwrap_or_default()),
        has_extra_bytes: start > 0 || !after.iter().all(|byte| is_white(*byte)),
        ..Scan::default()
    };
    // What stands after the end is not read.
    let body = bytes.get(..end.map_or(bytes.len(), |end| end + 5)).unwrap_or_default();
    let mut parser = Parser::new(body, start, room);
    loop {
        parser.skip();
        if parser.peek().is_none() {
            break;
        }
        scan.step(&mut parser, body)?;
        if scan.objects.len() > limits.objects_max {
            return Err(Refusal::TooComplex);
        }
    }
    if !scan.is_complete || end.is_none() {
        return Err(Refusal::Damaged);
    }
    Ok(scan)
}

fn version(rest: &[u8]) -> &[u8] {
    match rest.get(..3) {
        Some(version @ ([b'1', b'.', b'0'..=b'7'] | b"2.0")) => version,
        _ => b"1.7",
    }
}

impl<'a> Scan<'a> {
    /// Reads an object, a trailer, or a word that is neither.
    fn step(&mut self, parser: &mut Parser<'a, '_>, body: &'a [u8]) -> Result<(), Refusal> {
        let position = parser.at;
        if let Some(id) = parser.id_before(b"obj") {
            self.is_complete = false;
            return self.object(parser, body, id, position);
        }
        match parser.word() {
            b"trailer" => {
                if let Some(Value::Dictionary(trailer)) = self.read(parser, body.len())? {
                    self.trailers.push(trailer);
                }
            }
            b"startxref" => self.is_complete = true,
            // A delimiter.
            b"" => parser.at += 1,
            _ => {}
        }
        Ok(())
    }

    fn object(&mut self, parser: &mut Parser<'a, '_>, body: &'a [u8], id: Id, position: usize) -> Result<(), Refusal> {
        let start = parser.at;
        let Some(value) = self.read(parser, body.len())? else {
            // What comes after it may be an object again.
            parser.at = start;
            return Ok(());
        };
        parser.skip();
        let after = parser.at;
        let mut stream = None;
        if let Value::Dictionary(dictionary) = &value {
            if parser.word() == b"stream" {
                let range = payload(body, parser.at, dictionary).ok_or(Refusal::Damaged)?;
                parser.at = range.end;
                stream = Some(range);
                if dictionary.name(b"Type") == Some(b"XRef") {
                    self.trailers.push(dictionary.clone());
                }
            } else {
                parser.at = after;
            }
        }
        // No white space has to stand after these words.
        for word in [&b"endstream"[..], b"endobj"] {
            parser.skip();
            if parser.rest().starts_with(word) {
                parser.at += word.len();
            }
        }
        self.objects.push(Found {
            id,
            value,
            stream,
            position,
        });
        Ok(())
    }

    /// Reads a value. Nothing is returned when there is none.
    fn read(&mut self, parser: &mut Parser<'a, '_>, length: usize) -> Result<Option<Value<'a>>, Refusal> {
        let start = parser.at;
        match parser.value() {
            Ok(value) => Ok(Some(value)),
            Err(ParseError::Refused(refusal)) => Err(refusal),
            Err(ParseError::Malformed) => {
                // Texts without an end could make every object read the whole file.
                self.wasted += parser.at - start;
                if self.wasted > 4 * length {
                    return Err(Refusal::TooComplex);
                }
                Ok(None)
            }
        }
    }

    /// Uses the stated lengths of streams whose length is an object of its own.
    pub(crate) fn settle_lengths(&mut self, bytes: &[u8]) {
        let lengths: std::collections::HashMap<Id, usize> = self
            .objects
            .iter()
            .filter_map(|found| Some((found.id, found.value.as_size()?)))
            .collect();
        for found in &mut self.objects {
            let Some(range) = &mut found.stream else { continue };
            let stated = found.value.as_dictionary().and_then(|it| it.get(b"Length"));
            let length = stated.and_then(Value::as_reference).and_then(|id| lengths.get(&id));
            if let Some(end) = length.and_then(|length| range.start.checked_add(*length))
                && end <= range.end + 2
                && ends_stream(bytes, end)
            {
                range.end = end;
            }
        }
    }
}

/// The bytes of the stream that begins after the word `stream`.
fn payload(body: &[u8], after_word: usize, dictionary: &Dictionary<'_>) -> Option<Range<usize>> {
    let rest = body.get(after_word..)?;
    // Some programs write blanks before the end of the line.
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let after_blanks = rest.get(blanks..)?;
    let (after_word, rest) = match after_blanks.first() {
        Some(b'\r' | b'\n') => (after_word + blanks, after_blanks),
        _ => (after_word, rest),
    };
    let line = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    };
    let start = after_word + line;
    let stated = dictionary.get(b"Length").and_then(Value::as_size);
    if let Some(end) = stated.and_then(|length| start.checked_add(length))
        && ends_stream(body, end)
    {
        return Some(start..end);
    }
    // The length is wrong or an object of its own.
    let rest = body.get(start..)?;
    let mut ends = memmem::find_iter(rest, b"endstream");
    let end = ends.find(|end| {
        let after = rest.get(end + 9..).unwrap_or_default();
        let after = after.get(..64.min(after.len())).unwrap_or_default();
        after.trim_ascii_start().starts_with(b"endobj")
    })?;
    let data = rest.get(..end)?;
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    let data = data.strip_suffix(b"\r").unwrap_or(data);
    Some(start..start + data.len())
}

/// Whether a stream may end here.
fn ends_stream(body: &[u8], end: usize) -> bool {
    let rest = body.get(end..).unwrap_or_default();
    let rest = rest.get(..16.min(rest.len())).unwrap_or_default();
    rest.trim_ascii_start().starts_with(b"endstream")
}

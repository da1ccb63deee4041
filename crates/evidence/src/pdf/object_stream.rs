//! Objects that are packed into a stream.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::parser::{ParseError, Parser, integer};
use super::scan::{Found, Scan};
use super::value::{Dictionary, Value};
use crate::{Limits, Refusal};

/// An object stream after it was unpacked.
pub(crate) struct Unpacked {
    bytes: Vec<u8>,
    first: usize,
    position: usize,
}

/// Unpacks all object streams. Together they have a bounded number of bytes.
pub(crate) fn unpack(scan: &Scan<'_>, file: &[u8], limits: &Limits) -> Result<Vec<Unpacked>, Refusal> {
    let mut room = limits.object_streams_max;
    let mut all = Vec::new();
    for found in &scan.objects {
        let (Some(range), Some(dictionary)) = (&found.stream, found.value.as_dictionary()) else {
            continue;
        };
        if dictionary.name(b"Type") != Some(b"ObjStm") {
            continue;
        }
        let data = file.get(range.clone()).ok_or(Refusal::Damaged)?;
        let bytes = plain(dictionary, data, room)?;
        room -= bytes.len();
        let first = dictionary.get(b"First").and_then(Value::as_size);
        all.push(Unpacked {
            bytes,
            first: first.ok_or(Refusal::Damaged)?,
            position: found.position,
        });
    }
    Ok(all)
}

/// The bytes of an object stream. Programs pack them with `FlateDecode` and nothing else.
fn plain(dictionary: &Dictionary<'_>, data: &[u8], room: usize) -> Result<Vec<u8>, Refusal> {
    let filter = match dictionary.get(b"Filter") {
        Some(Value::List(list)) => match list.as_slice() {
            [] => None,
            [filter] => Some(filter),
            _ => return Err(Refusal::Damaged),
        },
        other => other.filter(|filter| !filter.is_null()),
    };
    let parameters = dictionary.get(b"DecodeParms").filter(|it| !it.is_null());
    if parameters.is_some_and(|it| it.as_list() != Some(&[])) {
        return Err(Refusal::Damaged);
    }
    let mut bytes = Vec::new();
    match filter.map(Value::as_name) {
        None => bytes.extend_from_slice(data.get(..data.len().min(room + 1)).unwrap_or_default()),
        Some(Some(b"FlateDecode" | b"Fl")) => {
            // What was unpacked before an error is what readers use.
            let _ = ZlibDecoder::new(data).take(room as u64 + 1).read_to_end(&mut bytes);
        }
        Some(_) => return Err(Refusal::Damaged),
    }
    if bytes.len() > room {
        return Err(Refusal::TooComplex);
    }
    Ok(bytes)
}

/// Reads the objects of an unpacked stream. No two of them may share bytes.
pub(crate) fn objects<'a>(
    unpacked: &'a Unpacked,
    limits: &Limits,
    room: &mut usize,
) -> Result<Vec<Found<'a>>, Refusal> {
    let index = unpacked.bytes.get(..unpacked.first).ok_or(Refusal::Damaged)?;
    let words = index.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let numbers: Vec<usize> = words
        .take(2 * limits.objects_max + 2)
        .map_while(|word| integer(word).and_then(|number| usize::try_from(number).ok()))
        .collect();
    let (pairs, _) = numbers.as_chunks::<2>();
    if pairs.len() > limits.objects_max {
        return Err(Refusal::TooComplex);
    }
    let mut pairs = pairs.to_vec();
    pairs.sort_by_key(|[_, offset]| *offset);
    let mut objects = Vec::with_capacity(pairs.len());
    let mut end = unpacked.first;
    for [number, offset] in pairs {
        let start = unpacked.first.saturating_add(offset);
        if start < end {
            return Err(Refusal::TooComplex);
        }
        let mut parser = Parser::new(&unpacked.bytes, start, room);
        let value = parser.value();
        end = parser.at;
        let value = match value {
            Ok(value) => value,
            Err(ParseError::Malformed) => continue,
            Err(ParseError::Refused(refusal)) => return Err(refusal),
        };
        let Ok(number) = u32::try_from(number) else { continue };
        objects.push(Found {
            id: (number, 0),
            value,
            stream: None,
            position: unpacked.position,
        });
    }
    Ok(objects)
}

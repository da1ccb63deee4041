//! PDF. All objects are read, and those that the document needs are written again. Its own reader instead of a
//! library: the memory that a file may need has to be bounded before the file is read, and streams stay where they are.

mod model;
mod object_stream;
mod parser;
mod properties;
mod rule;
mod scan;
mod sweep;
mod value;
mod write;

use std::borrow::Cow;
use std::io::{Read, Seek, Write};
use std::ops::Range;

use memchr::memmem;

use self::model::Model;
use self::rule::Notes;
use self::value::{Dictionary, Value};
use crate::track::{copy, read_all};
use crate::{Cleaned, Doubt, Failure, Kind, Limits, Refusal, Removed, picture};

/// Writes a PDF again without what is not shown. A signed one is copied, if it has nothing that must be removed.
pub(crate) fn clean(
    source: &mut (impl Read + Seek),
    limits: &Limits,
    out: &mut impl Write,
) -> Result<Cleaned, Failure> {
    let bytes = read_all(source, limits.bytes_max)?;
    let mut room = limits.values_max;
    let mut scan = scan::scan(&bytes, limits, &mut room)?;
    scan.settle_lengths(&bytes);
    let unpacked = object_stream::unpack(&scan, &bytes, limits)?;
    let (version, has_extra_bytes) = (scan.version, scan.has_extra_bytes);
    let mut model = model::assemble(scan, &unpacked, limits, &mut room)?;
    let mut cleaned = Cleaned::new(Kind::Pdf);
    cleaned.facts.pages = Some(model.pages(limits)?);
    let mut notes = Notes::default();
    let order = sweep::sweep(&mut model, &mut notes);
    if notes.is_signed {
        check_signed(&bytes, &mut model, has_extra_bytes, &mut notes)?;
        cleaned.doubts = notes.doubts;
        cleaned.doubt(Doubt::SignedNotCleaned);
        cleaned.signed = true;
        cleaned.same_bytes = true;
        copy(source, out)?;
        return Ok(cleaned);
    }
    if has_extra_bytes {
        cleaned.remove(Removed::ExtraBytes);
    }
    if !model.replaced.is_empty() {
        cleaned.remove(Removed::EarlierRevisions);
    }
    cleaned.doubts = notes.doubts;
    for what in notes.removed {
        cleaned.remove(what);
    }
    let info = properties::kept(&model, &mut cleaned);
    let mut pictures = Pictures::default();
    let mut payload = |dictionary: &Dictionary<'_>, range| pictures.payload(&bytes, dictionary, range, limits);
    write::write(&model, &order, info.as_ref(), version, &mut payload, out)?;
    for what in pictures.removed {
        cleaned.remove(what);
    }
    if pictures.is_kept {
        cleaned.doubt(Doubt::PicturesNotCleaned);
    }
    Ok(cleaned)
}

/// Checks that a signed file, which is copied as it is, has nothing that runs, wherever a reader may find it.
fn check_signed(bytes: &[u8], model: &mut Model<'_>, has_extra_bytes: bool, notes: &mut Notes) -> Result<(), Refusal> {
    if has_extra_bytes {
        return Err(Refusal::ExtraBytes);
    }
    // A table of positions could lead readers to an object in the bytes of a stream.
    let streams = model.objects.values().filter_map(|object| object.stream.clone());
    let hides_object = |range: Range<usize>| {
        let bytes = bytes.get(range).unwrap_or_default();
        let mut places = memmem::find_iter(bytes, b" obj");
        places.any(|at| {
            at.checked_sub(1)
                .and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        })
    };
    if streams.into_iter().any(hides_object) {
        return Err(Refusal::ExtraBytes);
    }
    sweep::examine(&mut model.replaced, notes);
    let mut all: Vec<Value<'_>> = model.objects.drain().map(|(_, object)| object.value).collect();
    sweep::examine(&mut all, notes);
    if notes.has_active_content() {
        return Err(Refusal::SignedWithActiveContent);
    }
    Ok(())
}

/// Photographs within the document, which have metadata of their own.
#[derive(Default)]
struct Pictures {
    removed: Vec<Removed>,
    is_kept: bool,
}

impl Pictures {
    fn payload<'f>(
        &mut self,
        file: &'f [u8],
        dictionary: &Dictionary<'_>,
        range: Range<usize>,
        limits: &Limits,
    ) -> Cow<'f, [u8]> {
        let bytes = file.get(range).unwrap_or_default();
        let filter = match dictionary.get(b"Filter") {
            Some(Value::List(filters)) if filters.len() == 1 => filters.first().and_then(Value::as_name),
            other => other.and_then(Value::as_name),
        };
        if dictionary.name(b"Subtype") != Some(b"Image") {
            return Cow::Borrowed(bytes);
        }
        match filter {
            Some(b"DCTDecode" | b"DCT") => {
                let Ok((stripped, removed)) = picture::strip(bytes, Kind::Jpeg, limits) else {
                    self.is_kept = true;
                    return Cow::Borrowed(bytes);
                };
                let removed = removed.into_iter().filter(|what| *what != Removed::ExtraBytes);
                self.removed.extend(removed);
                Cow::Owned(stripped)
            }
            Some(b"JPXDecode") => {
                self.is_kept = true;
                Cow::Borrowed(bytes)
            }
            _ => Cow::Borrowed(bytes),
        }
    }
}

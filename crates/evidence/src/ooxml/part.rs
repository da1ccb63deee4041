//! One part of a document.

use std::io::{Read, Seek, Write};

use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::archive::Archive;
use super::content;
use super::package::{CONTENT_TYPES, write_content_types, write_core, write_relations};
use super::plan::Plan;
use super::relation::{Relations, source_of};
use crate::{Cleaned, Doubt, Failure, Kind, Limits, Refusal, Removed, picture};

/// What pictures begin with whose metadata cannot be removed.
const PICTURES: [&[u8]; 9] = [
    b"GIF8",
    b"BM",
    b"\x01\0\0\0",
    b"\xD7\xCD\xC6\x9A",
    b"\x01\0\x09\0",
    b"II*\0",
    b"MM\0*",
    b"II\xBC\x01",
    b"\0\0\x01\0",
];

/// Whether the name is that of macros.
pub(crate) fn is_macro(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml") || name.contains("/macrosheets/")
}

/// Writes a part, if it stays.
pub(crate) fn write<S: Read + Seek, W: Write>(
    archive: &mut Archive<S>,
    name: &str,
    relations: &Relations,
    plan: &Plan,
    limits: &Limits,
    cleaned: &mut Cleaned,
    zip: &mut ZipWriter<StreamWriter<W>>,
) -> Result<(), Failure> {
    let lower = name.to_lowercase();
    let max = archive.unpacked_max();
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    if name == CONTENT_TYPES {
        zip.start_file(name, deflated).map_err(failed)?;
        return write_content_types(archive.part(name)?, max, plan, zip);
    }
    if let Some(source) = source_of(name) {
        if !source.is_empty() && !plan.kept.contains(&source) {
            return Ok(());
        }
        zip.start_file(name, deflated).map_err(failed)?;
        let list = relations.get(&source).map(Vec::as_slice).unwrap_or_default();
        return write_relations(&source, list, plan, zip);
    }
    if !plan.kept.contains(&lower) {
        let mut part = archive.part(name)?;
        // A part that nothing uses is counted, and left out.
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| super::archive::unpacking(error, max))?;
        if !plan.named.contains(&lower) {
            cleaned.remove(Removed::ApplicationData);
        }
        return Ok(());
    }
    if plan.core.as_deref() == Some(lower.as_str()) {
        zip.start_file(name, deflated).map_err(failed)?;
        return write_core(archive.part(name)?, max, cleaned, zip);
    }
    match lower.rsplit_once('.').map_or("", |(_, extension)| extension) {
        extension @ ("xml" | "vml" | "svg") => {
            if extension == "svg" {
                cleaned.doubt(Doubt::PicturesNotCleaned);
            }
            zip.start_file(name, deflated).map_err(failed)?;
            content::clean(&lower, archive.part(name)?, max, cleaned, zip)
        }
        "odttf" | "fntdata" => {
            zip.start_file(name, deflated).map_err(failed)?;
            let mut part = archive.part(name)?;
            std::io::copy(&mut part, zip).map_err(|error| super::archive::unpacking(error, max))?;
            Ok(())
        }
        _ => {
            let bytes = archive.whole(name, limits.whole_part_max)?;
            let bytes = cleaned_picture(bytes, limits, cleaned)?;
            let is_packed = bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xFF\xD8");
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            zip.start_file(name, if is_packed { stored } else { deflated })
                .map_err(failed)?;
            zip.write_all(&bytes)?;
            Ok(())
        }
    }
}

/// A picture without its metadata. Whatever is no picture is another file in the document.
fn cleaned_picture(bytes: Vec<u8>, limits: &Limits, cleaned: &mut Cleaned) -> Result<Vec<u8>, Refusal> {
    let kind = if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        Kind::Png
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        Kind::Jpeg
    } else if PICTURES.iter().any(|magic| bytes.starts_with(magic)) {
        cleaned.doubt(Doubt::PicturesNotCleaned);
        return Ok(bytes);
    } else {
        return Err(Refusal::EmbeddedObject);
    };
    let (bytes, removed) = picture::strip(&bytes, kind, limits)?;
    for what in removed {
        cleaned.remove(what);
    }
    Ok(bytes)
}

/// A failure of writing the zip.
pub(crate) fn failed(error: ZipError) -> Failure {
    match error {
        ZipError::Io(error) => Failure::Io(error),
        other => Failure::Io(std::io::Error::other(other)),
    }
}

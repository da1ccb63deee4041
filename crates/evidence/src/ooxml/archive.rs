//! The zip of a document, checked before a part is read.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::{Failure, Limits, Refusal};

/// The length of the record at the end of a zip, without a comment.
const END: u64 = 22;
/// Where a comment would leave the record.
const END_WITHIN: u64 = 66_000;
/// How many times larger than its compressed form a part may be. XML of large tables reaches 100.
const RATIO_MAX: u64 = 250;
/// Below this size in bytes, the ratio of a part does not matter.
const RATIO_FROM: u64 = 4 * 1024 * 1024;

/// A zip whose names and places are checked.
pub(crate) struct Archive<S> {
    zip: ZipArchive<S>,
    /// The names, in the order of the file. Folders are left out.
    pub(crate) names: Vec<String>,
    /// The bytes that may still be unpacked.
    room: u64,
    unpacked_max: u64,
}

impl<S: Read + Seek> Archive<S> {
    /// Opens a zip. Nothing may stand before, between or after its parts.
    pub(crate) fn open(mut source: S, limits: &Limits) -> Result<Self, Failure> {
        check_end(&mut source, limits)?;
        let mut zip = ZipArchive::new(source).map_err(failed)?;
        if zip.offset() != 0 || !zip.comment().is_empty() {
            return Err(Refusal::ExtraBytes.into());
        }
        if zip.len() > limits.parts_max {
            return Err(Refusal::TooComplex.into());
        }
        if zip.has_duplicate_names() {
            return Err(Refusal::UnsafePartName.into());
        }
        let names = check_parts(&mut zip)?;
        Ok(Self {
            zip,
            names,
            room: limits.unpacked_max,
            unpacked_max: limits.unpacked_max,
        })
    }

    /// Reads a part. The bytes that come out are counted: what the file states may be wrong.
    pub(crate) fn part(&mut self, name: &str) -> Result<impl Read + '_, Failure> {
        let part = self.zip.by_name(name).map_err(failed)?;
        let allowed = part.compressed_size().saturating_mul(RATIO_MAX).max(RATIO_FROM);
        Ok(Metered {
            room: &mut self.room,
            allowed,
            part,
        })
    }

    /// Reads a whole part.
    pub(crate) fn whole(&mut self, name: &str, max: u64) -> Result<Vec<u8>, Failure> {
        let unpacked_max = self.unpacked_max;
        let mut bytes = Vec::new();
        let part = self.part(name)?;
        let read = part.take(max.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| unpacking(error, unpacked_max))?;
        if bytes.len() as u64 > max {
            return Err(Refusal::UnpackedTooLarge { max }.into());
        }
        Ok(bytes)
    }

    /// The limit of all parts together, in bytes.
    pub(crate) const fn unpacked_max(&self) -> u64 {
        self.unpacked_max
    }
}

/// A failure of a part that is read.
pub(crate) fn unpacking(error: std::io::Error, max: u64) -> Failure {
    if error.kind() == std::io::ErrorKind::FileTooLarge {
        Refusal::UnpackedTooLarge { max }.into()
    } else {
        Failure::decoding(error)
    }
}

struct Metered<'a, R> {
    room: &'a mut u64,
    allowed: u64,
    part: R,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(buffer)?;
        let count = read as u64;
        match (self.room.checked_sub(count), self.allowed.checked_sub(count)) {
            (Some(room), Some(allowed)) => {
                *self.room = room;
                self.allowed = allowed;
                Ok(read)
            }
            _ => Err(std::io::ErrorKind::FileTooLarge.into()),
        }
    }
}

/// Checks the record at the end, before a library reserves memory for the parts that it states.
fn check_end(source: &mut (impl Read + Seek), limits: &Limits) -> Result<(), Failure> {
    let size = source.seek(SeekFrom::End(0))?;
    let from = size.saturating_sub(END_WITHIN);
    source.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    source.read_to_end(&mut tail)?;
    let found = memchr::memmem::rfind(&tail, b"PK\x05\x06").ok_or(Refusal::Damaged)?;
    let record = tail.get(found..).unwrap_or_default();
    let Some(record) = record.first_chunk::<22>().filter(|_| record.len() as u64 == END) else {
        return Err(Refusal::ExtraBytes.into());
    };
    let [.., n0, n1, s0, s1, s2, s3, o0, o1, o2, o3, c0, c1] = *record;
    let parts = usize::from(u16::from_le_bytes([n0, n1]));
    let length = u64::from(u32::from_le_bytes([s0, s1, s2, s3]));
    let offset = u64::from(u32::from_le_bytes([o0, o1, o2, o3]));
    if parts > limits.parts_max {
        return Err(Refusal::TooComplex.into());
    }
    if u16::from_le_bytes([c0, c1]) != 0 || offset + length + END != size {
        return Err(Refusal::ExtraBytes.into());
    }
    Ok(())
}

/// Checks that parts follow each other without gaps from the first byte on, and that their names are safe.
fn check_parts<S: Read + Seek>(zip: &mut ZipArchive<S>) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    let mut known = HashSet::new();
    let mut places = Vec::new();
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(failed)?;
        if part.encrypted() {
            return Err(Refusal::Encrypted.into());
        }
        if !matches!(
            part.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(Refusal::Damaged.into());
        }
        let start = part.data_start().ok_or(Refusal::Damaged)?;
        let end = start.saturating_add(part.compressed_size());
        places.push((part.header_start(), end, part.flags().is_using_data_descriptor()));
        let name = part.name().map_err(failed)?.into_owned();
        if !is_safe(&name) || part.is_symlink() || !known.insert(name.to_lowercase()) {
            return Err(Refusal::UnsafePartName.into());
        }
        if !part.is_dir() {
            names.push(name);
        }
    }
    places.push((zip.central_directory_start(), u64::MAX, false));
    places.sort_unstable();
    let (mut expected, mut may_have_gap) = (0, false);
    for (start, end, has_descriptor) in places {
        let gap = start.checked_sub(expected).ok_or(Refusal::ExtraBytes)?;
        // Sizes that were not known at first stand behind the data.
        let is_descriptor = may_have_gap && matches!(gap, 12 | 16 | 20 | 24);
        if gap != 0 && !is_descriptor {
            return Err(Refusal::ExtraBytes.into());
        }
        (expected, may_have_gap) = (end, has_descriptor);
    }
    Ok(names)
}

/// Whether the name of a part stays within the document.
fn is_safe(name: &str) -> bool {
    let is_plain = !name.contains(['\\', ':']) && !name.contains(char::is_control);
    let name = name.strip_suffix('/').unwrap_or(name);
    is_plain && name.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
}

fn failed(error: ZipError) -> Failure {
    match error {
        ZipError::Io(error) => Failure::decoding(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Encrypted.into(),
        _ => Refusal::Damaged.into(),
    }
}

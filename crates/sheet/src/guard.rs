//! Checks of an XLSX file before it is opened.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::SheetError;

/// The maximum number of bytes of all parts together, unpacked.
const UNPACKED_MAX: u64 = 33_554_432;
/// The maximum of the bytes of the styles times the number of cell styles: about the memory that the reader may need.
const STYLES_MAX: usize = 67_108_864;
/// The maximum number of parts.
const PARTS_MAX: usize = 1_000;
/// The first bytes of a compound file: a workbook in the format before 2007, or an encrypted one.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The name of the part of an encrypted workbook, in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// Checks that a file is a workbook without macros, and small enough to be opened. Every part is unpacked once and
/// counted, because the sizes that the file states may be wrong.
pub(crate) fn check(bytes: &[u8]) -> Result<(), SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.starts_with(COMPOUND) {
        let is_encrypted = bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED);
        return Err(if is_encrypted {
            SheetError::Encrypted
        } else {
            SheetError::OldFormat
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(SheetError::NotXlsx);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    if archive.len() > PARTS_MAX {
        return Err(SheetError::TooLarge);
    }
    let mut room = UNPACKED_MAX;
    let mut is_workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| refused(&error))?;
        let name = part
            .name()
            .map_err(|error| refused(&error))?
            .to_lowercase()
            .replace('\\', "/");
        if name.ends_with("vbaproject.bin") || name.contains("/macrosheets/") {
            return Err(SheetError::Macros);
        }
        is_workbook |= name.ends_with("workbook.xml");
        let mut content = Vec::new();
        part.take(room + 1)
            .read_to_end(&mut content)
            .map_err(|_| SheetError::Damaged)?;
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        room = room.checked_sub(length).ok_or(SheetError::TooLarge)?;
        check_part(&name, &content)?;
    }
    if is_workbook { Ok(()) } else { Err(SheetError::NotXlsx) }
}

fn refused(error: &ZipError) -> SheetError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetError::Encrypted,
        _ => SheetError::Damaged,
    }
}

fn check_part(name: &str, content: &[u8]) -> Result<(), SheetError> {
    // The name is in lower case.
    let is_xml = matches!(name.rsplit_once('.'), Some((_, "xml" | "rels")));
    // UTF-16 would hide the words and numbers that are searched for below.
    if is_xml && content.contains(&0) {
        return Err(SheetError::Damaged);
    }
    if name.ends_with("[content_types].xml") && contains(content, b"macroEnabled") {
        return Err(SheetError::Macros);
    }
    if name.ends_with("styles.xml") && !has_few_styles(content) {
        return Err(SheetError::TooLarge);
    }
    if name.ends_with("sharedstrings.xml") && !states_no_more_than_it_has(content) {
        return Err(SheetError::Damaged);
    }
    Ok(())
}

/// Whether the styles need little memory. The reader keeps a copy of font, fill and border in every cell style.
pub(crate) fn has_few_styles(content: &[u8]) -> bool {
    let cell_styles = content.windows(3).filter(|window| *window == b"<xf").count();
    content.len().saturating_mul(cell_styles) <= STYLES_MAX
}

fn contains(content: &[u8], wanted: &[u8]) -> bool {
    content.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether each stated number of texts is possible. The reader reserves room for as many; a text takes at least `<si/>`.
fn states_no_more_than_it_has(content: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let starts = content
        .windows(NAME.len())
        .enumerate()
        .filter(|(_, window)| *window == NAME);
    starts.into_iter().all(|(start, _)| {
        let rest = content.get(start + NAME.len()..).unwrap_or_default();
        let value = rest
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"=\"'".contains(byte));
        let digits = value.take_while(|byte| byte.is_ascii_digit());
        let stated = digits.fold(0_usize, |number, digit| {
            number.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
        });
        stated <= content.len() / 5
    })
}

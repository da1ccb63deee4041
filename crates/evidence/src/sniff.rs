//! The format of a file by its first bytes.

use crate::{Foreign, Kind};

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// An accepted kind.
    Kind(Kind),
    /// A zip: a document of Word or Excel, or something else.
    Zip,
    /// Text, which may be CSV.
    Text,
    /// Known, and not accepted.
    Foreign(Foreign),
    /// A document with a password.
    Encrypted,
    /// Neither of these.
    Unknown,
}

/// What files of a format begin with, at an offset.
const MAGIC: &[(usize, &[u8], Foreign)] = &[
    (0, b"GIF8", Foreign::Gif),
    (0, b"II*\0", Foreign::Tiff),
    (0, b"MM\0*", Foreign::Tiff),
    (0, b"II+\0", Foreign::Tiff),
    (0, b"MM\0+", Foreign::Tiff),
    (0, b"BM", Foreign::Bitmap),
    (0, b"\0\0\x01\0", Foreign::Bitmap),
    (4, b"ftyphei", Foreign::Heic),
    (4, b"ftyphev", Foreign::Heic),
    (4, b"ftypmif1", Foreign::Heic),
    (4, b"ftypmsf1", Foreign::Heic),
    (4, b"ftypavi", Foreign::Heic),
    (4, b"ftyp", Foreign::Media),
    (0, b"ID3", Foreign::Media),
    (0, b"OggS", Foreign::Media),
    (0, b"fLaC", Foreign::Media),
    (0, b"\x1A\x45\xDF\xA3", Foreign::Media),
    (0, b"FLV\x01", Foreign::Media),
    (0, b"RIFF", Foreign::Media),
    (0, b"{\\rtf", Foreign::Rtf),
    (0, b"%!PS", Foreign::PostScript),
    (0, b"\xC5\xD0\xD3\xC6", Foreign::PostScript),
    (0, b"Rar!\x1A\x07", Foreign::Archive),
    (0, b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
    (0, b"\x1F\x8B", Foreign::Archive),
    (0, b"\x1F\x9D", Foreign::Archive),
    (0, b"BZh", Foreign::Archive),
    (0, b"\xFD7zXZ\0", Foreign::Archive),
    (0, b"\x28\xB5\x2F\xFD", Foreign::Archive),
    (0, b"MSCF", Foreign::Archive),
    (257, b"ustar", Foreign::Archive),
    (0, b"MZ", Foreign::Program),
    (0, b"\x7FELF", Foreign::Program),
    (0, b"\xCA\xFE\xBA\xBE", Foreign::Program),
    (0, b"\xFE\xED\xFA\xCE", Foreign::Program),
    (0, b"\xFE\xED\xFA\xCF", Foreign::Program),
    (0, b"\xCF\xFA\xED\xFE", Foreign::Program),
    (0, b"\xCE\xFA\xED\xFE", Foreign::Program),
    (0, b"\0asm", Foreign::Program),
    (0, b"L\0\0\0\x01\x14\x02\0", Foreign::Program),
    (0, b"#!", Foreign::Script),
    (0, b"<?php", Foreign::Script),
    (0, b"<?=", Foreign::Script),
    (0, b"<%", Foreign::Script),
];
/// The first bytes of a compound file: documents of Word and Excel of before 2007, and encrypted ones.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The words after `<` with which browsers recognise a web page.
const HTML: [&str; 20] = [
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
    "img",
    "object",
    "embed",
    "!--",
];

/// The format of a file that begins with these bytes.
pub(crate) fn sniff(head: &[u8]) -> Content {
    if head.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Content::Kind(Kind::Png);
    }
    if head.starts_with(b"\xFF\xD8\xFF") {
        return Content::Kind(Kind::Jpeg);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Content::Kind(Kind::Webp);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if head.starts_with(COMPOUND) {
        return compound(head);
    }
    let body = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if body.starts_with(b"%PDF-") {
        return Content::Kind(Kind::Pdf);
    }
    let is_text = crate::text::may_be_text(head);
    let magic = MAGIC.iter().find(|(at, magic, _)| {
        let head = if *at == 0 && is_text { body } else { head };
        // A text may begin with the same two or three letters as a binary file.
        let is_weak = magic.len() <= 3 && magic.iter().all(u8::is_ascii_alphanumeric);
        head.get(*at..).is_some_and(|rest| rest.starts_with(magic)) && !(is_weak && is_text)
    });
    if let Some((_, _, found)) = magic {
        return Content::Foreign(*found);
    }
    if let Some(found) = markup(body) {
        return Content::Foreign(found);
    }
    // Readers look for it in the first kilobyte, so that other formats can stand before it.
    if head
        .get(..1_024.min(head.len()))
        .is_some_and(|head| find(head, b"%PDF-").is_some())
    {
        return Content::Kind(Kind::Pdf);
    }
    if is_text { Content::Text } else { Content::Unknown }
}

/// The position of the first occurrence.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The names of parts of a compound file stand in UTF-16 in a directory, which is usually near the beginning.
fn compound(head: &[u8]) -> Content {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(head, &name).is_some()
    };
    if has("EncryptedPackage") {
        Content::Encrypted
    } else if has("WordDocument") {
        Content::Foreign(Foreign::OldWord)
    } else if has("Workbook") {
        Content::Foreign(Foreign::OldExcel)
    } else {
        Content::Foreign(Foreign::Compound)
    }
}

/// Whether a text is SVG, a web page, a script or XML. Comments and declarations before the first element are skipped.
fn markup(text: &[u8]) -> Option<Foreign> {
    if !text.starts_with(b"<") {
        return None;
    }
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    let mut rest = text.as_str();
    let mut is_xml = false;
    loop {
        rest = rest.trim_start();
        let (end, skipped) = if rest.starts_with("<?php") {
            return Some(Foreign::Script);
        } else if rest.starts_with("<?") {
            is_xml = true;
            ("?>", 2)
        } else if rest.starts_with("<!--") {
            ("-->", 3)
        } else if rest.starts_with("<!doctype") && !rest.starts_with("<!doctype html") {
            is_xml = true;
            (">", 1)
        } else {
            break;
        };
        match rest.find(end) {
            Some(at) => rest = rest.get(at + skipped..).unwrap_or_default(),
            None => return Some(if is_xml { Foreign::Xml } else { Foreign::Html }),
        }
    }
    let word = rest.strip_prefix('<')?;
    let begins = |name: &str| {
        word.strip_prefix(name)
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    if begins("svg") || text.contains("<svg") {
        return Some(Foreign::Svg);
    }
    if begins("html") || (!is_xml && HTML.iter().any(|name| begins(name))) {
        return Some(Foreign::Html);
    }
    let is_element = is_xml || word.starts_with(|first: char| first.is_ascii_alphabetic()) && word.contains("</");
    is_element.then_some(Foreign::Xml)
}

#[cfg(test)]
mod tests {
    use super::{Content, sniff};
    use crate::{Foreign, Kind};

    #[test]
    fn texts_that_are_markup_are_told_apart() {
        for (text, found) in [
            ("<svg xmlns='x'>", Foreign::Svg),
            ("<?xml version='1.0'?><!-- x --><svg/>", Foreign::Svg),
            ("<!DOCTYPE svg PUBLIC '' ''><svg/>", Foreign::Svg),
            ("\u{feff} \n<!DOCTYPE HTML><p>", Foreign::Html),
            ("<!-- x --><script>alert(1)</script>", Foreign::Html),
            ("<SCRIPT>", Foreign::Html),
            ("<?xml version='1.0'?><a/>", Foreign::Xml),
            ("<x:y></x:y>", Foreign::Xml),
            ("<?php echo 1;", Foreign::Script),
            ("#!/bin/sh\n", Foreign::Script),
            ("{\\rtf1", Foreign::Rtf),
        ] {
            assert_eq!(sniff(text.as_bytes()), Content::Foreign(found), "{text}");
        }
        for text in ["<3 รายการ", "< 5 บาท", "BM บันทึก", "MZ", "ID3 ok", "ข้อความ <b>", "<ชื่อ>"]
        {
            assert_eq!(sniff(text.as_bytes()), Content::Text, "{text}");
        }
        assert_eq!(sniff(b"GIF89a %PDF-1.4"), Content::Foreign(Foreign::Gif));
        assert_eq!(sniff(b"junk %PDF-1.4"), Content::Kind(Kind::Pdf));
    }
}

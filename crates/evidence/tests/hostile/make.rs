//! What the tests share: cleaning bytes, and making files of each format.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use prongsai_evidence::{Cleaned, Failure, Limits, Refusal, clean};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A file that was accepted.
pub(crate) struct Outcome {
    pub(crate) cleaned: Cleaned,
    pub(crate) bytes: Vec<u8>,
}

impl Outcome {
    /// Codes of what was removed.
    pub(crate) fn removed(&self) -> Vec<&'static str> {
        self.cleaned.removed.iter().map(|it| it.code()).collect()
    }

    /// Codes of the doubts.
    pub(crate) fn doubts(&self) -> Vec<&'static str> {
        self.cleaned.doubts.iter().map(|it| it.code()).collect()
    }

    /// Codes of the changes.
    pub(crate) fn changes(&self) -> Vec<&'static str> {
        self.cleaned.changes.iter().map(|it| it.code()).collect()
    }
}

/// Cleans bytes with the usual limits.
pub(crate) fn attempt(name: &str, bytes: &[u8]) -> Result<Outcome, Refusal> {
    attempt_with(name, bytes, &Limits::default())
}

pub(crate) fn attempt_with(name: &str, bytes: &[u8], limits: &Limits) -> Result<Outcome, Refusal> {
    let mut out = Vec::new();
    match clean(&mut Cursor::new(bytes), name, limits, &mut out) {
        Ok(cleaned) => {
            assert_eq!(cleaned.size, out.len() as u64);
            Ok(Outcome { cleaned, bytes: out })
        }
        Err(Failure::Refused(refusal)) => Err(refusal),
        Err(Failure::Io(error)) => panic!("{error}"),
    }
}

/// The code with which a file is refused.
pub(crate) fn refused(name: &str, bytes: &[u8]) -> &'static str {
    match attempt(name, bytes) {
        Ok(outcome) => panic!("{name} was accepted: {:?}", outcome.cleaned),
        Err(refusal) => refusal.code(),
    }
}

/// Cleans a file that must be accepted. A second cleaning of the result must remove nothing more.
pub(crate) fn accepted(name: &str, bytes: &[u8]) -> Outcome {
    let outcome = attempt(name, bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
    let again = format!("again.{}", outcome.cleaned.extension());
    let second = attempt(&again, &outcome.bytes).unwrap_or_else(|refusal| panic!("{name} again: {refusal:?}"));
    if !outcome.cleaned.signed {
        assert_eq!(second.removed(), [""; 0], "{name} again");
    }
    outcome
}

pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// A small picture with some colours.
pub(crate) fn pixels(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32, y: u32| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90]);
    DynamicImage::from(RgbImage::from_fn(width, height, colour))
}

pub(crate) fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&pixels(width, height), ImageFormat::Png)
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&pixels(width, height), ImageFormat::Jpeg)
}

/// A chunk of a PNG.
pub(crate) fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, body.as_slice(), &crc32fast::hash(&body).to_be_bytes()].concat()
}

/// A PNG with chunks after its header.
pub(crate) fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let png = png(8, 8);
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

/// A segment of a JPEG.
pub(crate) fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), data].concat()
}

/// A JPEG with segments after its beginning.
pub(crate) fn jpeg_with(width: u32, height: u32, segments: &[Vec<u8>]) -> Vec<u8> {
    let jpeg = jpeg(width, height);
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// EXIF of a picture that is to be turned, with a text that stands for a place.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    // The name of the maker: a text of 24 bytes after the table.
    exif.extend([0x0F, 0x01, 2, 0, 24, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"GPS 13.7563N,100.5018E\0\0");
    exif
}

/// A zip of parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A part of a zip.
pub(crate) fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = Vec::new();
    zip.by_name(name).ok()?.read_to_end(&mut text).unwrap();
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// All parts of a zip, one after another.
pub(crate) fn all_parts(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        all.extend_from_slice(part.name_raw());
        part.read_to_end(&mut all).unwrap();
    }
    all
}

/// A PDF with these objects, numbered from 1. The first one is the catalogue.
pub(crate) fn pdf(objects: &[&str]) -> Vec<u8> {
    let objects: Vec<Vec<u8>> = objects.iter().map(|object| object.as_bytes().to_vec()).collect();
    pdf_of(&objects, "")
}

/// A PDF with these objects and more in its trailer.
pub(crate) fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", pdf.len()).unwrap();
        pdf.extend(format!("{number} 0 obj\n").bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    pdf.extend(end.bytes());
    pdf
}

/// The catalogue with these entries, and a page with these entries.
pub(crate) fn plain_pdf(catalogue: &str, page: &str, more: &[&str]) -> Vec<u8> {
    let catalogue = format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>");
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]{page}>>");
    let mut objects = vec![catalogue.as_str(), "<</Type/Pages/Kids[3 0 R]/Count 1>>", page.as_str()];
    objects.extend(more);
    pdf(&objects)
}

/// A stream object.
pub(crate) fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

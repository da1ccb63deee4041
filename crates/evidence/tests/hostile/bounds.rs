//! Damaged and arbitrary files end in a refusal or a clean file, never in a panic.

use image::ImageFormat;
use proptest::prelude::*;

use crate::make::{attempt, encoded, exif, jpeg_with, pixels, plain_pdf, png_with, segment};
use crate::package::{docx, xlsx};

/// A small file of each format.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let photo = jpeg_with(8, 8, &[segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6)].concat())]);
    let script = "<</S/JavaScript/JS(x)>>";
    vec![
        (
            "a.pdf",
            plain_pdf("/OpenAction 4 0 R", "/Annots[<</A 4 0 R>>]", &[script]),
        ),
        ("a.png", png_with(&[])),
        ("a.jpg", photo),
        ("a.webp", encoded(&pixels(8, 8), ImageFormat::WebP)),
        ("a.docx", docx().zipped()),
        ("a.xlsx", xlsx().zipped()),
        ("a.csv", "ก,ข\n1,\"2\"\n".as_bytes().to_vec()),
    ]
}

#[test]
fn files_that_are_cut_are_refused() {
    for (name, bytes) in samples() {
        for length in 0..bytes.len() {
            let outcome = attempt(name, &bytes[..length]);
            // A text has no end of its own; white space after the last line of a PDF is none of it.
            let is_open = name == "a.csv" || (name == "a.pdf" && length + 1 == bytes.len());
            assert!(is_open || outcome.is_err(), "{name} of {length} bytes");
        }
    }
}

#[test]
fn files_with_a_wrong_byte_do_no_harm() {
    for (name, bytes) in samples() {
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x55;
            // What is written is a file of its kind again.
            if let Ok(outcome) = attempt(name, &damaged) {
                let again = format!("again.{}", outcome.cleaned.extension());
                assert!(attempt(&again, &outcome.bytes).is_ok(), "{name} at {place}");
            }
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_do_no_harm(
        which in 0..9_usize,
        bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
        cut in 0..400_usize,
    ) {
        let beginnings: [&[u8]; 9] = [
            b"", b"%PDF-1.7\n1 0 obj<<", b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"RIFF\xFF\0\0\0WEBPVP8L", b"PK\x03\x04",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<", b"\xEF\xBB\xBF",
        ];
        let file = [beginnings[which], &bytes].concat();
        for name in ["a.pdf", "a.png", "a.jpg", "a.webp", "a.docx", "a.csv", "a.txt"] {
            let _ = attempt(name, &file);
        }
        for (name, sample) in samples() {
            let place = cut.min(sample.len());
            let _ = attempt(name, &[&sample[..place], &bytes, &sample[place..]].concat());
        }
    }

    /// Pieces of PDFs in any order.
    #[test]
    fn arbitrary_objects_do_no_harm(pieces in proptest::collection::vec(0..24_usize, 0..60)) {
        const PIECES: [&str; 24] = [
            "1 0 obj", "2 0 obj", "3 0 obj", "endobj", "<<", ">>", "[", "]", "/Type/Catalog/Pages 2 0 R", "/Kids[3 0 R]",
            "/Type/Page", "stream\n", "\nendstream", "/Length 3", "/Length 2 0 R", "(", ")", "<41>", "trailer<</Root 1 0 R>>",
            "startxref 0", "/S/JavaScript/JS(x)", "/Type/ObjStm/N 1/First 4", "1 0 R", "%",
        ];
        let body: Vec<&str> = pieces.iter().map(|piece| PIECES[*piece]).collect();
        let file = format!("%PDF-1.4\n{}\nstartxref\n0\n%%EOF", body.join(" "));
        if let Ok(outcome) = attempt("a.pdf", file.as_bytes()) {
            prop_assert!(attempt("a.pdf", &outcome.bytes).is_ok());
        }
    }
}

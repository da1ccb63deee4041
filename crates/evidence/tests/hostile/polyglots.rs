//! Files that are two files at once.

use crate::make::{accepted, contains, jpeg, jpeg_with, pixels, plain_pdf, png, refused, segment, zipped};

const PHP: &[u8] = b"<?php system($_GET['c']); ?>";

#[test]
fn what_is_behind_or_within_a_picture_vanishes() {
    let zip = zipped(&[("META-INF/MANIFEST.MF", b"x"), ("Evil.class", b"\xCA\xFE\xBA\xBE")]);
    let html = b"<html><script>alert(1)</script>";
    for payload in [&zip[..], PHP, html, b"%PDF-1.4\n1 0 obj"] {
        let behind = accepted("a.jpg", &[&jpeg(9, 9)[..], payload].concat());
        assert_eq!(behind.removed(), ["extra-bytes"]);
        assert!(!contains(&behind.bytes, payload));
        let within = accepted("a.jpg", &jpeg_with(9, 9, &[segment(0xFE, payload)]));
        assert_eq!(within.removed(), ["picture-metadata"]);
        assert!(!contains(&within.bytes, payload));
        let behind = accepted("a.png", &[&png(9, 9)[..], payload].concat());
        assert_eq!(behind.removed(), ["extra-bytes"]);
        assert!(!contains(&behind.bytes, payload));
        let webp = crate::make::encoded(&pixels(9, 9), image::ImageFormat::WebP);
        let behind = accepted("a.webp", &[&webp[..], payload].concat());
        assert_eq!(behind.removed(), ["extra-bytes"]);
        assert!(!contains(&behind.bytes, payload));
    }
}

#[test]
fn a_gif_or_a_script_before_another_format_is_what_it_begins_with() {
    let zip = zipped(&[("x.class", b"x")]);
    assert_eq!(
        refused("a.jpg", &[b"GIF89a/*", &zip[..]].concat()),
        "format-not-accepted"
    );
    assert_eq!(
        refused("a.pdf", &[PHP, &plain_pdf("", "", &[])].concat()),
        "format-not-accepted"
    );
    assert_eq!(
        refused("a.pdf", &[b"MZ\x90\0", &plain_pdf("", "", &[])[..]].concat()),
        "format-not-accepted"
    );
    assert_eq!(
        refused("a.docx", &[b"\xFF\xD8\xFF\xE0", &zip[..]].concat()),
        "extension-disagrees"
    );
    assert_eq!(refused("a.zip", &zip), "format-not-accepted");
}

#[test]
fn what_stands_around_or_between_a_pdf_vanishes() {
    let zip = zipped(&[("evil.exe", b"MZ")]);
    let pdf = plain_pdf("", "", &[]);
    let start = pdf.windows(8).position(|it| it == b"\n2 0 obj").unwrap() + 1;
    for (file, removed) in [
        ([&pdf[..], &zip].concat(), vec!["extra-bytes"]),
        ([b"junk junk\n", &pdf[..]].concat(), vec!["extra-bytes"]),
        ([&pdf[..start], &zip, b"\n", &pdf[start..]].concat(), vec![]),
        ([&pdf[..start], b"%", PHP, b"\n", &pdf[start..]].concat(), vec![]),
    ] {
        let outcome = accepted("a.pdf", &file);
        assert_eq!(outcome.removed(), removed);
        assert!(outcome.bytes.starts_with(b"%PDF-"));
        for gone in [&b"evil"[..], b"PK\x05\x06", b"php", b"junk"] {
            assert!(!contains(&outcome.bytes, gone));
        }
    }
    // The document of Word that is also a PDF is a PDF, and then it is no zip.
    let both = [&pdf[..], &zip].concat();
    assert_eq!(refused("a.docx", &both), "extension-disagrees");
}

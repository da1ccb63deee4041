use encoding_rs::WINDOWS_874;
use prongsai_evidence::{Kind, inspect};

use crate::make::{accepted, refused};

#[test]
fn utf_8_stays_as_it_is() {
    for (name, text) in [("a.txt", "ข้อความ\r\nบรรทัดที่ 2"), ("a.csv", "\u{feff}ชื่อ,จำนวน\nก,-5\n")]
    {
        let outcome = accepted(name, text.as_bytes());
        assert!(outcome.cleaned.same_bytes);
        assert_eq!(outcome.bytes, text.as_bytes());
        assert_eq!(
            outcome.removed().len() + outcome.doubts().len() + outcome.changes().len(),
            0
        );
    }
    let facts = accepted("a.csv", "\u{feff}ก,1".as_bytes()).cleaned.facts;
    assert_eq!(facts.characters, Some(3));
}

#[test]
fn thai_in_an_old_encoding_is_converted() {
    let text = "หน่วยงาน,ผล\nองค์การบริหารส่วนตำบล,“ดี”\n";
    let (old, _, _) = WINDOWS_874.encode(text);
    let outcome = accepted("a.csv", &old);
    assert_eq!(outcome.bytes, text.as_bytes());
    assert_eq!(outcome.changes(), ["converted-to-utf-8"]);
    assert!(!outcome.cleaned.same_bytes);
    assert_eq!(outcome.cleaned.media_type(), "text/csv; charset=utf-8");
}

#[test]
fn other_encodings_and_control_characters_are_refused() {
    let utf_16: Vec<u8> = "\u{feff}ab".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, code) in [
        ("a.txt", &utf_16[..], "encoding-unknown"),
        ("a.txt", b"caf\xE9 d\xE9j\xE0 vu", "encoding-unknown"),
        ("a.csv", b"a,b\n1,\0\n", "control-characters"),
        ("a.txt", b"\x1B]0;x\x07", "control-characters"),
        ("a.txt", "ก\u{202e}txt.exe".as_bytes(), "control-characters"),
        ("a.txt", b"", "file-is-empty"),
        ("a.txt", b" \n", "file-is-empty"),
    ] {
        assert_eq!(refused(name, bytes), code, "{bytes:?}");
    }
    // What is wrong far from the beginning is found, too.
    let late = [&b"a,b\n".repeat(5_000)[..], b"\0"].concat();
    assert_eq!(refused("a.csv", &late), "control-characters");
    let late = [&b"a,b\n".repeat(5_000)[..], b"\xFF\xFE"].concat();
    assert_eq!(refused("a.csv", &late), "encoding-unknown");
}

#[test]
fn what_stays_in_a_text_is_said() {
    let outcome = accepted(
        "a.csv",
        b"name,link\nx,=HYPERLINK(\"http://x\")\ny,C:\\Users\\somchai\\a.pdf\n",
    );
    assert_eq!(outcome.doubts(), ["contains-local-paths", "cells-like-formulas"]);
    assert!(outcome.cleaned.same_bytes);
    assert_eq!(
        accepted("a.txt", b"see \\\\nas\\share\\x").doubts(),
        ["contains-local-paths"]
    );
    // A text has no cells.
    assert_eq!(accepted("a.txt", b"=1+1").doubts(), [""; 0]);
}

#[test]
fn texts_that_are_something_else_are_refused_by_name() {
    for (name, text, word) in [
        ("a.txt", "<!DOCTYPE html><script>alert(1)</script>", "HTML"),
        (
            "a.csv",
            "\u{feff}\n <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "SVG",
        ),
        ("a.txt", "<?xml version='1.0'?><svg><script/></svg>", "SVG"),
        ("a.txt", "<?php system($_GET[0]);", "script"),
        ("a.txt", "#!/bin/sh\nrm -rf /", "script"),
        ("a.txt", "{\\rtf1 x}", "RTF"),
        ("a.svg", "<svg/>", "SVG"),
        ("a.png", "<svg/>", "SVG"),
        ("a.html", "<html>", "HTML"),
    ] {
        let failure = inspect(
            &mut std::io::Cursor::new(text),
            name,
            &prongsai_evidence::Limits::default(),
        );
        let message = failure.unwrap_err().to_string();
        assert!(message.contains(word), "{name}: {message}");
        assert_eq!(refused(name, text.as_bytes()), "format-not-accepted");
    }
}

#[test]
fn the_name_must_promise_what_the_file_is() {
    for (name, bytes, code) in [
        ("a.pdf", &b"\x89PNG\r\n\x1A\n"[..], "extension-disagrees"),
        ("a.txt", b"%PDF-1.7", "extension-disagrees"),
        ("a.docx", b"text", "extension-disagrees"),
        ("a", b"text", "extension-not-accepted"),
        ("a.exe", b"text", "extension-not-accepted"),
        ("a.pdf.exe", b"%PDF-1.7", "extension-not-accepted"),
        ("a.xlsm", b"text", "extension-not-accepted"),
    ] {
        assert_eq!(refused(name, bytes), code, "{name}");
    }
    let kind = inspect(
        &mut std::io::Cursor::new(b"a;b"),
        "X.CSV",
        &prongsai_evidence::Limits::default(),
    );
    assert_eq!(kind.unwrap(), Kind::Csv);
}

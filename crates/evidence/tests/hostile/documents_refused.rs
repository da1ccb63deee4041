use std::io::{Cursor, Write as _};

use prongsai_evidence::{Limits, Refusal, clean};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::make::{attempt_with, refused, zipped};
use crate::package::{Package, docx, xlsx};
use crate::raw::{Entry, raw_zip};

#[test]
fn macros_are_refused_under_every_name() {
    let macro_type = "application/vnd.ms-word.document.macroEnabled.main+xml";
    let sheet_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
    for (name, package) in [
        ("a.docx", docx().typed(macro_type)),
        ("a.xlsx", xlsx().typed(sheet_type)),
        ("a.docx", docx().bytes("vbaProject", "vbaProject.bin", b"x")),
        (
            "a.docx",
            docx().bytes(
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "x.png",
                b"x",
            ),
        ),
        ("a.docx", docx().plain("word/VBAproject.BIN", b"x")),
        (
            "a.xlsx",
            xlsx().document("xlMacrosheet", "macrosheets/sheet1.xml", "<x/>"),
        ),
    ] {
        assert_eq!(refused(name, &package.zipped()), "file-has-macros");
    }
}

#[test]
fn embedded_files_and_controls_are_refused() {
    let zip = zipped(&[("evil.exe", b"MZ")]);
    for package in [
        docx().bytes("oleObject", "embeddings/oleObject1.bin", b"\xD0\xCF\x11\xE0"),
        docx().bytes("package", "embeddings/x.xlsx", &zip),
        docx().external("word/document.xml", "oleObject", "https://example.com/x"),
        docx().bytes("control", "activeX/activeX1.xml", b"<x/>"),
        docx().bytes("aFChunk", "afchunk.html", b"<html/>"),
        docx().bytes("frame", "x.xml", b"<x/>"),
        // A file that claims to be a picture.
        docx().bytes("image", "media/image1.png", &zip),
        docx().bytes("image", "media/image1.jpg", b"MZ\x90"),
        docx().bytes("customXml", "item1.dat", b"x"),
    ] {
        assert_eq!(refused("a.docx", &package.zipped()), "embedded-object");
    }
}

#[test]
fn active_fields_are_refused_however_they_are_written() {
    let body = |inner: &str| docx().replace("<w:p>", &format!("<w:p>{inner}")).zipped();
    for inner in [
        "<w:fldSimple w:instr=\" DDEAUTO c:\\\\x cmd \"/>",
        "<w:fldChar/><w:instrText> DDE </w:instrText>",
        "<w:fldChar/><w:instrText>DD</w:instrText><w:instrText>EAUTO \"x\"</w:instrText>",
        "<w:instrText>D</w:instrText><w:r/><w:instrText>&#68;E x</w:instrText>",
        "<w:instrText><![CDATA[dde]]></w:instrText>",
        "<w:instrText>INCLUDETEXT \"http://x\"</w:instrText>",
    ] {
        assert_eq!(refused("a.docx", &body(inner)), "active-field", "{inner}");
    }
    // A long way to the first word.
    let blanks = "<w:instrText> </w:instrText>".repeat(200_000);
    assert_eq!(
        refused("a.docx", &body(&format!("{blanks}<w:instrText>DDE</w:instrText>"))),
        "active-field"
    );
    for inner in [
        "<w:instrText>INCLUDE</w:instrText><w:instrText>PICTURE x</w:instrText>",
        "<w:instrText> TOC \\o \"1-3\" </w:instrText>",
        "<w:instrText>PAGE</w:instrText><w:fldChar/><w:instrText>ADDENDUM</w:instrText>",
    ] {
        crate::make::accepted("a.docx", &body(inner));
    }
    let link = xlsx().document(
        "externalLink",
        "externalLinks/externalLink1.xml",
        "<externalLink><ddeLink ddeService=\"cmd\"/></externalLink>",
    );
    assert_eq!(refused("a.xlsx", &link.zipped()), "active-field");
    let svg = docx().document("image", "media/image1.svg", "<svg><script>alert(1)</script></svg>");
    assert_eq!(refused("a.docx", &svg.zipped()), "active-field");
    let svg = docx().document("image", "media/image1.svg", "<svg onload='alert(1)'/>");
    assert_eq!(refused("a.docx", &svg.zipped()), "active-field");
}

#[test]
fn xml_bombs_are_refused() {
    let with = |text: &str| docx().document("footnotes", "footnotes.xml", text).zipped();
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>";
    assert_eq!(refused("a.docx", &with(laughs)), "document-type");
    assert_eq!(
        refused("a.docx", &with("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>")),
        "document-type"
    );
    assert_eq!(refused("a.docx", &with("<x>&b;</x>")), "file-is-damaged");
    let deep = format!("{}{}", "<x>".repeat(100_000), "</x>".repeat(100_000));
    assert_eq!(refused("a.docx", &with(&deep)), "too-complex");
    let attributes = " a=\"\"".repeat(1_000_000);
    assert_eq!(refused("a.docx", &with(&format!("<x{attributes}/>"))), "too-complex");
    let long = format!("<x>{}</x>", "y".repeat(17 * 1024 * 1024));
    let stored = Limits::default();
    let parts = docx().document("footnotes", "footnotes.xml", &long).parts();
    assert_eq!(
        attempt_with("a.docx", &raw_zip(&parts, &[]), &stored)
            .err()
            .unwrap()
            .code(),
        "too-complex"
    );
    for damaged in ["<x>", "<x></y>", "</x>", "", "text", "<x a=1/>"] {
        assert_eq!(refused("a.docx", &with(damaged)), "file-is-damaged", "{damaged}");
    }
}

#[test]
fn zip_bombs_are_refused_by_what_comes_out() {
    let zeros = " ".repeat(8 * 1024 * 1024);
    let flat = docx().document("footnotes", "footnotes.xml", &format!("<x>{zeros}</x>"));
    assert_eq!(refused("a.docx", &flat.zipped()), "unpacked-too-large");
    // Many parts that are each within bounds.
    let little = Limits {
        unpacked_max: 100_000,
        ..Limits::default()
    };
    let mut many = docx();
    for number in 0..20 {
        let name = format!("f{number}.xml");
        let text: Vec<String> = (0..1_500).map(|n| format!("<y>{}</y>", n * 7_919 % 1_009)).collect();
        let text = text.concat();
        many = many.document("footnotes", &name, &format!("<x>{text}</x>"));
    }
    let refusal = attempt_with("a.docx", &many.zipped(), &little).err().unwrap();
    assert_eq!(refusal, Refusal::UnpackedTooLarge { max: 100_000 });
    // The stated sizes do not matter.
    let nested = docx().bytes(
        "image",
        "media/image1.png",
        &zipped(&[("42.zip", &zipped(&[("x", b"x")]))]),
    );
    assert_eq!(refused("a.docx", &nested.zipped()), "embedded-object");
    let parts: Vec<(String, Vec<u8>)> = (0..2_001).map(|number| (format!("p{number}"), Vec::new())).collect();
    assert_eq!(refused("a.docx", &raw_zip(&parts, &[])), "too-complex");
}

#[test]
fn unsafe_names_are_refused() {
    for name in [
        "../evil.xml",
        "/etc/passwd",
        "word\\..\\x.xml",
        "word/../../x",
        "C:/x",
        "word//x",
        "word/./x",
        "x\u{1}",
    ] {
        let parts = [docx().parts(), vec![(name.to_owned(), b"<x/>".to_vec())]].concat();
        assert_eq!(refused("a.docx", &raw_zip(&parts, &[])), "unsafe-part-name", "{name}");
    }
    for twin in ["word/document.xml", "word/Document.xml"] {
        let parts = [docx().parts(), vec![(twin.to_owned(), b"<x/>".to_vec())]].concat();
        assert_eq!(refused("a.docx", &raw_zip(&parts, &[])), "unsafe-part-name", "{twin}");
    }
}

#[test]
fn bytes_outside_of_the_parts_are_refused() {
    let document = docx().zipped();
    let parts = docx().parts();
    assert_eq!(raw_zip(&parts, &[])[..4], document[..4]);
    crate::make::accepted("a.docx", &raw_zip(&parts, &[]));
    for (file, code) in [
        ([&document[..], b"<?php x"].concat(), "extra-bytes"),
        ([&document[..], &zipped(&[("x", b"y")])].concat(), "extra-bytes"),
        ([b"PK\x03\x04", &document[..]].concat(), "extra-bytes"),
        (raw_zip(&parts, &[Entry::Before(1, b"PHAR payload")]), "extra-bytes"),
        (
            raw_zip(&parts, &[Entry::Before(parts.len(), b"MZ payload")]),
            "extra-bytes",
        ),
        (raw_zip(&parts, &[Entry::Comment(b"payload")]), "extra-bytes"),
        // Several names for the same bytes: much comes out of little.
        (
            raw_zip(&parts, &[Entry::Alias("word/a.xml", 2), Entry::Alias("word/b.xml", 2)]),
            "extra-bytes",
        ),
        (raw_zip(&parts, &[Entry::Encrypted]), "file-is-encrypted"),
    ] {
        assert_eq!(refused("a.docx", &file), code);
    }
}

#[test]
fn other_documents_are_refused_by_name() {
    let typed = |kind: &str| docx().typed(kind).zipped();
    let compound = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 504], &name].concat()
    };
    for (bytes, word) in [
        (
            typed("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
            "PowerPoint",
        ),
        (
            typed("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
            "template",
        ),
        (typed("application/vnd.ms-excel.sheet.binary.main"), "XLSB"),
        (
            zipped(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", b"<x/>"),
            ]),
            "OpenDocument",
        ),
        (zipped(&[("META-INF/MANIFEST.MF", b"x"), ("A.class", b"x")]), "program"),
        (zipped(&[("a.txt", b"x")]), "archive"),
        (compound("WordDocument"), "DOC"),
        (compound("Workbook"), "XLS"),
        (compound("x"), "OLE"),
    ] {
        let failure = clean(&mut Cursor::new(bytes), "a.docx", &Limits::default(), &mut Vec::new());
        let message = failure.unwrap_err().to_string();
        assert!(
            message.contains(word) && message.contains("not accepted"),
            "{word}: {message}"
        );
    }
    assert_eq!(refused("a.docx", &compound("EncryptedPackage")), "file-is-encrypted");
    assert_eq!(refused("a.docx", &xlsx().zipped()), "extension-disagrees");
}

/// Parts whose sizes stand behind them, as programs that stream write them.
#[test]
fn sizes_behind_the_parts_are_accepted() {
    let mut bytes = Vec::new();
    let mut zip = ZipWriter::new_stream(&mut bytes);
    let package: Package = docx();
    for (name, content) in package.parts() {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap();
    crate::make::accepted("a.docx", &bytes);
}

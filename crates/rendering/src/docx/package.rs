use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::builder::Main;
use super::error::DocxError;
use crate::outline::Outline;
use crate::rendition::{Numerals, Rendition};
use crate::wording;
use crate::xml::{Xml, date_time};

/// The namespace of `WordprocessingML`.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationship parts.
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The beginning of the types of relationships.
const DOCUMENT_RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts that are the same in every document.
const FIXED: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("parts/content_types.xml")),
    ("_rels/.rels", include_str!("parts/package_rels.xml")),
    ("docProps/app.xml", include_str!("parts/app.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/font_table.xml")),
];
/// The header of a draft, and the header of other documents. That of a draft contains the texts [`wording::DRAFT`] and
/// [`wording::DRAFT_NOTE`].
const DRAFT_HEADER: &str = include_str!("parts/header_draft.xml");
const PLAIN_HEADER: &str = include_str!("parts/header.xml");

/// Indentation of a numbered step: 7 mm in twentieths of a point.
const LIST_INDENT: &str = "397";

/// Packs the parts into one file.
pub(super) fn pack(rendition: &Rendition<'_>, outline: &Outline, main: Main) -> Result<Vec<u8>, DocxError> {
    // The archive has no dates of its own; the dates of the rendition are in its properties.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let header = if outline.is_draft { DRAFT_HEADER } else { PLAIN_HEADER };
    let mut parts: Vec<(String, Vec<u8>)> = FIXED
        .into_iter()
        .chain([("word/header.xml", header)])
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .collect();
    parts.push(("docProps/core.xml".to_owned(), properties(rendition, outline)?));
    parts.push(("word/footer.xml".to_owned(), footer(outline)?));
    parts.push(("word/numbering.xml".to_owned(), numbering(&main)?));
    parts.push(("word/_rels/document.xml.rels".to_owned(), relations(&main)?));
    parts.push(("word/document.xml".to_owned(), main.document));
    for (number, png) in (1..).zip(main.pictures) {
        parts.push((format!("word/media/picture{number}.png"), png));
    }
    for (name, bytes) in parts {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Title, issuer, language and dates.
fn properties(rendition: &Rendition<'_>, outline: &Outline) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let dated = date_time(rendition.dated);
    let date_type = [("xsi:type", "dcterms:W3CDTF")];
    xml.element("cp:coreProperties", &namespaces, |xml| {
        xml.text_element("dc:title", &[], &outline.title)?;
        xml.text_element("dc:creator", &[], outline.issuer.first().map_or("", String::as_str))?;
        xml.text_element("dc:language", &[], "th-TH")?;
        xml.text_element("dcterms:created", &date_type, &dated)?;
        xml.text_element("dcterms:modified", &date_type, &dated)
    })?;
    Ok(xml.into_bytes())
}

/// The verification code and the page number.
fn footer(outline: &Outline) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    // A word processor replaces the 1 with the number.
    let field = |xml: &mut Xml, code: &str| {
        xml.element("w:fldSimple", &[("w:instr", code)], |xml| {
            xml.element("w:r", &[], |xml| xml.text_element("w:t", &[], "1"))
        })
    };
    let run = |xml: &mut Xml, text: &str| {
        xml.element("w:r", &[], |xml| {
            xml.text_element("w:t", &[("xml:space", "preserve")], text)
        })
    };
    xml.element("w:ftr", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", "Footer")]))?;
            if let Some(verification) = &outline.verification {
                run(xml, &format!("{} {}    ", wording::CODE, verification.code))?;
            }
            run(xml, &format!("{} ", wording::PAGE))?;
            field(xml, "PAGE")?;
            run(xml, "/")?;
            field(xml, "NUMPAGES")
        })
    })?;
    Ok(xml.into_bytes())
}

/// The definitions of the numbered lists: one for each cell with steps, so that each starts at 1.
fn numbering(main: &Main) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let format = match main.numerals {
        Numerals::Arabic => "decimal",
        Numerals::Thai => "thaiNumbers",
    };
    xml.element("w:numbering", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:abstractNum", &[("w:abstractNumId", "0")], |xml| {
            xml.empty("w:multiLevelType", &[("w:val", "singleLevel")])?;
            xml.element("w:lvl", &[("w:ilvl", "0")], |xml| {
                xml.empty("w:start", &[("w:val", "1")])?;
                xml.empty("w:numFmt", &[("w:val", format)])?;
                xml.empty("w:lvlText", &[("w:val", "%1.")])?;
                xml.empty("w:lvlJc", &[("w:val", "left")])?;
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", LIST_INDENT), ("w:hanging", LIST_INDENT)])
                })
            })
        })?;
        for list in 1..=main.lists {
            xml.element("w:num", &[("w:numId", &list.to_string())], |xml| {
                xml.empty("w:abstractNumId", &[("w:val", "0")])?;
                xml.element("w:lvlOverride", &[("w:ilvl", "0")], |xml| {
                    xml.empty("w:startOverride", &[("w:val", "1")])
                })
            })?;
        }
        Ok(())
    })?;
    Ok(xml.into_bytes())
}

/// The relationships of the main part. It refers to pictures and links by these ids (`picture.rs`, `builder.rs`).
fn relations(main: &Main) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.element("Relationships", &[("xmlns", RELATIONS)], |xml| {
        for (id, kind, target) in [
            ("styles", "styles", "styles.xml"),
            ("settings", "settings", "settings.xml"),
            ("fontTable", "fontTable", "fontTable.xml"),
            ("numbering", "numbering", "numbering.xml"),
            ("header", "header", "header.xml"),
            ("footer", "footer", "footer.xml"),
        ] {
            xml.empty(
                "Relationship",
                &[("Id", id), ("Type", &relation_type(kind)), ("Target", target)],
            )?;
        }
        for number in 1..=main.pictures.len() {
            let (id, target) = (format!("picture{number}"), format!("media/picture{number}.png"));
            xml.empty(
                "Relationship",
                &[("Id", &id), ("Type", &relation_type("image")), ("Target", &target)],
            )?;
        }
        for (number, target) in (1..).zip(&main.links) {
            let (id, kind): (String, String) = (format!("link{number}"), relation_type("hyperlink"));
            let attributes = [
                ("Id", id.as_str()),
                ("Type", kind.as_str()),
                ("Target", target.as_str()),
                ("TargetMode", "External"),
            ];
            xml.empty("Relationship", &attributes)?;
        }
        Ok(())
    })?;
    Ok(xml.into_bytes())
}

fn relation_type(kind: &str) -> String {
    format!("{DOCUMENT_RELATIONS}/{kind}")
}

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::guard::has_few_styles;
use crate::limits::{CELL_MAX, TEXT_MAX};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEETS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="ซ่อน" sheetId="3" state="hidden" r:id="rId2"/><sheet name="คะแนน" sheetId="1" r:id="rId1"/><sheet name="อื่น" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const SHEET_RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>รหัส</t></si><si><t>คะแนน</t></si></sst>"#;

fn sheet(cells: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    )
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with these cells in its first visible sheet; parts of the same name are replaced.
fn workbook(cells: &str, replaced: &[(&str, &str)]) -> Vec<u8> {
    let (first, second) = (sheet(cells), sheet(""));
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", SHEETS),
        ("xl/_rels/workbook.xml.rels", SHEET_RELS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/sheet1.xml", first.as_str()),
        ("xl/worksheets/sheet2.xml", second.as_str()),
    ];
    parts.retain(|(name, _)| replaced.iter().all(|(other, _)| other != name));
    parts.extend(replaced);
    packed(&parts)
}

#[test]
fn cells_are_what_the_sheet_shows() {
    let cells = r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>i7</t></is></c><c r="B3"><v>84.120000000000005</v></c>
            <c r="C3" s="1"><v>0.8412</v></c><c r="D3" s="2"><v>45943</v></c><c r="E3" t="b"><v>1</v></c></row>
        <row r="5"><c r="A5"><v>9.1</v></c><c r="B5"><f>B3+1</f><v>85.12</v></c><c r="C5" t="str"><f>A1</f><v>x &amp; y</v></c>
            <c r="D5" t="e"><v>#DIV/0!</v></c><c r="E5"><v>84.12000000000001</v></c></row>"#;
    let table = read_xlsx(&workbook(cells, &[]), None).unwrap();
    let rows: Vec<Vec<&str>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        rows,
        [
            vec![],
            vec!["รหัส", "คะแนน"],
            vec!["i7", "84.12", "84.12", "2025-10-13", "TRUE"],
            vec![],
            vec!["9.1", "85.12", "x & y", "#DIV/0!", "84.12"]
        ]
    );
    assert_eq!(
        (table.sheet.as_deref(), table.other_sheets),
        (Some("คะแนน"), vec!["อื่น".to_owned()])
    );
    let other = read_xlsx(&workbook(cells, &[]), Some("อื่น")).unwrap();
    assert!(other.rows.is_empty());
    for hidden in ["ซ่อน", "x"] {
        let refused = read_xlsx(&workbook(cells, &[]), Some(hidden)).unwrap_err();
        assert_eq!(
            (refused.code(), refused.suggestion().as_deref()),
            ("unknown-sheet", Some("คะแนน, อื่น"))
        );
    }
}

#[test]
fn a_file_that_is_no_plain_workbook_is_refused() {
    let encrypted = [
        &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..],
        b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
    ]
    .concat();
    let macro_types = TYPES.replace(
        "application/xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    );
    for (bytes, code) in [
        (Vec::new(), "file-is-empty"),
        (b"code,score".to_vec(), "not-xlsx"),
        (b"PK\x03\x04".to_vec(), "file-is-damaged"),
        (packed(&[("word/document.xml", "<x/>")]), "not-xlsx"),
        (encrypted, "file-is-encrypted"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook".to_vec(), "old-format"),
        (workbook("", &[("xl/vbaProject.bin", "x")]), "file-has-macros"),
        (
            workbook("", &[("[Content_Types].xml", &macro_types)]),
            "file-has-macros",
        ),
        (workbook("<row><c", &[]), "file-is-damaged"),
        (workbook(r#"<row><c t="s"><v>7</v></c></row>"#, &[]), "file-is-damaged"),
    ] {
        assert_eq!(read_xlsx(&bytes, None).unwrap_err().code(), code);
    }
}

/// Without the checks, each of these makes the library allocate or compute without bound.
#[test]
fn a_small_file_cannot_be_large_when_it_is_unpacked() {
    let zeros = " ".repeat(33_554_433);
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let wide = r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#;
    let overflowing = r#"<row r="1"><c r="ZZZZZZZZZZZZ99999999999999999999"><v>1</v></c></row>"#;
    let strings = |stated: &str| STRINGS.replace(r#"uniqueCount="2""#, stated);
    let huge = strings(r#"uniqueCount = "99999999999999""#);
    let quoted = strings("uniqueCount='184467440737095516'");
    let utf_16: String = huge.chars().flat_map(|c| [c, '\0']).collect();
    let many: Vec<(String, String)> = (0..1_001)
        .map(|number| (format!("x/{number}"), String::new()))
        .collect();
    let many: Vec<(&str, &str)> = many
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    for (bytes, code) in [
        (workbook("", &[("xl/media/x.bin", &zeros)]), "file-too-large"),
        (workbook("", &many), "file-too-large"),
        (workbook(far, &[]), "too-many-rows"),
        (workbook(wide, &[]), "too-many-columns"),
        (workbook(overflowing, &[]), "file-is-damaged"),
        (workbook("", &[("xl/sharedStrings.xml", &huge)]), "file-is-damaged"),
        (workbook("", &[("xl/SharedStrings.XML", &quoted)]), "file-is-damaged"),
        (workbook("", &[("xl/sharedStrings.xml", &utf_16)]), "file-is-damaged"),
    ] {
        assert_eq!(read_xlsx(&bytes, None).unwrap_err().code(), code);
    }
    // OJ is the column 400, so each row has as many cells.
    let full = r#"<row><c r="OJ1"><v>1</v></c></row>"#;
    let rows: String = (1..=2_501)
        .map(|row| full.replace("OJ1", &format!("OJ{row}")))
        .collect();
    assert_eq!(
        read_xlsx(&workbook(&rows, &[]), None).unwrap_err().code(),
        "too-many-cells"
    );
}

/// Damaged files are refused or read, whatever byte is wrong.
#[test]
fn a_damaged_file_does_no_harm() {
    let whole = workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        for byte in damaged.iter_mut().skip(place).take(1) {
            *byte ^= 0x55;
        }
        let _ = read_xlsx(&damaged, None);
        let _ = read_xlsx(whole.get(..place).unwrap_or_default(), None);
    }
}

#[test]
fn the_text_of_all_cells_is_bounded() {
    let long = "ก".repeat(10_000);
    let table = read_csv(format!("code,score\n{long},1\n").as_bytes()).unwrap();
    let cell = &table.rows[1][0];
    assert!(
        cell.len() <= CELL_MAX && long.starts_with(cell.as_str()),
        "{}",
        cell.len()
    );
    let row = format!("{long},1\n");
    let rows = TEXT_MAX / CELL_MAX + 10;
    assert_eq!(read_csv(row.repeat(rows).as_bytes()), Err(SheetError::TooLarge));
}

#[test]
fn styles_that_need_much_memory_are_refused() {
    let styles = |name: usize, cells: usize| {
        let font = format!("<font><name val=\"{}\"/></font>", "x".repeat(name));
        format!(
            "<styleSheet><fonts>{font}</fonts><cellXfs>{}</cellXfs></styleSheet>",
            "<xf/>".repeat(cells)
        )
    };
    assert!(has_few_styles(styles(30, 1_000).as_bytes()));
    assert!(!has_few_styles(styles(20_000, 20_000).as_bytes()));
}

#[test]
fn a_nul_is_no_text() {
    assert_eq!(read_csv(b"organization,total\nA\0B,50\n"), Err(SheetError::Damaged));
}

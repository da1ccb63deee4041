//! A small XLSX file for the tests.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook with one sheet, whose cells are numbers where they can be.
pub(super) fn workbook(rows: &[&[&str]], further_part: Option<&str>) -> Vec<u8> {
    let cell = |row: usize, column: char, text: &str| match text.parse::<f64>() {
        Ok(number) => format!(r#"<c r="{column}{row}"><v>{number}</v></c>"#),
        Err(_) => format!(r#"<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#),
    };
    let row = |(number, row): (usize, &&[&str])| {
        let cells: String = ('A'..='Z')
            .zip(*row)
            .map(|(column, text)| cell(number, column, text))
            .collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    let cells: String = (1..).zip(rows).map(row).collect();
    let sheet = format!(r#"{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>"#);
    let book = format!(
        r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="คะแนน" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let relation = |kind: &str, target: &str| {
        format!(
            r#"{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}<Types/>")),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let further = further_part.map(|name| (name, "x".to_owned()));
    for (name, content) in parts.into_iter().chain(further) {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

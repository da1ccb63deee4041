//! Makes DOCX and XLSX files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::make::zipped;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document: its parts, and the relationships by the part that has them.
#[derive(Clone)]
pub(crate) struct Package {
    main: &'static str,
    main_type: String,
    parts: Vec<(String, Vec<u8>)>,
    relations: BTreeMap<String, Vec<String>>,
}

/// A document of Word with one paragraph.
pub(crate) fn docx() -> Package {
    let text = "<w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body><w:p><w:r><w:t xml:space=\"preserve\">สวัสดี &amp; ลาก่อน </w:t></w:r></w:p></w:body></w:document>";
    Package::new("word/document.xml", "wordprocessingml.document", text)
}

/// A workbook with two sheets.
pub(crate) fn xlsx() -> Package {
    let workbook = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"B\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>";
    let sheet = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    Package::new("xl/workbook.xml", "spreadsheetml.sheet", workbook)
        .document("worksheet", "worksheets/sheet1.xml", sheet)
        .document("worksheet", "worksheets/sheet2.xml", "<worksheet/>")
}

impl Package {
    fn new(main: &'static str, kind: &str, text: &str) -> Self {
        let empty = Self {
            main,
            main_type: format!("application/vnd.openxmlformats-officedocument.{kind}.main+xml"),
            parts: Vec::new(),
            relations: BTreeMap::new(),
        };
        empty.root("officeDocument", main, text)
    }

    /// Another content type of the main part.
    pub(crate) fn typed(mut self, kind: &str) -> Self {
        kind.clone_into(&mut self.main_type);
        self
    }

    /// A part that the package names.
    pub(crate) fn root(self, kind: &str, target: &str, text: &str) -> Self {
        let name = target.trim_start_matches('/').to_owned();
        self.related("", kind, target, false).plain(&name, text.as_bytes())
    }

    /// A part that the main part names.
    pub(crate) fn document(self, kind: &str, target: &str, text: &str) -> Self {
        self.bytes(kind, target, text.as_bytes())
    }

    /// A part of bytes that the main part names.
    pub(crate) fn bytes(self, kind: &str, target: &str, bytes: &[u8]) -> Self {
        let main = self.main;
        let folder = main.split('/').next().unwrap();
        self.related(main, kind, target, false)
            .plain(&format!("{folder}/{target}"), bytes)
    }

    /// A part that another part names.
    pub(crate) fn of(self, source: &str, kind: &str, name: &str, bytes: &[u8]) -> Self {
        self.related(source, kind, &format!("/{name}"), false)
            .plain(name, bytes)
    }

    /// A target elsewhere that a part names.
    pub(crate) fn external(self, source: &str, kind: &str, target: &str) -> Self {
        self.related(source, kind, target, true)
    }

    /// A part that nothing names.
    pub(crate) fn plain(mut self, name: &str, bytes: &[u8]) -> Self {
        self.parts.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// Another text in all parts.
    pub(crate) fn replace(mut self, from: &str, to: &str) -> Self {
        for (_, content) in &mut self.parts {
            if let Ok(text) = std::str::from_utf8(content) {
                *content = text.replace(from, to).into_bytes();
            }
        }
        self
    }

    fn related(mut self, source: &str, kind: &str, target: &str, is_external: bool) -> Self {
        let list = self.relations.entry(source.to_owned()).or_default();
        let id = list.len() + 1;
        let target = target.replace('&', "&amp;");
        let mode = if is_external { " TargetMode=\"External\"" } else { "" };
        list.push(format!(
            "<Relationship Id=\"rId{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"{mode}/>"
        ));
        self
    }

    /// The parts with content types and relationships.
    pub(crate) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let mut types = String::from("<Types><Default Extension=\"rels\" ContentType=\"application/xml\"/>");
        for (name, _) in &self.parts {
            let kind = if name == self.main {
                self.main_type.as_str()
            } else {
                "application/xml"
            };
            write!(types, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>").unwrap();
        }
        types.push_str("</Types>");
        let mut all = vec![("[Content_Types].xml".to_owned(), types.into_bytes())];
        for (source, list) in &self.relations {
            let (folder, file) = source.rsplit_once('/').map_or(("", source.as_str()), |it| it);
            let folder = if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            };
            let text = format!("<Relationships>{}</Relationships>", list.concat());
            all.push((format!("{folder}_rels/{file}.rels"), text.into_bytes()));
        }
        all.extend(self.parts.iter().cloned());
        all
    }

    /// The file.
    pub(crate) fn zipped(&self) -> Vec<u8> {
        let parts = self.parts();
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, content)| (name.as_str(), &content[..]))
            .collect();
        zipped(&parts)
    }
}

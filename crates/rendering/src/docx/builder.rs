use std::io;

use crate::rendition::Numerals;
use crate::web_address::is_web_address;
use crate::xml::{Attributes, Xml};

/// The namespaces of the main part.
const NAMESPACES: Attributes<'static> = &[
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// The main part of a document in progress, with the things that it refers to.
pub(super) struct Builder {
    xml: Xml,
    numerals: Numerals,
    links: Vec<String>,
    pictures: Vec<Vec<u8>>,
    lists: usize,
}

/// The main part and the things that it refers to.
pub(super) struct Main {
    /// `word/document.xml`.
    pub(super) document: Vec<u8>,
    /// Addresses of links: the first is `link1`.
    pub(super) links: Vec<String>,
    /// PNG files: the first is `picture1`.
    pub(super) pictures: Vec<Vec<u8>>,
    /// The number of numbered lists; the first list is 1.
    pub(super) lists: usize,
    /// The digits of the lists.
    pub(super) numerals: Numerals,
}

impl Builder {
    /// Starts the main part.
    pub(super) fn new(numerals: Numerals) -> io::Result<Self> {
        let mut xml = Xml::new()?;
        xml.start("w:document", NAMESPACES)?;
        xml.start("w:body", &[])?;
        Ok(Self {
            xml,
            numerals,
            links: Vec::new(),
            pictures: Vec::new(),
            lists: 0,
        })
    }

    /// Completes the main part.
    pub(super) fn finish(mut self) -> io::Result<Main> {
        self.xml.end("w:body")?;
        self.xml.end("w:document")?;
        Ok(Main {
            document: self.xml.into_bytes(),
            links: self.links,
            pictures: self.pictures,
            lists: self.lists,
            numerals: self.numerals,
        })
    }

    /// Adds a PNG file and returns its number, from 1.
    pub(super) fn add_picture(&mut self, png: Vec<u8>) -> usize {
        self.pictures.push(png);
        self.pictures.len()
    }

    /// Adds a numbered list and returns its number, from 1.
    pub(super) fn add_list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.xml.empty(name, attributes)
    }

    /// Writes an element without content and with the one attribute `w:val`.
    pub(super) fn value(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.xml.empty(name, &[("w:val", value)])
    }

    /// Writes an element with content.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.xml.start(name, attributes)?;
        content(self)?;
        self.xml.end(name)
    }

    /// Writes a paragraph of a style with runs.
    pub(super) fn within_paragraph(
        &mut self,
        style: &str,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.element("w:p", &[], |builder| {
            builder.element("w:pPr", &[], |builder| builder.value("w:pStyle", style))?;
            content(builder)
        })
    }

    /// Writes a paragraph of a style with one text.
    pub(super) fn paragraph(&mut self, style: &str, text: &str) -> io::Result<()> {
        self.within_paragraph(style, |builder| builder.run(None, text))
    }

    /// Writes a label and its value.
    pub(super) fn labelled(&mut self, style: &str, label: &str, text: &str) -> io::Result<()> {
        self.within_paragraph(style, |builder| {
            builder.run(Some("Label"), &format!("{label}: "))?;
            builder.run(None, text)
        })
    }

    /// Writes a text in a character style; line ends and tabs are kept.
    pub(super) fn run(&mut self, style: Option<&str>, text: &str) -> io::Result<()> {
        self.element("w:r", &[], |builder| {
            if let Some(style) = style {
                builder.element("w:rPr", &[], |builder| builder.value("w:rStyle", style))?;
            }
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    builder.empty("w:br", &[])?;
                }
                for (index, piece) in line.split('\t').enumerate() {
                    if index > 0 {
                        builder.empty("w:tab", &[])?;
                    }
                    builder.xml.text_element("w:t", &[("xml:space", "preserve")], piece)?;
                }
            }
            Ok(())
        })
    }

    /// Writes an address, as a link if it is linkable.
    pub(super) fn address(&mut self, url: &str) -> io::Result<()> {
        if !is_linkable(url) {
            return self.run(None, url);
        }
        self.links.push(url.to_owned());
        let id = format!("link{}", self.links.len());
        self.element("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |builder| {
            builder.run(Some("Hyperlink"), url)
        })
    }
}

/// Whether an address may be the target of a link. Word treats a document as broken when it cannot read a target, so
/// only plain web addresses are linked.
fn is_linkable(url: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;=%".contains(&byte);
    let percent_encodes = url.split('%').skip(1).all(|rest| {
        rest.get(..2)
            .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    });
    let authority = url.split('/').nth(2).unwrap_or_default();
    let has_plain_host = authority
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte));
    is_web_address(url) && url.bytes().all(is_plain) && percent_encodes && !authority.is_empty() && has_plain_host
}

#[cfg(test)]
mod tests {
    use super::is_linkable;

    #[test]
    fn only_plain_addresses_are_linked() {
        for url in ["https://a.example/b?c=%E0%B8%81#d", "http://a.example:80/"] {
            assert!(is_linkable(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "https://a b",
            "https://ก.ไทย/",
            "https://a.example/%zz",
            "https://a.example/%",
            "https://",
            "https://[::1]/",
            "https://u@a.example/",
            "https://a.example/\"",
            "file:///etc/passwd",
        ] {
            assert!(!is_linkable(url), "{url}");
        }
    }
}

//! Writes XML. Texts and attributes are escaped, and each character that XML 1.0 does not allow becomes U+FFFD.

use std::io;

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::wording::printable;

/// An XML document that is written into memory.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

/// Attributes of an element, in order.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// Begins a document.
    pub(crate) fn new() -> io::Result<Self> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        Ok(Self { writer })
    }

    /// Opens an element.
    pub(crate) fn start(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer.write_event(Event::Start(tag(name, attributes)))
    }

    /// Closes an element.
    pub(crate) fn end(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer.write_event(Event::Empty(tag(name, attributes)))
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Text(BytesText::new(&printable(text))))
    }

    /// Writes an element that contains only text.
    pub(crate) fn text_element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.start(name, attributes)?;
        self.text(text)?;
        self.end(name)
    }

    /// Writes an element that contains other elements.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.start(name, attributes)?;
        content(self)?;
        self.end(name)
    }

    /// The document.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }
}

/// A time as RFC 3339 and the W3C profile of ISO 8601 write it: in UTC, to the second.
pub(crate) fn date_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn tag<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (name, value) in attributes {
        // An XML parser reads a line end in an attribute as a space.
        let value = printable(value).replace(['\n', '\t'], " ");
        tag.push_attribute((*name, value.as_str()));
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped() {
        let mut xml = Xml::new().unwrap();
        xml.element("a", &[("b", "\"<&'>\n")], |xml| xml.text("]]><c>&amp;\0"))
            .unwrap();
        let written = String::from_utf8(xml.into_bytes()).unwrap();
        assert!(written.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a b=\""));
        assert_eq!(written.matches('<').count(), 3, "{written}");
        assert!(written.ends_with("]]&gt;&lt;c&gt;&amp;amp;\u{FFFD}</a>"), "{written}");
    }
}

//! The Atom feed (RFC 4287) of what an office published.

use std::io;

use jiff::Timestamp;

use crate::wording;
use crate::xml::Xml;

/// The namespace of Atom.
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// What an office published lately.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// Names the feed for ever: an IRI such as `urn:uuid:…` of the office.
    pub id: &'a str,
    /// The office's name; the author of all entries.
    pub office: &'a str,
    /// Where the feed itself is, absolute.
    pub self_href: &'a str,
    /// Where the office's public page is, absolute.
    pub page_href: &'a str,
    /// The entries, newest first.
    pub entries: Vec<Entry<'a>>,
    /// What the feed says of its last change where it has no entry, in UTC: when the office was entered.
    pub since: Timestamp,
}

/// A published document.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Names the document for ever, whatever its editions: an IRI such as `urn:uuid:…`.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What kind of document, e.g. ประกาศ.
    pub kind: &'a str,
    /// When its first edition was published, in UTC.
    pub published: Timestamp,
    /// When its live edition was published, in UTC.
    pub updated: Timestamp,
    /// Where it is read, absolute.
    pub href: &'a str,
    /// Its PDF file, absolute.
    pub pdf_href: Option<&'a str>,
}

/// Writes the feed.
///
/// # Errors
/// None in practice: writing goes to memory.
pub fn feed(feed: &Feed<'_>) -> io::Result<String> {
    let mut xml = Xml::new()?;
    let updated = feed.entries.iter().map(|entry| entry.updated).max();
    xml.element("feed", &[("xmlns", NAMESPACE), ("xml:lang", "th")], |xml| {
        xml.text_element("id", &[], feed.id)?;
        let title = format!("{} – {}", wording::SITE_TITLE, feed.office);
        xml.text_element("title", &[("type", "text")], &title)?;
        xml.text_element("updated", &[], &moment(updated.unwrap_or(feed.since)))?;
        xml.element("author", &[], |xml| xml.text_element("name", &[], feed.office))?;
        let own = [
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", feed.self_href),
        ];
        xml.empty("link", &own)?;
        xml.empty(
            "link",
            &[("rel", "alternate"), ("type", "text/html"), ("href", feed.page_href)],
        )?;
        feed.entries.iter().try_for_each(|entry| self::entry(entry, xml))
    })?;
    String::from_utf8(xml.into_bytes()).map_err(io::Error::other)
}

fn entry(entry: &Entry<'_>, xml: &mut Xml) -> io::Result<()> {
    xml.element("entry", &[], |xml| {
        xml.text_element("id", &[], entry.id)?;
        xml.text_element("title", &[("type", "text")], entry.title)?;
        xml.text_element("published", &[], &moment(entry.published))?;
        xml.text_element("updated", &[], &moment(entry.updated))?;
        xml.empty("category", &[("term", entry.kind)])?;
        xml.empty(
            "link",
            &[("rel", "alternate"), ("type", "text/html"), ("href", entry.href)],
        )?;
        if let Some(href) = entry.pdf_href {
            xml.empty(
                "link",
                &[("rel", "enclosure"), ("type", "application/pdf"), ("href", href)],
            )?;
        }
        Ok(())
    })
}

/// RFC 3339 in UTC, to the second.
fn moment(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

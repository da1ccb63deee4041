//! The Atom feed (RFC 4287) of the published documents of an organization.

use std::io;

use jiff::Timestamp;

use crate::outline::overrides::document_note;
use crate::rendition::Numerals;
use crate::wording;
use crate::xml::{Xml, date_time};

/// The namespace of Atom.
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The feed of an organization.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// Permanent id of the feed: an IRI such as `urn:uuid:…` of the organization.
    pub id: &'a str,
    /// The organization's name; the author of all entries.
    pub issuer: &'a str,
    /// Absolute address of the feed.
    pub self_href: &'a str,
    /// Absolute address of the organization's public page.
    pub page_href: &'a str,
    /// The entries, newest first.
    pub entries: Vec<Entry<'a>>,
    /// The time of the last change if the feed has no entry, in UTC: when the organization was added.
    pub since: Timestamp,
}

/// A published document.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Permanent id of the document, the same for all editions: an IRI such as `urn:uuid:…`.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The kind of document, e.g. ประกาศ.
    pub kind: &'a str,
    /// Time of publication of its first edition, in UTC.
    pub published: Timestamp,
    /// Time of publication of its live edition, in UTC.
    pub updated: Timestamp,
    /// Absolute address of the document.
    pub href: &'a str,
    /// Absolute address of its PDF file.
    pub pdf_href: Option<&'a str>,
    /// The reason for an approval by an author.
    pub override_reason: Option<&'a str>,
}

/// Writes the feed.
///
/// # Errors
/// None in practice, because it writes to memory.
pub fn feed(feed: &Feed<'_>) -> io::Result<String> {
    let mut xml = Xml::new()?;
    let updated = feed.entries.iter().map(|entry| entry.updated).max();
    xml.element("feed", &[("xmlns", NAMESPACE), ("xml:lang", "th")], |xml| {
        xml.text_element("id", &[], feed.id)?;
        let title = format!("{} – {}", wording::SITE_TITLE, feed.issuer);
        xml.text_element("title", &[("type", "text")], &title)?;
        xml.text_element("updated", &[], &date_time(updated.unwrap_or(feed.since)))?;
        xml.element("author", &[], |xml| xml.text_element("name", &[], feed.issuer))?;
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
        xml.text_element("published", &[], &date_time(entry.published))?;
        xml.text_element("updated", &[], &date_time(entry.updated))?;
        xml.empty("category", &[("term", entry.kind)])?;
        if let Some(reason) = entry.override_reason {
            let note = document_note(reason, Numerals::Arabic);
            xml.text_element("summary", &[("type", "text")], &note)?;
        }
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

//! The Atom feed, read with an independent library.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

use atom_syndication::Feed as Parsed;
use jiff::Timestamp;
use prongsai_rendering::atom::{Entry, Feed, feed};
use prongsai_rendering::wording::printable;

#[path = "html_specimen/mod.rs"]
mod specimen;

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn sample(title: &str) -> Feed<'_> {
    Feed {
        id: "urn:uuid:00000000-0000-7000-8000-000000000001",
        issuer: "เทศบาลตำบลบ้านตัวอย่าง",
        self_href: "https://prongsai.example/public/ban-yang/feed.atom",
        page_href: "https://prongsai.example/public/ban-yang?a=1&b=2",
        entries: vec![
            Entry {
                id: "urn:uuid:00000000-0000-7000-8000-000000000003",
                title,
                kind: "ประกาศ",
                published: moment("2023-01-03T02:00:00.123Z"),
                updated: moment("2023-02-03T02:00:00Z"),
                href: "https://prongsai.example/public/v1/announcements/3.html",
                pdf_href: Some("https://prongsai.example/public/v1/announcements/3.pdf"),
                override_reason: None,
            },
            Entry {
                id: "urn:uuid:00000000-0000-7000-8000-000000000002",
                title: "มาตรการ",
                kind: "มาตรการ",
                published: moment("2022-12-01T02:00:00Z"),
                updated: moment("2022-12-01T02:00:00Z"),
                href: "https://prongsai.example/public/v1/measures/2.html",
                pdf_href: None,
                override_reason: None,
            },
        ],
        since: moment("2022-10-01T00:00:00Z"),
    }
}

#[test]
fn another_reader_understands_it() {
    let parsed: Parsed = feed(&sample("ประกาศเชิญ")).unwrap().parse().unwrap();
    assert_eq!(parsed.id, "urn:uuid:00000000-0000-7000-8000-000000000001");
    assert_eq!(
        parsed.updated.to_rfc3339(),
        "2023-02-03T02:00:00+00:00",
        "of the entry that changed last"
    );
    assert_eq!(parsed.lang.as_deref(), Some("th"));
    let rels: Vec<&str> = parsed.links.iter().map(|link| link.rel.as_str()).collect();
    assert_eq!(rels, ["self", "alternate"]);
    assert_eq!(parsed.links[1].href, "https://prongsai.example/public/ban-yang?a=1&b=2");
    assert_eq!(parsed.authors[0].name, "เทศบาลตำบลบ้านตัวอย่าง");
    let entry = &parsed.entries[0];
    assert_eq!(entry.title.value, "ประกาศเชิญ");
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2023-01-03T02:00:00+00:00");
    assert_eq!(entry.links[1].rel, "enclosure");
    assert_eq!(parsed.entries[1].links.len(), 1);
}

#[test]
fn a_feed_without_entries_has_a_date() {
    let mut empty = sample("x");
    empty.entries.clear();
    let parsed: Parsed = feed(&empty).unwrap().parse().unwrap();
    assert_eq!(parsed.updated.to_rfc3339(), "2022-10-01T00:00:00+00:00");
}

#[test]
fn titles_are_text() {
    for written in specimen::hostile::CORPUS {
        let parsed: Parsed = feed(&sample(written)).unwrap().parse().unwrap();
        assert_eq!(parsed.entries.len(), 2);
        assert_eq!(parsed.entries[0].title.value.trim(), printable(written).trim());
    }
}

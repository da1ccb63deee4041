//! `docs/evidence-files.md` lists the codes and limits of the crate, and nothing else.

use std::collections::BTreeSet;

use prongsai_evidence::{Change, Doubt, Foreign, Kind, Limits, Refusal, Removed, THUMBNAIL_SIDE};

const PAGE: &str = include_str!("../../../../docs/evidence-files.md");

/// The section below a heading.
fn section(heading: &str) -> &'static str {
    let start = PAGE.find(&format!("\n## {heading}\n")).unwrap();
    let rest = &PAGE[start + 4..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// The texts between backticks in the first columns of the rows.
fn listed(rows: &'static str) -> Vec<&'static str> {
    let rows = rows.lines().filter_map(|line| line.strip_prefix("| `"));
    let columns = rows.map(|row| row.split('|').next().unwrap());
    columns
        .flat_map(|column| column.split('`').step_by(2))
        .filter(|code| !code.trim().is_empty())
        .collect()
}

#[test]
fn the_page_lists_all_codes_in_their_order() {
    let codes = |list: &[&'static str]| list.to_vec();
    let removed: Vec<&str> = Removed::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(
        listed(section("Removed")).into_iter().collect::<BTreeSet<_>>(),
        BTreeSet::from_iter(codes(&removed))
    );
    let changes: Vec<&str> = Change::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(listed(section("Changed")), changes);
    let doubts: Vec<&str> = Doubt::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(listed(section("Doubts")), doubts);
    let kinds: Vec<&str> = Kind::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(listed(section("Accepted")), kinds);
    let (refused, formats) = section("Refused").split_once("Formats that").unwrap();
    assert_eq!(listed(refused), Refusal::codes().collect::<Vec<_>>());
    let foreign: BTreeSet<&str> = Foreign::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(BTreeSet::from_iter(listed(formats)), foreign);
}

#[test]
fn the_page_states_the_limits() {
    let limits = Limits::default();
    let mib = |bytes: u64| format!("{} MiB", bytes / 1_048_576);
    let text = section("Limits");
    for (row, stated) in [
        ("| size of a file |", mib(limits.bytes_max)),
        ("| size of a text or CSV |", mib(limits.text_bytes_max)),
        (
            "| picture |",
            format!("{} million pixels, 20,000 pixels a side", limits.pixels_max / 1_000_000),
        ),
        ("| pages of a PDF |", "5,000".to_owned()),
        (
            "| objects of a PDF;",
            format!("500,000; 4 million; {}", mib(limits.object_streams_max as u64)),
        ),
        (
            "| parts of a DOCX",
            format!("2,000; {}; {}", mib(limits.unpacked_max), mib(limits.whole_part_max)),
        ),
    ] {
        let line = text.lines().find(|line| line.starts_with(row)).unwrap();
        assert!(line.contains(&stated), "{line}: {stated}");
    }
    assert_eq!(
        (limits.side_max, limits.pages_max, limits.objects_max),
        (20_000, 5_000, 500_000)
    );
    assert_eq!((limits.values_max, limits.parts_max), (4_000_000, 2_000));
    assert!(section("Accepted").contains(&format!("{THUMBNAIL_SIDE} pixels a side")));
}

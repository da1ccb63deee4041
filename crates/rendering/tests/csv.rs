//! The tables as CSV, read with a CSV parser.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failed expectation fails the test"
)]

#[path = "html_specimen/mod.rs"]
mod specimen;

use std::collections::BTreeMap;

use prongsai_rendering::csv::{self, CsvError};
use prongsai_rendering::rendition::{Body, PublicationStatus, SignedDocument};
use prongsai_rendering::wording::printable;
use proptest::prelude::*;

use specimen::hostile::CORPUS;
use specimen::{Specimen, published};

type Row = BTreeMap<String, String>;

/// The rows by the names of their columns.
fn read(bytes: &[u8]) -> Vec<Row> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
    let mut reader = ::csv::ReaderBuilder::new().from_reader(text);
    let head = reader.headers().unwrap().clone();
    for name in &head {
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
            "{name}"
        );
    }
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            head.iter()
                .map(str::to_owned)
                .zip(record.iter().map(str::to_owned))
                .collect()
        })
        .collect()
}

#[test]
fn the_plan_has_a_row_for_each_step() {
    let specimen = Specimen::new();
    let rows = read(&csv::plan(&specimen.rendition(Body::Plan(specimen.plan()), published())).unwrap());
    let keys: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (&*row["measure_number"], &*row["step_number"]))
        .collect();
    assert_eq!(keys, [("1", "1"), ("1", "2"), ("2", "1"), ("3", "1"), ("3", "2")]);
    let row = &rows[1];
    for (column, expected) in [
        ("organization", "เทศบาลตำบลบ้านตัวอย่าง"),
        ("fiscal_year", "2566"),
        ("indicators", "i7"),
        ("step", "ออกพบประชาชนที่ศาลาหมู่บ้าน"),
        ("cadence", "monthly"),
        ("due_on", "2023-09-15"),
        ("responsible_division", "สำนักปลัดเทศบาล"),
        ("reporting_round_months", "12"),
        ("budget_baht", "45000"),
    ] {
        assert_eq!(row[column], expected);
    }
    assert_eq!(rows[2]["indicators"], "i8;i5");
    assert_eq!(rows[3]["responsible_division"], "");
}

#[test]
fn the_results_have_a_row_each_and_one_for_a_measure_without() {
    let specimen = Specimen::new();
    let body = Body::Document(specimen.signed());
    let rows = read(&csv::results(&specimen.rendition(body, published())).unwrap());
    let keys: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (&*row["measure_number"], &*row["answers_step"]))
        .collect();
    assert_eq!(keys, [("1", "1"), ("1", "2"), ("2", "unplanned"), ("3", "")]);
    for (column, expected) in [
        ("period_from", "2022-10"),
        ("period_to", "2023-09"),
        ("status", "completed"),
        ("progress_percent", "100"),
        ("evidence", "https://www.banyang.example/news/2566"),
    ] {
        assert_eq!(rows[0][column], expected);
    }
    assert_eq!(rows[3]["details"], "");
}

#[test]
fn activities_have_rows_and_columns_of_their_own() {
    let mut specimen = Specimen::new();
    let table = |specimen: &Specimen| {
        let body = Body::Document(specimen.signed());
        read(&csv::results(&specimen.rendition(body, published())).unwrap())
    };
    assert!(!table(&specimen)[0].contains_key("record"), "there are no activities");
    specimen.add_activity();
    let rows = table(&specimen);
    let kinds: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (&*row["measure_number"], &*row["record"]))
        .collect();
    let expected = [
        ("1", "result"),
        ("1", "result"),
        ("1", "activity"),
        ("2", "result"),
        ("3", ""),
    ];
    assert_eq!(kinds, expected);
    for (column, expected) in [
        ("details", "ออกพบประชาชน"),
        ("period_from", "2023-03"),
        ("held_from", "2023-03-12"),
        ("held_to", "2023-03-13"),
        ("place", "ศาลาประชาคม หมู่ที่ 4"),
        ("participants", "1042"),
        ("answers_step", "2"),
        ("evidence", "https://www.banyang.example/visits"),
        ("output", ""),
    ] {
        assert_eq!(rows[2][column], expected, "{column}");
    }
    // A reason for a stated progress needs its column, too.
    let mut specimen = Specimen::new();
    specimen.year.measures[0].results[0].content.progress_reason = Some("เหตุผล".to_owned());
    assert_eq!(table(&specimen)[0]["progress_reason"], "เหตุผล");
}

#[test]
fn only_renditions_with_tables_have_them() {
    let specimen = Specimen::new();
    let tables = specimen.bodies().into_iter().map(|body| {
        let rendition = specimen.rendition(body, PublicationStatus::Draft);
        (csv::plan(&rendition).is_ok(), csv::results(&rendition).is_ok())
    });
    // In the order of `bodies`: the plan, the report, and four others.
    let expected = [
        (true, false),
        (false, true),
        (false, false),
        (false, false),
        (false, false),
        (false, false),
    ];
    assert_eq!(tables.collect::<Vec<_>>(), expected);
    let poster = Body::Poster((&specimen.announcement).into());
    let error = csv::plan(&specimen.rendition(poster, PublicationStatus::Draft)).unwrap_err();
    assert!(matches!(error, CsvError::NoTable("poster")));
}

#[test]
fn a_report_that_is_not_submitted_has_a_head_and_no_rows() {
    let specimen = Specimen::new();
    let draft = SignedDocument {
        year: None,
        ..specimen.signed()
    };
    let rendition = specimen.rendition(Body::Document(draft), PublicationStatus::Draft);
    assert!(read(&csv::results(&rendition).unwrap()).is_empty());
}

/// A spreadsheet takes these for the beginning of a formula.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];

/// The text of a cell, by the rule of docs/renditions.md.
fn text_of(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// For any text, no spreadsheet runs the cell, and the cell gives the text back.
fn assert_harmless(written: &str) {
    let specimen = Specimen::saying(written);
    let [plan, report] = [Body::Plan(specimen.plan()), Body::Document(specimen.signed())]
        .map(|body| specimen.rendition(body, published()));
    for (table, column) in [(csv::plan(&plan), "guideline"), (csv::results(&report), "outcome")] {
        let rows = read(&table.unwrap());
        let is_safe = |cell: &String| cell == "-" || !cell.starts_with(FORMULA);
        assert!(rows.iter().all(|row| row.values().all(is_safe)), "{written:?}");
        let cell = &rows[0][column];
        assert_eq!(text_of(cell), printable(written), "{written:?} became {cell:?}");
    }
}

#[test]
fn no_text_becomes_a_formula() {
    CORPUS.into_iter().for_each(assert_harmless);
    for written in [
        "=1+1",
        "+1",
        "-1",
        "-",
        "'-",
        "--",
        "@x",
        "\t=1",
        "＝1",
        "'=1",
        "''=1",
        "'",
        "'ก",
        "+66 53 000 000",
        "\r=1",
        "=cmd|' /C calc'!A0",
    ] {
        assert_harmless(written);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_is_a_formula(written in "[=+@\\-\t\n\"',;ก-๛a-z ]{1,30}") {
        assert_harmless(&written);
    }
}

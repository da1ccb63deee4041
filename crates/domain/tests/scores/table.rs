use prongsai_domain::score::table::{CELL_ERRORS_MAX, ROWS_MAX, TableScores, parse};
use rstest::rstest;

use super::*;

/// Reads a table of lines with `|` between the cells.
fn read(text: &str) -> TableScores {
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('|').collect()).collect();
    parse(&rows, &catalogue(2566))
}

#[rstest]
#[case("code|score\ntotal|84.12\ni7|70.5\n9.1|90\no31|100\niit|")]
#[case("\u{FEFF}รหัส|รายการ|คะแนน\nรวม||๘๔.๑๒\ni7|ประสิทธิภาพการสื่อสาร|70.5\n๙.๑||90\nO31||100\nIIT||-")]
#[case("\n\nรายการ|คะแนน\nคะแนนรวม|84.12\n\nประสิทธิภาพการสื่อสาร|70.5\n9.1|90\no31|100")]
#[case("total|i7|9.1|o31|หมายเหตุ|iit\n84.12|70.5|90|100|ดี|")]
#[case("คะแนนรวม|i7 ประสิทธิภาพการสื่อสาร|9.1|o31\n84.12|70.5|90|100")]
fn long_and_wide_tables_say_the_same(#[case] text: &str) {
    let table = read(text);
    assert_eq!(table.errors, []);
    assert_eq!(table.entries.len(), 1);
    let mut checker = Checker::new();
    let read = table.entries[0]
        .scores
        .clone()
        .check(&catalogue(2566), &mut checker)
        .unwrap();
    assert_eq!(read, card(2566, "total 84.12 i7 70.5 9.1 90 o31 100"));
}

#[test]
fn a_wide_table_has_a_row_for_each_organization_and_year() {
    let table = read(
        "หน่วยงาน|ปีงบประมาณ|คะแนนรวม|IIT|EIT ส่วนที่ 1|ระดับ\nก|2566|90|91|92|ผ่าน\nก|๒๕๖๕|80|81||B\nข|2566|70|||\n ก |2566|1|||",
    );
    assert_eq!(table.entries.len(), 3);
    let first = &table.entries[0];
    assert_eq!(
        (
            first.row,
            first.organization.as_deref(),
            first.fiscal_year.unwrap().get()
        ),
        (2, Some("ก"), 2566)
    );
    assert_eq!(
        (first.scores.eit_part_1, first.scores.published_level.as_deref()),
        (Some(92.0), Some("ผ่าน"))
    );
    let codes: Vec<(usize, &str)> = table.errors.iter().map(|error| (error.row, error.code)).collect();
    assert_eq!(codes, [(5, "duplicate")]);
}

#[rstest]
#[case("code|score\ni7|84,12", (2, Some(2)), "not-a-score", Some("84.12"))]
#[case("code|score\ni7|1,234", (2, Some(2)), "not-a-score", None)]
#[case("total\n84.12 %", (2, Some(1)), "not-a-score", Some("84.12"))]
#[case("code|score\no44|100", (2, Some(1)), "unknown-entry", Some("o43"))]
#[case("รายการ|คะแนน\nประสิทธิภาพการสื่อศาร|100", (2, Some(1)), "unknown-entry", Some("i7"))]
#[case("code|score\ni7|70\nI7|70", (3, Some(2)), "duplicate", None)]
#[case("code|score\n|70", (2, Some(2)), "required", None)]
// The swap of i5 and i10.
#[case("code|name|score\ni5|การป้องกันการทุจริต|70", (2, Some(2)), "code-and-name-differ", None)]
#[case("code|score|score\ni7|70|80", (1, Some(3)), "duplicate-column", None)]
#[case("total|คะแนนรวม\n70|80", (1, Some(2)), "duplicate-column", None)]
#[case("ก|ข\n1|2", (1, None), "no-column-names", Some("code,score"))]
#[case(" | \n", (1, None), "table-is-empty", Some("code,score"))]
#[case("ปีงบประมาณ|total\nปีหน้า|80", (2, Some(1)), "not-a-fiscal-year", None)]
fn errors_name_row_and_column(
    #[case] text: &str,
    #[case] place: (usize, Option<usize>),
    #[case] code: &str,
    #[case] suggestion: Option<&str>,
) {
    let table = read(text);
    assert_eq!(table.errors.len(), 1, "{:?}", table.errors);
    let error = &table.errors[0];
    assert_eq!((error.row, error.column), place);
    assert_eq!(
        (error.code, error.suggestion.as_deref()),
        (code, suggestion),
        "{error:?}"
    );
    assert!(error.message_th.contains(|c: char| ('ก'..='๙').contains(&c)));
}

#[test]
fn all_errors_are_counted_and_the_good_rows_are_read() {
    let mut rows = vec![
        vec!["code".to_owned(), "score".to_owned()],
        vec!["i1".to_owned(), "50".to_owned()],
    ];
    rows.extend((0..ROWS_MAX + 5).map(|number| vec![format!("ไม่มีรายการนี้ {number}"), "x".repeat(100)]));
    rows.push(vec!["ก".repeat(300_000); 50]);
    let table = parse(&rows, &catalogue(2566));
    let read = table.entries[0].scores.indicators.get("i1");
    assert_eq!(read, Some(&50.0));
    assert_eq!(table.errors.len(), CELL_ERRORS_MAX);
    // Two of the rows are read otherwise, and one error counts the rows that are not read.
    assert_eq!(table.errors.len() + table.further_errors, ROWS_MAX - 2 + 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_table_makes_the_reader_fail(rows in proptest::collection::vec(proptest::collection::vec(
        proptest::prop_oneof!["code", "คะแนน", "total", "i7", "[0-9.,]{0,6}", "\\PC{0,6}"], 0..5), 0..8)) {
        let table = parse(&rows, &catalogue(2566));
        for entry in table.entries {
            let mut checker = Checker::new();
            entry.scores.check(&catalogue(2566), &mut checker);
            let refused = checker.finish(Some(())).err().unwrap_or_default();
            // What was read is a score of something that the year has; only a level may be refused as a text.
            proptest::prop_assert!(refused.iter().all(|it| it.pointer == "/published_level"), "{refused:?}");
        }
    }
}

//! Tests of the checker.

use super::*;

#[test]
fn a_violation_is_short_whatever_the_input_is() {
    let long = "ก".repeat(100_000);
    let mut checker = Checker::new();
    checker.at(&long, |at| {
        at.refuse_with("wrong", long.clone(), long.clone(), Some(long.clone()));
    });
    let found = checker.finish(None::<()>).unwrap_err();
    let Violation {
        pointer,
        message_th,
        message_en,
        suggestion,
        ..
    } = &found[0];
    let lengths = [pointer, message_th, message_en].map(|text| text.chars().count());
    // A cut text ends in `…`, and a pointer begins with `/`.
    assert_eq!(lengths, [NAME_MAX + 2, MESSAGE_MAX + 1, MESSAGE_MAX + 1]);
    assert_eq!(*suggestion, None);
}

#[test]
fn violations_beyond_the_limit_are_counted() {
    for (number, expected) in [
        (VIOLATIONS_MAX, VIOLATIONS_MAX),
        (VIOLATIONS_MAX + 7, VIOLATIONS_MAX + 1),
    ] {
        let mut checker = Checker::new();
        for index in 0..number {
            checker.at(index, |at| at.refuse("wrong", "ผิด", "wrong"));
        }
        assert_eq!(checker.count(), number);
        let found = checker.finish(Some(())).unwrap_err();
        assert_eq!(found.len(), expected);
        assert_eq!(
            found.last().unwrap().message_en.starts_with("7 further errors"),
            number > VIOLATIONS_MAX
        );
    }
}

#[test]
fn written_input_is_refused_at_its_field_with_what_would_be_accepted() {
    let year = FiscalYear::new(2567).ok();
    let mut checker = Checker::new();
    assert_eq!(
        checker
            .period_in("period", "ไตรมาส 1", year)
            .map(Period::buddhist_iso)
            .as_deref(),
        Some("2566-10/2566-12")
    );
    assert_eq!(
        checker.budget("budget", "15,000 บาท", 20_000),
        Some(Budget::Baht(15_000))
    );
    assert_eq!(checker.whole("count", "๑๒", 20), Some(12));
    assert_eq!(checker.percent("progress", "85%"), Some(85));
    assert_eq!(checker.hundredths("score", "84.12", 10_000), Some(8412));
    assert_eq!(checker.count(), 0);

    assert_eq!(checker.period("period", "ปี 2567"), None);
    assert_eq!(checker.period_in("period", "มีนาคม", None), None);
    assert_eq!(checker.budget("budget", "5,38,800", 1_000_000), None);
    assert_eq!(checker.whole("count", "1.234", 2_000), None);
    assert_eq!(checker.percent("progress", "101"), None);
    assert_eq!(checker.hundredths("score", "84,12", 10_000), None);
    let found = checker.finish(None::<()>).unwrap_err();
    let told: Vec<_> = found
        .iter()
        .map(|it| (it.pointer.as_str(), it.code.as_str(), it.suggestion.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("/period", "period-ambiguous-year", Some("ปีงบประมาณ พ.ศ. 2567")),
            ("/period", "period-year-missing", None),
            ("/budget", "number-separators", Some("538800")),
            ("/count", "number-separators", Some("1234")),
            ("/progress", "number-too-large", None),
            ("/score", "number-separators", Some("84.12")),
        ]
    );
}

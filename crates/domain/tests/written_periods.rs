//! Periods as people write them: what is read, and what is refused with which suggestion.
#![expect(clippy::expect_used, reason = "a failed expectation fails the test")]

use prongsai_domain::calendar::{BuddhistDate, FiscalYear, Period, YearMonth};
use prongsai_domain::text::thai_digits;

fn year(be: u16) -> FiscalYear {
    FiscalYear::new(be).expect("a fiscal year")
}

/// Periods with a year in the text.
const READ: &[(&str, &str)] = &[
    ("ไตรมาสที่ 2 (1 ม.ค. 67 - 31 มี.ค. 67)", "2567-01-01/2567-03-31"),
    ("ไตรมาส 1/2567", "2566-10/2566-12"),
    ("ไตรมาส 1/67", "2566-10/2566-12"),
    ("ไตรมาส 1 ปีงบประมาณ 2567", "2566-10/2566-12"),
    ("ไตรมาสที่ 1 ประจำปีงบประมาณ พ.ศ. 2567", "2566-10/2566-12"),
    ("ไตรมาสที่ ๑ ปี 2567", "2566-10/2566-12"),
    ("ไตรมาสที่1ปี2567", "2566-10/2566-12"),
    ("ไตรมาส 4 2567", "2567-07/2567-09"),
    ("Q1/2567", "2566-10/2566-12"),
    ("Q2 FY2567", "2567-01/2567-03"),
    ("ไตรมาสที่ 1 - 2 /2567", "2566-10/2567-03"),
    ("ไตรมาส 1-2/2567", "2566-10/2567-03"),
    ("ไตรมาส 1 ถึง 3 ปี 2567", "2566-10/2567-06"),
    ("ไตรมาส 3 และ 4 ปีงบประมาณ 2567", "2567-04/2567-09"),
    ("Q1-Q2/2567", "2566-10/2567-03"),
    ("ไตรมาสแรก ปีงบประมาณ 2567", "2566-10/2566-12"),
    ("ปีงบประมาณ 2567", "2566-10/2567-09"),
    ("ปีงบประมาณ 67", "2566-10/2567-09"),
    ("ปีงบ 67", "2566-10/2567-09"),
    ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "2566-10/2567-09"),
    ("ตลอดปีงบประมาณ พ.ศ. 2567", "2566-10/2567-09"),
    ("ทั้งปีงบประมาณ 2567", "2566-10/2567-09"),
    ("ปีงบประมาณ 2567 ไตรมาสที่ 2", "2567-01/2567-03"),
    ("ปี 2567 ไตรมาสที่ 2", "2567-01/2567-03"),
    ("ปีงบประมาณ พ.ศ. 2567 (ต.ค. 66 - ก.ย. 67)", "2566-10/2567-09"),
    ("ปี 2567 (ม.ค. - ธ.ค. 2567)", "2567-01/2567-12"),
    ("ครึ่งปีแรก ปีงบประมาณ 2567", "2566-10/2567-03"),
    ("ครึ่งปีหลัง 2567", "2567-04/2567-09"),
    ("รอบ 6 เดือน ปีงบประมาณ 2567", "2566-10/2567-03"),
    ("รอบ 6 เดือนแรก ปีงบประมาณ พ.ศ. 2567", "2566-10/2567-03"),
    ("รอบ 6 เดือนหลัง ของปีงบประมาณ 2567", "2567-04/2567-09"),
    ("รอบ 12 เดือน (ต.ค. 66 - ก.ย. 67)", "2566-10/2567-09"),
    ("รอบ 12 เดือน ต.ค. 66 - ก.ย. 67", "2566-10/2567-09"),
    ("รอบ ๑๒ เดือน (๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗)", "2566-10-01/2567-09-30"),
    ("ต.ค. 66 - มี.ค. 67 (รอบ 6 เดือน)", "2566-10/2567-03"),
    ("ต.ค. - ธ.ค. 2566 (ไตรมาส 1)", "2566-10/2566-12"),
    ("ต.ค. - ธ.ค. (ไตรมาส 1/2567)", "2566-10/2566-12"),
    ("ต.ค. - ธ.ค. 2566", "2566-10/2566-12"),
    ("ต.ค.-ธ.ค. 2566", "2566-10/2566-12"),
    ("ต.ค. - มี.ค. 2567", "2566-10/2567-03"),
    ("ต.ค. – ก.ย. 2567", "2566-10/2567-09"),
    ("ต.ค. 66 – ก.ย. 67", "2566-10/2567-09"),
    ("ต.ค.66-มี.ค.67", "2566-10/2567-03"),
    ("10/2566 - 03/2567", "2566-10/2567-03"),
    ("10/2566-03/2567", "2566-10/2567-03"),
    ("10/66 - 03/67", "2566-10/2567-03"),
    ("ไตรมาสที่ 4 ปี 2566 - ไตรมาสที่ 1 ปี 2567", "2566-07/2566-12"),
    ("ปีงบประมาณ 2566 ถึง ปีงบประมาณ 2567", "2565-10/2567-09"),
    ("(ต.ค. 66 - ก.ย. 67)", "2566-10/2567-09"),
    ("ไตรมาส 2 : ม.ค. - มี.ค. 2567", "2567-01/2567-03"),
    ("2566-10-2567-03", "2566-10/2567-03"),
    ("2022-10/2023-09", "2565-10/2566-09"),
    ("เดือนตุลาคม 2566 ถึงเดือนมีนาคม 2567", "2566-10/2567-03"),
    ("ระหว่างเดือนตุลาคม 2566 ถึงเดือนมีนาคม 2567", "2566-10/2567-03"),
    ("ตั้งแต่เดือนตุลาคม ถึงเดือนธันวาคม 2566", "2566-10/2566-12"),
    ("ตั้งแต่ ตลาคม 2566 จนถึง กุมภาพัน 2567", "2566-10/2567-02"),
    ("ต.ค. - ธ.ค. ปีงบประมาณ 2567", "2566-10/2566-12"),
    ("เดือนตุลาคม ปีงบประมาณ พ.ศ. 2567", "2566-10"),
    ("มีนาคม ของปีงบประมาณ 2567", "2567-03"),
    ("October to December 2566", "2566-10/2566-12"),
    ("ประจำเดือนมีนาคม 2567", "2567-03"),
    ("3/2567", "2567-03"),
    ("ตั้งแต่ 21 มิถุนายน ถึง 20 กรกฎาคม 2567", "2567-06-21/2567-07-20"),
    (
        "ตั้งแต่วันที่ 21 มิถุนายน พ.ศ. 2567 ถึงวันที่ 20 กรกฎาคม พ.ศ. 2567",
        "2567-06-21/2567-07-20",
    ),
    ("ระหว่างวันที่ 1 - 15 มีนาคม 2567", "2567-03-01/2567-03-15"),
    ("ระหว่าง 1 และ 15 มีนาคม 2567", "2567-03-01/2567-03-15"),
    ("1-15 มี.ค. 67", "2567-03-01/2567-03-15"),
    ("๑-๑๕ มี.ค. ๖๗", "2567-03-01/2567-03-15"),
    ("1 ตุลาคม 2566 – 30 กันยายน 2567", "2566-10-01/2567-09-30"),
    ("25 ธ.ค. - 5 ม.ค. 2567", "2566-12-25/2567-01-05"),
    ("25 ธ.ค. - 5 ม.ค. 2024", "2566-12-25/2567-01-05"),
    ("1/10/2566 - 30/9/2567", "2566-10-01/2567-09-30"),
    ("1-10-2566-30-9-2567", "2566-10-01/2567-09-30"),
    ("2024-06-21/2024-07-20", "2567-06-21/2567-07-20"),
    ("2567-06-21 ถึง 2567-07-20", "2567-06-21/2567-07-20"),
    ("15 มีนาคม 2567", "2567-03-15"),
    ("2024-06-21", "2567-06-21"),
    ("วันพุธที่ 24 เมษายน 2567", "2567-04-24"),
    ("วันพุธที่ 24 - วันศุกร์ที่ 26 เมษายน 2567", "2567-04-24/2567-04-26"),
    ("21 June – 20 July 2567", "2567-06-21/2567-07-20"),
    ("1 - 31 มีนาคม 2567", "2567-03-01/2567-03-31"),
];

#[test]
fn periods_are_read_whatever_the_fiscal_year_is() {
    let mut wrong = Vec::new();
    for (written, expected) in READ {
        for context in [None, Some(year(2567)), Some(year(2560))] {
            for text in [(*written).to_owned(), thai_digits(written)] {
                let read = Period::parse_in(&text, context).map(Period::buddhist_iso);
                if read.as_deref() != Ok(*expected) {
                    wrong.push(format!("{text} in {context:?}: {read:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Periods that need the fiscal year of the context: their reading in 2567.
const IN_YEAR: &[(&str, &str)] = &[
    ("ตลอดปีงบประมาณ", "2566-10/2567-09"),
    ("ทั้งปี", "2566-10/2567-09"),
    ("ตลอดทั้งปี", "2566-10/2567-09"),
    ("ตลอดปี", "2566-10/2567-09"),
    ("ครึ่งปีแรก", "2566-10/2567-03"),
    ("ครึ่งปีหลัง", "2567-04/2567-09"),
    ("รอบ 6 เดือน", "2566-10/2567-03"),
    ("รอบ 6 เดือนแรก", "2566-10/2567-03"),
    ("6 เดือนหลัง", "2567-04/2567-09"),
    ("รอบ ๑๒ เดือน", "2566-10/2567-09"),
    ("ไตรมาสที่ 1", "2566-10/2566-12"),
    ("ไตรมาส 1 - 2", "2566-10/2567-03"),
    ("ไตรมาสที่ 2 (ม.ค. - มี.ค.)", "2567-01/2567-03"),
    ("มีนาคม", "2567-03"),
    ("เดือนตุลาคม", "2566-10"),
    ("ต.ค. - ธ.ค.", "2566-10/2566-12"),
    ("ต.ค. - ก.ย.", "2566-10/2567-09"),
    ("21 มิ.ย. - 20 ก.ค.", "2567-06-21/2567-07-20"),
    ("1 - 15 มีนาคม", "2567-03-01/2567-03-15"),
    ("15 ธันวาคม", "2566-12-15"),
];

#[test]
fn periods_without_a_year_belong_to_the_fiscal_year() {
    for (written, expected) in IN_YEAR {
        let read = Period::parse_in(written, Some(year(2567))).map(Period::buddhist_iso);
        assert_eq!(read.as_deref(), Ok(*expected), "{written}");
        let refused = Period::parse(written).expect_err(written);
        assert_eq!(refused.code(), "period-year-missing", "{written}");
        assert_eq!(refused.suggestion(), None, "{written}");
    }
}

/// Refused periods with code and suggestion.
#[rustfmt::skip]
const REFUSED: &[(&str, &str, Option<&str>)] = &[
    ("ปี 2567", "period-ambiguous-year", Some("ปีงบประมาณ พ.ศ. 2567")),
    ("พ.ศ. ๒๕๖๗", "period-ambiguous-year", Some("ปีงบประมาณ พ.ศ. ๒๕๖๗")),
    ("ตลอดปี 2567", "period-ambiguous-year", Some("ปีงบประมาณ พ.ศ. 2567")),
    ("ไตรมาสที่ 1 (1 ม.ค. 67 - 31 มี.ค. 67)", "period-disagrees", Some("1 มกราคม พ.ศ. 2567 ถึง 31 มีนาคม พ.ศ. 2567")),
    ("ไตรมาส 1/2567 (ม.ค. - มี.ค.)", "period-disagrees", Some("มกราคม พ.ศ. 2567 ถึง มีนาคม พ.ศ. 2567")),
    ("รอบ 12 เดือน (ต.ค. 66 - ส.ค. 67)", "period-disagrees", Some("ตุลาคม พ.ศ. 2566 ถึง สิงหาคม พ.ศ. 2567")),
    ("ไตรมาส 1/2024", "fiscal-year-in-christian-era", Some("ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2567")),
    ("ไตรมาส 1/24", "fiscal-year-ambiguous", Some("ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2567")),
    ("ไตรมาส 1 - 2/3110", "fiscal-year-out-of-range", Some("ไตรมาสที่ 1 - 2 ปีงบประมาณ พ.ศ. 2567")),
    ("ปีงบประมาณ 3110", "fiscal-year-out-of-range", Some("ปีงบประมาณ พ.ศ. 2567")),
    ("ปีงบประมาณ ๒๔", "fiscal-year-ambiguous", Some("ปีงบประมาณ พ.ศ. ๒๕๖๗")),
    ("ต.ค. - ธ.ค. ปีงบประมาณ 2024", "fiscal-year-in-christian-era", Some("ตุลาคม พ.ศ. 2566 ถึง ธันวาคม พ.ศ. 2566")),
    ("ต.ค. 2566 - 15 มี.ค. 2567", "period-mixed-precision", Some("1 ตุลาคม พ.ศ. 2566 - 15 มีนาคม พ.ศ. 2567")),
    ("1 ต.ค. 2566 ถึง มี.ค. 2567", "period-mixed-precision", Some("1 ตุลาคม พ.ศ. 2566 ถึง 31 มีนาคม พ.ศ. 2567")),
    ("ต.ค. 2566 - มี.ค.", "period-year-missing", Some("ตุลาคม พ.ศ. 2566 - มีนาคม พ.ศ. 2567")),
    ("ต.ค. 2566 ถึง ธ.ค.", "period-year-missing", Some("ตุลาคม พ.ศ. 2566 ถึง ธันวาคม พ.ศ. 2566")),
    ("กรกฎษาคม - กันยายน 2567", "month-misspelled", Some("กรกฎาคม พ.ศ. 2567 - กันยายน พ.ศ. 2567")),
    ("1 - 15 กรกฎษาคม 2567", "date-month-misspelled", Some("1 กรกฎาคม พ.ศ. 2567 - 15 กรกฎาคม พ.ศ. 2567")),
    ("วันพฤหัสบดีที่ 24 - 26 เมษายน 2567", "date-wrong-weekday", Some("24 เมษายน พ.ศ. 2567 - 26 เมษายน พ.ศ. 2567")),
    ("๒๗ – ๓๑ พ.ย. ๒๕๖๖", "date-does-not-exist", Some("๒๗ พฤศจิกายน พ.ศ. ๒๕๖๖ – ๓๐ พฤศจิกายน พ.ศ. ๒๕๖๖")),
    ("1/10/2566-31/9/2567", "date-does-not-exist", Some("1/10/2566-30/9/2567")),
    ("ต.ค. 23 - มี.ค. 24", "month-ambiguous-year", Some("ตุลาคม พ.ศ. 2566 - มีนาคม พ.ศ. 2567")),
    ("ต.ค. 3109 - มี.ค. 3110", "month-out-of-range", Some("ตุลาคม พ.ศ. 2566 - มีนาคม พ.ศ. 2567")),
    ("06/17/2567 - 07/20/2567", "date-month-first", Some("17/6/2567 - 20/7/2567")),
    ("มี.ค. 2567 - ต.ค. 2566", "period-ends-before-it-begins", Some("2566-10/2567-03")),
    ("15 - 1 มี.ค. 2567", "period-ends-before-it-begins", None),
    ("ไตรมาส 5/2567", "not-a-period", None),
    ("ไตรมาส 1 และ 3/2567", "not-a-period", None),
    ("ไตรมาส 2 - 1/2567", "not-a-period", None),
    ("รอบ 7 เดือน", "not-a-period", None),
    ("ตั้งแต่ 21 มิถุนายน 2567", "not-a-period", None),
    ("ถึง 21 มิถุนายน 2567", "not-a-period", None),
    ("ตุลาคม 2566 ถึง", "not-a-period", None),
    ("1/2 มี.ค. 2567", "not-a-period", None),
    ("2566-2567", "not-a-period", None),
    ("ไตรมาส 1/2567 - ไตรมาส 4/2566", "period-ends-before-it-begins", Some("2566-07/2566-12")),
    ("ต.ค. 66 - พ.ย. 66 - ธ.ค. 66", "not-a-period", None),
    ("ไตรมาส 1/2567 (ไตรมาส 1)", "not-a-period", None),
    ("1-3/2567", "not-a-period", None),
];

#[test]
fn refused_periods_say_what_is_meant() {
    let mut wrong = Vec::new();
    for (written, code, suggestion) in REFUSED {
        let read = Period::parse(written);
        let outcome = read.as_ref().map_err(|error| (error.code(), error.suggestion()));
        if outcome != Err((code, suggestion.map(str::to_owned))) {
            wrong.push(format!("{written}: {outcome:?}"));
        }
        if let Some(suggestion) = suggestion {
            assert!(Period::parse(suggestion).is_ok(), "{suggestion}");
        }
        if let Err(refused) = read {
            assert!(
                refused.message_th().contains(|c: char| ('ก'..='๙').contains(&c)),
                "{written}"
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn two_periods_that_disagree_are_both_named() {
    let refused = Period::parse("ไตรมาสที่ 1 (1 ม.ค. 67 - 31 มี.ค. 67)").expect_err("not the first quarter");
    for part in ["ตุลาคม พ.ศ. 2566", "1 มกราคม พ.ศ. 2567"] {
        assert!(refused.message_th().contains(part), "{}", refused.message_th());
    }
}

#[test]
fn days_stay_days_and_months_stay_months() {
    let days = Period::parse("1 ต.ค. 2566 - 30 ก.ย. 2567").expect("a period");
    let months = year(2567).months();
    assert_ne!(days, months);
    assert!(days.has_days_of(months) && days.is_by_day() && !months.is_by_day());
    assert_eq!(days.month_count(), 12);
    assert_eq!(
        (days.first_day(), days.last_day()),
        (months.first_day(), months.last_day())
    );
    assert_eq!(days.thai(), "1 ตุลาคม พ.ศ. 2566 ถึง 30 กันยายน พ.ศ. 2567");
    assert_eq!(days.english(), "1 October 2566 – 30 September 2567");
    for (period, json) in [(days, "\"2023-10-01/2024-09-30\""), (months, "\"2023-10/2024-09\"")] {
        assert_eq!(serde_json::to_string(&period).expect("JSON"), json);
        assert_eq!(serde_json::from_str::<Period>(json).expect(json), period);
    }
}

#[test]
fn a_period_of_days_touches_its_months() {
    let period = Period::parse("21 มิ.ย. - 20 ก.ค. 2567").expect("a period");
    let month = |written| YearMonth::parse(written).expect("a month");
    let day = |written| BuddhistDate::parse(written).expect("a day");
    assert_eq!(
        period.each_month().collect::<Vec<_>>(),
        [month("2567-06"), month("2567-07")]
    );
    assert_eq!(period.month_count(), 2);
    assert!(period.contains(month("2567-06")) && !period.contains(month("2567-08")));
    assert!(period.contains_day(day("2567-06-21")) && !period.contains_day(day("2567-06-20")));
    assert_eq!(Into::<Period>::into(day("2567-06-21")).iso(), "2024-06-21");
}

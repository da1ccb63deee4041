//! Dates as people write them: what is read, and what is refused with which suggestion.
use prongsai_domain::calendar::{BuddhistDate, DateError, FiscalYear, YearMonth};
use prongsai_domain::text::thai_digits;

/// Each form means 24 April 2567, a Wednesday.
const ONE_DAY: &[&str] = &[
    "24 เมษายน 2567",
    "วันพุธที่ 24 เมษายน 2567",
    "วันพุธที่24เมษายน2567",
    "วันพุธ ที่ 24 เมษายน พ.ศ. 2567",
    "พุธที่ 24 เมษายน 2567",
    "พุธ 24 เม.ย. 67",
    "วันพุธ 24 เม.ย. 67",
    "พ. 24 เม.ย. 67",
    "พ.ที่ 24 เม.ย. 67",
    "วันพุธ วันที่ 24 เมษายน 2567",
    "24 เมษายน 2567 (วันพุธ)",
    "24 เม.ย. 67 (พุธ)",
    "Wed, 24 April 2024",
    "Wednesday 24 April 2567",
    "wed 24 apr 2024",
    "April 24, 2024",
    "Apr 24th, 2024",
    "24th of April 2024",
    "24 April 2567 B.E.",
    "24 April 2024 C.E.",
    "24 เม.ย 67",
    "24 เมย. 67",
    "24 เม..ย. 67",
    "24 เม . ย . 67",
    "24 .เม.ย. 67",
    "24 เมษา 67",
    "24 เมษยน 2567",
    "24 เมษายม 2567",
    "ณ วันที่ 24 เมษายน พ.ศ. 2567",
    "ประจำวันที่ 24 เมษายน 2567",
    "ประจ\u{0E4D}\u{0E32}วันที่ 24 เมษายน 2567",
    "วันที่ 24 เดือน เมษายน พุทธศักราช 2567",
    "วันที่ 24 เดือนเมษายน ปี 2567",
    "24 เมษายน คริสต์ศักราช 2024",
    "24/4/67",
    "24/04/2567",
    "24-4-67",
    "24-04-2567",
    "24.4.2567",
    "24.04.67",
    "24 / 04 / 2567",
    "24 - 04 - 2567",
    "24-เม.ย.-2567",
    "24-เม.ย.-67",
    "24/เม.ย./67",
    "24.เม.ย.2567",
    "24-Apr-2024",
    "24/4/2024",
    "2567/04/24",
    "2567.04.24",
    "2567-4-24",
    "2024-04-24",
    "2567-04-24",
    "24 เมษายน พ.ศ. 67",
    "24\u{200B} เม\u{FEFF}ษายน 2567",
    "24 \u{2060}เม.ย.\u{00A0}67",
    "วันที่ 24 เดือน 4 ปี 2567",
];

#[test]
fn one_day_is_read_from_every_form() {
    let day = BuddhistDate::from_buddhist(2567, 4, 24).expect("a day");
    for form in ONE_DAY {
        for written in [(*form).to_owned(), thai_digits(form), format!("  {form}\n")] {
            assert_eq!(BuddhistDate::parse(&written), Ok(day), "{written}");
        }
    }
}

/// Misspelled names, and the month that each stands for.
const MISSPELT: &[(&str, u8)] = &[
    ("กรกฏาคม", 7),
    ("พฤษจิกายน", 11),
    ("พฤศจิกายายน", 11),
    ("กุมพาพันธ์", 2),
    ("กุมภาพัน", 2),
    ("กุมภาพันธุ์", 2),
    ("มิถุนายม", 6),
    ("สิงหาคน", 8),
    ("ธันวาคน", 12),
    ("เมษยน", 4),
    ("กันยายม", 9),
    ("ตลาคม", 10),
    ("พฤกษภาคม", 5),
    ("พฤศภาคม", 5),
    ("มกราคาม", 1),
    ("มีนาคน", 3),
    ("Febuary", 2),
    ("Sept", 9),
    ("มีค", 3),
    ("มิ.ย", 6),
    ("ก.ค", 7),
    ("ธค.", 12),
    ("กพ.", 2),
    ("ส . ค .", 8),
    ("พ..ย.", 11),
    ("กันยา", 9),
];

#[test]
fn usual_misspellings_are_read_as_their_month() {
    for (name, month) in MISSPELT {
        let expected = BuddhistDate::from_buddhist(2566, *month, 15).expect("a day");
        for written in [
            format!("15 {name} 2566"),
            format!("15{name}2566"),
            format!("วันที่ 15 เดือน{name} พ.ศ. 2566"),
        ] {
            assert_eq!(BuddhistDate::parse(&written), Ok(expected), "{written}");
        }
        let written = format!("{name} 2566");
        assert_eq!(YearMonth::parse(&written), Ok(expected.year_month()), "{written}");
    }
}

/// Refused dates with code and suggestion. A suggestion is the whole date in the form of the text.
#[rustfmt::skip]
const REFUSED: &[(&str, &str, Option<&str>)] = &[
    // Names that are only near.
    ("15 กรกฎษาคม 2567", "date-month-misspelled", Some("15 กรกฎาคม พ.ศ. 2567")),
    ("๑๕ พฤศจิกกายนน ๒๕๖๗", "date-month-misspelled", Some("๑๕ พฤศจิกายน พ.ศ. ๒๕๖๗")),
    ("15 Novemmber 2024", "date-month-misspelled", Some("15 November 2024")),
    ("วันที่ 15 เดือนสิงหาคมม์ พ.ศ. 2567", "date-month-misspelled", Some("15 สิงหาคม พ.ศ. 2567")),
    ("15 มกนาคม 2567", "not-a-date", None),
    ("15 ม.ย. 2567", "not-a-date", None),
    ("15 มีย 2567", "not-a-date", None),
    ("15 Juny 2024", "not-a-date", None),
    // Weekdays.
    ("วันพฤหัสบดีที่ 24 เมษายน 2567", "date-wrong-weekday", Some("24 เมษายน พ.ศ. 2567")),
    ("พฤ. 24 เม.ย. 67", "date-wrong-weekday", Some("24 เมษายน พ.ศ. 2567")),
    ("จ. ๒๔ เม.ย. ๖๗", "date-wrong-weekday", Some("๒๔ เมษายน พ.ศ. ๒๕๖๗")),
    ("Thu, 24 April 2024", "date-wrong-weekday", Some("24 April 2024")),
    ("24 เมษายน 2567 (วันศุกร์)", "date-wrong-weekday", Some("24 เมษายน พ.ศ. 2567")),
    ("วันพุธที่ 31 เมษายน 2567", "date-does-not-exist", Some("30 เมษายน พ.ศ. 2567")),
    ("วันพุธที่ เมษายน 2567", "not-a-date", None),
    // The order of the numbers.
    ("06/17/2567", "date-month-first", Some("17/6/2567")),
    ("06-17-2567", "date-month-first", Some("17-6-2567")),
    ("6.17.67", "date-month-first", Some("17.6.2567")),
    ("๐๖/๑๗/๒๕๖๗", "date-month-first", Some("๑๗/๖/๒๕๖๗")),
    ("06/17/2024", "date-month-first", Some("17/6/2024")),
    ("13/13/2567", "not-a-date", None),
    ("2567/13/05", "date-does-not-exist", Some("2567/12/05")),
    // Years of two digits.
    ("15/7/24", "date-ambiguous-year", Some("15/7/2567")),
    ("15-07-24", "date-ambiguous-year", Some("15-7-2567")),
    ("15 ก.ค. 24", "date-ambiguous-year", Some("15 กรกฎาคม พ.ศ. 2567")),
    ("15/7/00", "date-ambiguous-year", None),
    ("3 January 66", "date-ambiguous-year", Some("3 January 2566")),
    ("66-01-03", "date-ambiguous-year", Some("2566-01-03")),
    ("3 มกราคม ค.ศ. 66", "not-a-date", None),
    // 543 once too often.
    ("3104-07-15", "date-out-of-range", Some("2561-07-15")),
    ("15 กรกฎาคม 3110", "date-out-of-range", Some("15 กรกฎาคม พ.ศ. 2567")),
    ("15 ก.ค. 1479", "date-out-of-range", Some("15 กรกฎาคม พ.ศ. 2565")),
    ("1480-07-15", "date-out-of-range", Some("2566-07-15")),
    ("15/7/3110", "date-out-of-range", Some("15/7/2567")),
    ("๑๕/๗/๓๑๑๐", "date-out-of-range", Some("๑๕/๗/๒๕๖๗")),
    ("15 กรกฎาคม พ.ศ. 2024", "date-out-of-range", Some("15 กรกฎาคม พ.ศ. 2567")),
    ("15 กรกฎาคม ค.ศ. 2567", "date-out-of-range", Some("15 กรกฎาคม พ.ศ. 2567")),
    ("15 July 3110", "date-out-of-range", Some("15 July 2567")),
    ("2701-01-01", "date-out-of-range", None),
    // Two dates.
    ("27 – 30 พ.ย. 2566", "two-dates", None),
    ("27-30 พฤศจิกายน 2566", "two-dates", None),
    ("27 พ.ย. - 2 ธ.ค. 66", "two-dates", None),
    ("27 พ.ย.-2 ธ.ค. 66", "two-dates", None),
    ("27-พ.ย.-66 - 2-ธ.ค.-66", "two-dates", None),
    ("ระหว่างวันที่ 27 ถึง 30 พ.ย. 2566", "two-dates", None),
    ("27 ถึงวันที่ 30 พ.ย. 2566", "two-dates", None),
    ("2024-06-21/2024-07-20", "two-dates", None),
    ("27 – 31 พ.ย. 2566", "two-dates", None),
    ("15 และ 16 กรกฎาคม 2567", "two-dates", None),
    ("15 ก.ค. 2567 และ 17 ก.ค. 2567", "two-dates", None),
    // A time behind the date.
    ("24 เมษายน 2567 เวลา 09.00 น.", "date-with-time", Some("24 เมษายน พ.ศ. 2567")),
    ("2566-01-03T00:00:00", "date-with-time", Some("2566-01-03")),
    ("2566-01-03T00:00:00+07:00", "date-with-time", Some("2566-01-03")),
    ("24 เม.ย. 67 เวลา 9 โมง", "date-with-time", Some("24 เมษายน พ.ศ. 2567")),
    ("24/4/2567 09:00", "date-with-time", Some("24/4/2567")),
    ("24.4.2567 09.00 น.", "date-with-time", Some("24.4.2567")),
    ("วันพุธที่ ๒๔ เมษายน ๒๕๖๗ เวลา ๐๙.๐๐ นาฬิกา", "date-with-time", Some("๒๔ เมษายน พ.ศ. ๒๕๖๗")),
    // No day.
    ("มกราคม 2566", "date-day-missing", None),
    ("2566-01", "date-day-missing", None),
    ("2566", "date-day-missing", None),
    ("ปีงบประมาณ 2567", "date-day-missing", None),
    ("ไตรมาส 1/2567", "date-day-missing", None),
    ("ต.ค. - ธ.ค. 2566", "date-day-missing", None),
    // Days that do not exist.
    ("31 เม.ย. 67", "date-does-not-exist", Some("30 เมษายน พ.ศ. 2567")),
    ("29/2/2566", "date-does-not-exist", Some("28/2/2566")),
    ("30.2.2567", "date-does-not-exist", Some("29.2.2567")),
    ("2/30/2567", "date-month-first", Some("29/2/2567")),
    // Nothing that is known.
    ("24 เมษายน 2567 ครับ", "not-a-date", None),
    ("24 เมษายน", "not-a-date", None),
    ("2567 กรกฎาคม 15", "not-a-date", None),
    ("24/4/567", "not-a-date", None),
    ("24/4-2567", "not-a-date", None),
    ("24 เมษายน พฤษภาคม 2567", "not-a-date", None),
    ("24 25 เมษายน 2567", "not-a-date", None),
    ("30 - 27 พ.ย. 2566", "not-a-date", None),
];

#[test]
fn refused_dates_say_what_is_meant() {
    for (written, code, suggestion) in REFUSED {
        let refused = BuddhistDate::parse(written).expect_err(written);
        assert_eq!(refused.code(), *code, "{written}: {refused}");
        assert_eq!(refused.suggestion().as_deref(), *suggestion, "{written}");
        assert!(
            refused.message_th().contains(|c: char| ('ก'..='๙').contains(&c)),
            "{written}"
        );
        if let Some(suggestion) = suggestion {
            assert_eq!(BuddhistDate::parse(suggestion).ok(), refused.meant(), "{written}");
        }
    }
}

#[test]
fn a_wrong_weekday_is_told_which_day_it_was() {
    let refused = BuddhistDate::parse("วันศุกร์ที่ 24 เมษายน 2567").expect_err("a Wednesday");
    assert!(refused.message_th().contains("วันพุธ") && refused.message_th().contains("วันศุกร์"));
    assert!(refused.message_en().contains("Wednesday") && refused.message_en().contains("Friday"));
}

#[test]
fn a_year_with_543_twice_is_told_the_year() {
    for (written, year) in [("3104-01-02", "2561"), ("1479-01-02", "2565")] {
        let refused = BuddhistDate::parse(written).expect_err(written);
        assert!(
            refused.message_th().contains(year) && refused.message_en().contains(year),
            "{refused}"
        );
    }
    for (number, meant) in [(3104, 2561), (1479, 2565), (1480, 2566), (3110, 2567), (3653, 2567)] {
        let refused = FiscalYear::new(number).expect_err("no fiscal year");
        assert_eq!(refused.suggestion(), Some(meant.to_string()), "{number}");
        assert!(refused.message_th().contains(&meant.to_string()), "{refused}");
        let refused = YearMonth::parse(&format!("{number}-03")).expect_err("no month");
        assert_eq!(refused.suggestion(), Some(format!("{meant}-03")), "{number}");
    }
}

#[test]
fn two_dates_are_both_told() {
    let refused = BuddhistDate::parse("27 พ.ย. - 2 ธ.ค. 66").expect_err("two dates");
    let day = |month, day| BuddhistDate::from_buddhist(2566, month, day).expect("a day");
    let DateError::TwoDates { first, last, .. } = &refused else {
        panic!("{refused:?}")
    };
    assert_eq!((*first, *last), (day(11, 27), day(12, 2)));
    assert!(
        refused.message_th().contains("27 พฤศจิกายน พ.ศ. 2566") && refused.message_th().contains("2 ธันวาคม พ.ศ. 2566")
    );
}

#[test]
fn months_are_read_and_refused_by_the_same_rules() {
    for written in [
        "3/2566",
        "03/2566",
        "2566-3",
        "03-2566",
        "2566/03",
        "ประจำเดือนมีนาคม 2566",
        "มี.ค./66",
        "March, 2566",
    ] {
        assert_eq!(
            YearMonth::parse(written).map(YearMonth::buddhist_iso),
            Ok("2566-03".to_owned()),
            "{written}"
        );
    }
    for (written, code, suggestion) in [
        ("มีนาคม พ.ศ. 2023", "month-out-of-range", Some("มีนาคม พ.ศ. 2566")),
        ("มี.ค. 24", "month-ambiguous-year", Some("มีนาคม พ.ศ. 2567")),
        ("03/3110", "month-out-of-range", Some("03/2567")),
        ("กรกฎษาคม 2567", "month-misspelled", Some("กรกฎาคม พ.ศ. 2567")),
        ("มีนายน 2567", "not-a-month", None),
        ("วันพุธ มีนาคม 2567", "not-a-month", None),
        ("13/2567", "not-a-month", None),
    ] {
        let refused = YearMonth::parse(written).expect_err(written);
        assert_eq!(
            (refused.code(), refused.suggestion().as_deref()),
            (code, suggestion),
            "{written}"
        );
    }
}

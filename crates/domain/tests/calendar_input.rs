//! Inputs that the calendar types accept and refuse, case by case.
#![expect(clippy::expect_used, reason = "a failed expectation fails the test")]

use prongsai_domain::calendar::{
    BuddhistDate, FiscalYear, FiscalYearError, Period, PeriodError, ReportingRound, YearMonth, YearMonthError,
};
use rstest::rstest;

fn fiscal_year(year_be: u16) -> FiscalYear {
    FiscalYear::new(year_be).expect("a fiscal year")
}

fn month(written: &str) -> YearMonth {
    YearMonth::parse(written).expect(written)
}

fn period(written: &str) -> Period {
    Period::parse(written).expect(written)
}

#[test]
fn known_forms_of_one_day_agree() {
    let day = BuddhistDate::from_buddhist(2566, 1, 3).expect("a day");
    for written in [
        "2023-01-03",
        "2566-01-03",
        " ๒๕๖๖-๐๑-๐๓ ",
        "3 มกราคม 2566",
        "3มกราคม2566",
        "๓ มกราคม ๒๕๖๖",
        "3 ม.ค. 2566",
        "3 มค 66",
        "3 ม.ค.66",
        "3 มกราคม พ.ศ. 2566",
        "3 มกราคม พ.ศ.2566",
        "3 มกราคม ค.ศ. 2023",
        "03/01/2566",
        "วันที่ 3 เดือนมกราคม พ.ศ. 2566",
        "วันที่3เดือนมกราคมพ.ศ.๒๕๖๖",
        "3 / 1 / 2566",
        "3/1/2023",
        "3 January 2566",
        "3 jan 2023",
        "3\u{200B} มกราคม\u{00A0}2566",
        "3 ม.ค. พ.ศ. 66",
        "3 มกราคม 2023",
        "3 มกราคม ปี พ.ศ. 2566",
        "3 มกราคม ๖๖",
    ] {
        assert_eq!(BuddhistDate::parse(written), Ok(day), "{written}");
    }
}

#[test]
fn what_is_no_date_is_refused_as_no_date() {
    for written in [
        "",
        " ",
        "3",
        "3 มกราคม",
        "3 มะกอก 2566",
        "1 2 มกราคม 2566",
        "13/13/2566",
        "-2566-01-03",
        "+2566-01-03",
        "2566-01-03-",
        "100 มกราคม 2566",
        "3 มกราคม 256",
        "3 มกราคม 25666",
        "3 มกราคม ค.ศ. 66",
        "2566–01–03",
        "\0",
        "วันที่วันที่ 3 มกราคม 2566",
        "２５６６-01-03",
        "3 มกราคม 2566 น.",
    ] {
        let refused = BuddhistDate::parse(written).expect_err(written);
        assert_eq!(refused.code(), "not-a-date", "{written}: {refused}");
    }
}

#[rstest]
#[case("2566-13", "2566-12")]
#[case("2023-00", "2023-01")]
#[case("๒๕๖๖-๙๙", "๒๕๖๖-๑๒")]
fn months_that_do_not_exist_name_the_nearest_real_one(#[case] written: &str, #[case] suggestion: &str) {
    let refused = YearMonth::parse(written).expect_err(written);
    assert_eq!(refused.code(), "month-does-not-exist");
    assert_eq!(refused.suggestion().as_deref(), Some(suggestion));
    assert_eq!(
        Period::parse(written).expect_err(written).suggestion().as_deref(),
        Some(suggestion)
    );
}

#[rstest]
#[case("", "not-a-month")]
#[case("2566", "not-a-month")]
#[case("มีนาคม", "not-a-month")]
#[case("66-03", "not-a-month")]
#[case("3 มีนาคม 2566", "not-a-month")]
#[case("2701-01", "month-out-of-range")]
fn what_is_no_month_is_refused(#[case] written: &str, #[case] code: &str) {
    let refused: YearMonthError = YearMonth::parse(written).expect_err(written);
    assert_eq!(refused.code(), code);
    assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
    assert_eq!(refused.suggestion(), None);
}

#[rstest]
#[case("2565-10/2566-09")]
#[case("2022-10/2023-09")]
#[case("2022-10 / 2566-09")]
#[case("ต.ค. 2565 - ก.ย. 2566")]
#[case("ต.ค. 65-ก.ย. 66")]
#[case("ต.ค.65 – ก.ย.66")]
#[case("ตุลาคม 2565 — กันยายน 2566")]
#[case("ตุลาคม 2565 ถึง กันยายน 2566")]
#[case("เดือนตุลาคม2565ถึงเดือนกันยายน2566")]
#[case("๒๕๖๕-๑๐ - ๒๕๖๖-๐๙")]
#[case("ตุลาคม พ.ศ. 2565 ถึง กันยายน พ.ศ. 2566")]
fn a_year_of_months_is_read_from_every_form(#[case] written: &str) {
    let read = period(written);
    assert_eq!(read, fiscal_year(2566).months());
    assert_eq!(read.iso(), "2022-10/2023-09");
    assert_eq!(read.buddhist_iso(), "2565-10/2566-09");
    assert_eq!(read.thai(), "ตุลาคม พ.ศ. 2565 ถึง กันยายน พ.ศ. 2566");
    for form in [read.iso(), read.buddhist_iso(), read.thai(), read.english()] {
        assert_eq!(period(&form), read);
    }
    assert_eq!(read.each_month().count(), 12);
}

#[rstest]
#[case("", "not-a-period", None)]
#[case("2566", "period-ambiguous-year", Some("ปีงบประมาณ พ.ศ. 2566"))]
#[case("2565-10/2566-03/2566-09", "not-a-period", None)]
#[case("2565-10/", "not-a-period", None)]
#[case("มีนาคม 2566 ถึง", "not-a-period", None)]
#[case("2565-10/2566-13", "month-does-not-exist", Some("2565-10/2566-12"))]
#[case("2565-00 - 2566-13", "month-does-not-exist", Some("2565-01 - 2566-12"))]
#[case("2399-10/2566-13", "month-out-of-range", None)]
#[case("2566-09/2565-10", "period-ends-before-it-begins", Some("2565-10/2566-09"))]
fn what_is_no_period_is_refused(#[case] written: &str, #[case] code: &str, #[case] suggestion: Option<&str>) {
    let refused: PeriodError = Period::parse(written).expect_err(written);
    assert_eq!(refused.code(), code, "{refused}");
    assert_eq!(refused.suggestion().as_deref(), suggestion);
    assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
}

#[test]
fn a_period_knows_its_months() {
    let half_year = period("2565-10/2566-03");
    assert!(half_year.contains(month("2566-03")) && !half_year.contains(month("2566-04")));
    assert_eq!(
        (half_year.from(), half_year.to(), half_year.month_count()),
        (month("2565-10"), month("2566-03"), 6)
    );
    assert!(Period::new(half_year.to(), half_year.from()).is_err());
}

#[rstest]
#[case("2566", Ok(2566))]
#[case(" ๒๕๖๖ ", Ok(2566))]
#[case("พ.ศ. 2566", Ok(2566))]
#[case("พ.ศ.2566", Ok(2566))]
#[case("ปีงบประมาณ พ.ศ. 2566", Ok(2566))]
#[case("ประจำปีงบประมาณ พ.ศ.๒๕๖๖", Ok(2566))]
#[case("ปีงบประมาณ 2566", Ok(2566))]
#[case("2023", Err("fiscal-year-in-christian-era"))]
#[case("ค.ศ. 2023", Err("fiscal-year-in-christian-era"))]
#[case("พ.ศ. 2023", Err("fiscal-year-out-of-range"))]
#[case("ค.ศ. 2566", Err("fiscal-year-out-of-range"))]
#[case("2499", Err("fiscal-year-out-of-range"))]
#[case("2701", Err("fiscal-year-out-of-range"))]
#[case("66", Err("fiscal-year-ambiguous"))]
#[case("ปีงบประมาณ 66", Ok(2566))]
#[case("ปีงบประมาณ 24", Err("fiscal-year-ambiguous"))]
#[case("3109", Err("fiscal-year-out-of-range"))]
#[case("1480", Err("fiscal-year-out-of-range"))]
#[case("", Err("not-a-fiscal-year"))]
#[case("ปีหน้า", Err("not-a-fiscal-year"))]
#[case("25660", Err("not-a-fiscal-year"))]
fn fiscal_years_are_read(#[case] written: &str, #[case] expected: Result<u16, &str>) {
    let read = FiscalYear::parse(written);
    assert_eq!(
        read.as_ref().map(|year| year.get()).map_err(FiscalYearError::code),
        expected
    );
    if let Err(refused) = read {
        let hint = match written {
            "2023" | "ค.ศ. 2023" | "พ.ศ. 2023" | "ค.ศ. 2566" | "66" | "3109" | "1480" => Some("2566"),
            "ปีงบประมาณ 24" => Some("2567"),
            _ => None,
        };
        assert_eq!(refused.suggestion().as_deref(), hint, "{written}");
        assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
    }
}

#[test]
fn a_christian_year_is_refused_with_the_buddhist_one() {
    let refused = FiscalYear::new(2023).expect_err("a C.E. year");
    assert!(refused.message_th().contains("2566") && refused.message_en().contains("2566"));
}

#[test]
fn quarters_and_rounds_divide_the_fiscal_year() {
    let year = fiscal_year(2566);
    let quarters: Vec<_> = (1..=4)
        .filter_map(|number| year.quarter(number))
        .map(Period::buddhist_iso)
        .collect();
    assert_eq!(
        quarters,
        [
            "2565-10/2565-12",
            "2566-01/2566-03",
            "2566-04/2566-06",
            "2566-07/2566-09"
        ]
    );
    assert_eq!((year.quarter(0), year.quarter(5)), (None, None));
    assert_eq!(ReportingRound::SixMonths.period(year).buddhist_iso(), "2565-10/2566-03");
    assert_eq!(ReportingRound::TwelveMonths.period(year), year.months());
    for round in ReportingRound::ALL {
        assert_eq!(ReportingRound::from_months(round.months()), Some(round));
        assert_eq!(round.period(year).month_count(), u32::from(round.months()));
        assert_eq!(round.thai(), format!("รอบ {} เดือน", round.months()));
    }
    assert_eq!(ReportingRound::from_months(9), None);
}

#[test]
fn json_forms_are_numbers_and_iso_strings() {
    fn trip<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T, json: &str) {
        assert_eq!(serde_json::to_string(value).expect("JSON"), json);
        assert_eq!(serde_json::from_str::<T>(json).expect(json), *value);
    }
    trip(&fiscal_year(2566), "2566");
    trip(&month("2566-03"), "\"2023-03\"");
    trip(&period("2565-10/2566-09"), "\"2022-10/2023-09\"");
    trip(&ReportingRound::SixMonths, "6");
    trip(&BuddhistDate::MAX, "\"2157-12-31\"");
    for refused in ["2023", "-1", "2566.0", "\"2566\"", "99999999999"] {
        assert!(serde_json::from_str::<FiscalYear>(refused).is_err(), "{refused}");
    }
    assert!(serde_json::from_str::<ReportingRound>("9").is_err());
    assert!(serde_json::from_str::<Period>("\"2023-09/2022-10\"").is_err());
}

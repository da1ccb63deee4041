//! Property tests of the calendar: every day from B.E. 2400 to 2700, and arbitrary input.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failed expectation fails the test"
)]

use jiff::civil::Date;
use prongsai_domain::calendar::{BuddhistDate, DateError, FiscalYear, Period, YearMonth};
use prongsai_domain::text::thai_digits;
use proptest::prelude::*;
use rstest::rstest;

const THAI: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];

/// The day after; `None` after the last day of the calendar.
fn next_day(day: BuddhistDate) -> Option<BuddhistDate> {
    BuddhistDate::from_gregorian(day.gregorian().tomorrow().ok()?).ok()
}

/// The day before; `None` before the first day of the calendar.
fn previous_day(day: BuddhistDate) -> Option<BuddhistDate> {
    BuddhistDate::from_gregorian(day.gregorian().yesterday().ok()?).ok()
}

fn every_day() -> impl Iterator<Item = BuddhistDate> {
    std::iter::successors(Some(BuddhistDate::MIN), |day| next_day(*day))
}

fn every_month() -> impl Iterator<Item = YearMonth> {
    std::iter::successors(Some(YearMonth::of(BuddhistDate::MIN)), |month| month.next())
}

fn fiscal_year(year_be: u16) -> FiscalYear {
    FiscalYear::new(year_be).expect("a fiscal year")
}

/// The forms in which people write a day, made only from its three numbers.
fn written_forms(year: u16, month: u8, day: u8) -> Vec<String> {
    let (full, short) = THAI[usize::from(month) - 1];
    let bare = short.replace('.', "");
    let christian = year - 543;
    let mut forms = vec![
        format!("{christian}-{month:02}-{day:02}"),
        format!("{year}-{month:02}-{day:02}"),
        format!("{day}/{month}/{year}"),
        format!("{day:02}/{month:02}/{christian}"),
        format!("{day} {full} {year}"),
        format!("{day}{full}{year}"),
        format!("{day} {short} {year}"),
        format!("{day} {bare}{year}"),
        format!("{day} {full} พ.ศ. {year}"),
        format!("{day} {full} พ.ศ.{year}"),
        format!("วันที่ {day} เดือน{full} พ.ศ. {year}"),
        format!("{day} {full} ค.ศ. {christian}"),
    ];
    if (2550..2600).contains(&year) {
        forms.push(format!("{day} {short} {:02}", year % 100));
    }
    forms
}

/// The number of days in a month by the rule of the calendar, independent of the library behind the types.
fn days_in(year: u16, month: u8) -> u8 {
    let christian = year - 543;
    let leap = christian.is_multiple_of(4) && (!christian.is_multiple_of(100) || christian.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

// The calendar in four parts, which are tested side by side.
#[rstest]
#[case(2400, 2475)]
#[case(2476, 2550)]
#[case(2551, 2625)]
#[case(2626, 2700)]
fn every_day_is_read_back_from_every_form(#[case] first_year: u16, #[case] last_year: u16) {
    for day in every_day().filter(|day| (first_year..=last_year).contains(&day.year())) {
        for form in written_forms(day.year(), day.month(), day.day()) {
            assert_eq!(BuddhistDate::parse(&form), Ok(day), "{form}");
        }
        let thai = thai_digits(&day.thai());
        for form in [day.iso(), day.buddhist_iso(), day.thai(), day.english(), thai] {
            assert_eq!(BuddhistDate::parse(&form), Ok(day), "{form}");
        }
    }
}

#[test]
fn days_follow_one_another_without_gap() {
    let mut expected = every_day();
    for year in 2400..=2700 {
        for month in 1..=12 {
            for day in 1..=days_in(year, month) {
                let built = BuddhistDate::from_buddhist(year, month, day);
                assert_eq!(built.as_ref().ok(), expected.next().as_ref(), "{year}-{month}-{day}");
                let built = built.expect("a real day");
                assert_eq!((built.year(), built.month(), built.day()), (year, month, day));
                assert_eq!(BuddhistDate::from_gregorian(built.gregorian()), Ok(built));
            }
        }
    }
    assert_eq!(expected.next(), None);
}

#[test]
fn a_fiscal_year_begins_in_october() {
    for day in every_day() {
        let year = day.fiscal_year();
        assert_eq!(year.get(), day.year() + u16::from(day.month() >= 10), "{day}");
        assert!(year.contains(day));
        assert!(year.first_day() <= day && day <= year.last_day(), "{day}");
        assert!(year.months().contains(day.year_month()));
    }
    for year in (2500..=2700).map(fiscal_year) {
        assert_eq!(year.first_day().buddhist_iso(), format!("{}-10-01", year.get() - 1));
        assert_eq!(year.last_day().buddhist_iso(), format!("{}-09-30", year.get()));
        assert!(previous_day(year.first_day()).is_none_or(|day| !year.contains(day)));
        assert!(next_day(year.last_day()).is_none_or(|day| !year.contains(day)));
        assert_eq!(year.months().month_count(), 12);
        assert_eq!(year.next().and_then(FiscalYear::previous).unwrap_or(year), year);
    }
    assert_eq!((FiscalYear::MIN.previous(), FiscalYear::MAX.next()), (None, None));
}

#[test]
fn days_that_do_not_exist_name_the_nearest_real_one() {
    for year in 2400..=2700 {
        for month in 1..=12 {
            let last = days_in(year, month);
            for day in std::iter::once(0).chain(last + 1..=99) {
                let real = if day == 0 { 1 } else { last };
                let nearest = BuddhistDate::from_buddhist(year, month, real).expect("a real day");
                let written = format!("{year}-{month:02}-{day:02}");
                let refused = BuddhistDate::from_buddhist(year, month, day).expect_err(&written);
                assert_eq!(refused, DateError::DoesNotExist { written, nearest });
                // Larger numbers are read in the same way; their forms would only take time.
                if day > 32 {
                    continue;
                }
                for form in written_forms(year, month, day) {
                    let refused = BuddhistDate::parse(&form).expect_err(&form);
                    assert_eq!(
                        refused,
                        DateError::DoesNotExist {
                            written: form.clone(),
                            nearest
                        }
                    );
                    let suggestion = refused.suggestion().expect(&form);
                    assert_eq!(BuddhistDate::parse(&suggestion), Ok(nearest), "{form} → {suggestion}");
                }
            }
        }
    }
}

#[test]
fn every_month_is_read_back_from_every_form() {
    let months: Vec<YearMonth> = every_month().collect();
    assert_eq!(months.len(), 301 * 12);
    for (position, month) in (0..).zip(&months) {
        let (full, short) = THAI[usize::from(month.month()) - 1];
        let (year, christian) = (month.year(), month.year() - 543);
        let mut forms = vec![
            month.iso(),
            month.buddhist_iso(),
            month.thai(),
            month.english(),
            thai_digits(&month.thai()),
            format!("{full} {year}"),
            format!("เดือน{full}{year}"),
            format!("{short} {year}"),
            format!("{short}{christian}"),
        ];
        if (2550..2600).contains(&year) {
            forms.push(format!("{short} {:02}", year % 100));
        }
        for form in forms {
            assert_eq!(YearMonth::parse(&form), Ok(*month), "{form}");
            assert_eq!(Period::parse(&form), Ok((*month).into()), "{form}");
        }
        assert_eq!(month.last_day().day(), days_in(year, month.month()));
        assert_eq!((month.first_day().day(), month.first_day().year_month()), (1, *month));
        assert_eq!(months[0].months_until(*month), position);
        assert_eq!(months[0].plus_months(position), Some(*month));
        let quarter = (u16::from(month.month()) + 2) % 12 / 3 + 1;
        assert_eq!(u16::from(month.fiscal_quarter()), quarter);
    }
}

/// Text that resembles a date: parts of dates in any order.
fn almost_a_date() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9๐-๙]{1,5}",
        Just("-".to_owned()),
        Just("/".to_owned()),
        Just(" ".to_owned()),
        Just("พ.ศ.".to_owned()),
        Just("เดือน".to_owned()),
        Just("วันที่".to_owned()),
        Just("ถึง".to_owned()),
        Just("\u{200B}".to_owned()),
        prop::sample::select(THAI.to_vec()).prop_map(|(full, _)| full.to_owned()),
        prop::sample::select(THAI.to_vec()).prop_map(|(_, short)| short.to_owned()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// No text makes a reader panic. A value that a reader accepts is written in a form that reads back the same.
    #[test]
    fn readers_never_panic(written in prop_oneof![any::<String>(), almost_a_date()]) {
        match BuddhistDate::parse(&written) {
            Ok(day) => prop_assert_eq!(BuddhistDate::parse(&day.thai()), Ok(day)),
            Err(refused) => {
                prop_assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
                if let Some(suggestion) = refused.suggestion() {
                    prop_assert!(BuddhistDate::parse(&suggestion).is_ok());
                }
            }
        }
        if let Err(refused) = YearMonth::parse(&written)
            && let Some(suggestion) = refused.suggestion()
        {
            prop_assert!(YearMonth::parse(&suggestion).is_ok());
        }
        match Period::parse(&written) {
            Ok(read) => prop_assert_eq!(Period::parse(&read.buddhist_iso()), Ok(read)),
            Err(refused) => if let Some(suggestion) = refused.suggestion() {
                prop_assert!(Period::parse(&suggestion).is_ok());
            },
        }
        if let Ok(year) = FiscalYear::parse(&written) {
            prop_assert_eq!(FiscalYear::parse(&year.thai()), Ok(year));
        }
    }

    /// Numbers are accepted exactly when the calendar has the day. Hardly a day exists among all numbers, so they are
    /// taken from its limits and a little beyond them.
    #[test]
    fn numbers_make_a_day_exactly_when_it_exists(
        year in 2390_u16..=2710, month in 0_u8..=14, day in 0_u8..=33
    ) {
        let real = (2400..=2700).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        prop_assert_eq!(BuddhistDate::from_buddhist(year, month, day).is_ok(), real);
    }

    /// Gregorian dates are accepted exactly within the years of the calendar.
    #[test]
    fn gregorian_dates_are_bounded(year in -9999i16..=9999, month in 1i8..=12, day in 1i8..=28) {
        let date = Date::new(year, month, day).expect("a date");
        prop_assert_eq!(BuddhistDate::from_gregorian(date).is_ok(), (1857..=2157).contains(&year));
    }
}

//! Laws of periods beside their length, and of numbers in letters.

use jiff::ToSpan;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear, Period};
use prongsai_domain::text::thai_digits;
use proptest::prelude::*;

use crate::hand::{any_day, any_hand};

const COUNTS: [&str; 12] = [
    "หนึ่ง",
    "สอง",
    "สาม",
    "สี่",
    "ห้า",
    "หก",
    "เจ็ด",
    "แปด",
    "เก้า",
    "สิบ",
    "สิบเอ็ด",
    "สิบสอง",
];

/// A number of months as people write it.
fn months_of(count: usize, form: u8) -> String {
    let letters = COUNTS.get(count - 1).copied().unwrap_or_default();
    match form {
        0 => format!("({count} เดือน)"),
        1 => format!("({letters}เดือน)"),
        2 => format!("(รวม {count} เดือน)"),
        3 => format!(" รวมระยะเวลา {count} เดือน"),
        4 => thai_digits(&format!("({count} เดือน)")),
        _ => format!(" เป็นเวลา {letters} เดือน"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_length_that_agrees_changes_nothing(
        from in any_day(), count in 1i64..=12, first in any_hand(), second in any_hand(), form in 0u8..6, by_day in any::<bool>(),
        joiner in prop::sample::select(vec![" - ", " – ", "ถึง", " จนถึง "]), other in 1i64..=12
    ) {
        let behind = from.gregorian().saturating_add(count.months());
        let Ok(to) = BuddhistDate::from_gregorian(behind.yesterday().unwrap_or(behind)) else { return Ok(()) };
        let dates = if by_day {
            format!("{}{joiner}{}", first.day(from), second.day(to))
        } else {
            let Some(last) = from.year_month().plus_months(i32::try_from(count).unwrap_or_default() - 1) else { return Ok(()) };
            format!("{}{joiner}{}", first.month(from.year_month()), second.month(last))
        };
        let alone = Period::parse(&dates);
        let written = format!("{dates}{}", months_of(usize::try_from(count).unwrap_or_default(), form));
        prop_assert_eq!(Period::parse(&written).ok(), alone.clone().ok(), "{}", written);
        prop_assert!(alone.is_ok(), "{}", dates);
        let written = format!("{dates}{}", months_of(usize::try_from(other).unwrap_or_default(), form));
        match Period::parse(&written) {
            Ok(_) => prop_assert_eq!(other, count, "{}", written),
            Err(refused) => {
                prop_assert_ne!(other, count, "{}", written);
                prop_assert_eq!(refused.code(), "period-length-disagrees", "{}", written);
                let meant = refused.suggestion().map(|suggestion| Period::parse(&suggestion));
                prop_assert!(matches!(meant, Some(Ok(_))), "{} → {:?}", written, meant);
            }
        }
    }

    #[test]
    fn numbers_in_letters_are_those_in_digits(
        year in 2550u16..2600, from in 1usize..=4, to in 1usize..=4, form in 0u8..8,
        joiner in prop::sample::select(vec![" - ", "–", "ถึง", " จนถึง", " ถึงไตรมาสที่"])
    ) {
        let names = |from: String, to: String| match form {
            0 => format!("ไตรมาสที่ {from} ปีงบประมาณ พ.ศ. {year}"),
            1 => format!("ไตรมาสที่{from}/{year}"),
            2 => format!("ไตรมาส{from} ปี {year}"),
            3 => format!("ปีงบประมาณ {year} ไตรมาสที่{from}"),
            4 => format!("ไตรมาสที่{from}{joiner}{to} ปีงบประมาณ {year}"),
            5 => format!("{from}ไตรมาสแรก ปีงบประมาณ {year}"),
            6 => format!("รอบ{from}เดือนแรก ปีงบประมาณ {year}"),
            _ => format!("ไตรมาสที่ {from} (ปีงบประมาณ {year})"),
        };
        let letters = |count: usize| COUNTS.get(count - 1).copied().unwrap_or_default().to_owned();
        let in_letters = names(letters(from), letters(to));
        let in_digits = names(from.to_string(), to.to_string());
        let read = Period::parse(&in_letters).ok();
        prop_assert_eq!(read, Period::parse(&in_digits).ok(), "{}", in_letters);
        let quarters = |from: usize, to: usize| {
            let quarter = |number| FiscalYear::new(year).ok()?.quarter(u8::try_from(number).ok()?);
            Period::new(quarter(from)?.from(), quarter(to)?.to()).ok()
        };
        match form {
            4 => prop_assert_eq!(read, (from <= to).then(|| quarters(from, to)).flatten(), "{}", in_letters),
            5 if from < 4 => prop_assert_eq!(read, quarters(1, from), "{}", in_letters),
            5 => prop_assert_eq!(read, None, "{}", in_letters),
            6 => prop_assert_eq!(read.map(Period::month_count), u32::try_from(from).ok(), "{}", in_letters),
            _ => prop_assert_eq!(read, quarters(from, from), "{}", in_letters),
        }
    }
}

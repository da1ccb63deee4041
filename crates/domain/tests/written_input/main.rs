//! Laws of all written input: what is written in a documented way is read back, suggestions are accepted, no text makes a
//! reader panic or slow, and no month is read as another one.

mod hand;
mod length;

use prongsai_domain::calendar::{BuddhistDate, FiscalYear, Period, YearMonth};
use prongsai_domain::text::{ascii_digits, thai_digits};
use proptest::prelude::*;

use hand::{ENGLISH, THAI, any_day, any_hand, name};

/// Words and marks of written input.
const WORDS: &[&str] = &[
    "พ.ศ.",
    "ค.ศ.",
    "เดือน",
    "วันที่",
    "วัน",
    "ที่",
    "ถึง",
    "ไตรมาส",
    "รอบ",
    "ครึ่งปี",
    "แรก",
    "หลัง",
    "สุดท้าย",
    "สอง",
    "หก",
    "สิบสอง",
    "รวม",
    "ระยะเวลา",
    "ช่วง",
    " 6 เดือน",
    "(6 เดือน)",
    "second",
    "months",
    "ปี",
    "ปีงบประมาณ",
    "ตลอด",
    "ระหว่าง",
    "ตั้งแต่",
    "และ",
    "เวลา",
    "น.",
    "พุธ",
    "วันศุกร์",
    "จ.",
    "(",
    ")",
    " - ",
    "-",
    "–",
    "/",
    ".",
    ",",
    " ",
    ":",
    "Wed",
    "to",
    "Q",
    "th",
    "\u{200B}",
    "กรกฏาคม",
    "กรกฎษาคม",
    "ํา",
    "เเ",
];

/// Parts of written input in any order: Thai letters, names, marks, numbers.
fn almost_written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[0-9๐-๙]{1,2}",
        2 => prop::sample::select(vec!["2567", "2024", "3110", "1480", "67", "24", "๒๕๖๗"]).prop_map(str::to_owned),
        6 => prop::sample::select(WORDS).prop_map(str::to_owned),
        3 => prop::sample::select(THAI.to_vec()).prop_map(|(full, _)| full.to_owned()),
        3 => prop::sample::select(THAI.to_vec()).prop_map(|(_, short)| short.to_owned()),
        1 => prop::sample::select(ENGLISH.to_vec()).prop_map(str::to_owned),
        1 => "[ก-๎]{1,6}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn any_year() -> impl Strategy<Value = Option<FiscalYear>> {
    prop::option::of((2500u16..=2700).prop_filter_map("a fiscal year", |year| FiscalYear::new(year).ok()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_day_is_read_back_from_every_hand(day in any_day(), hand in any_hand()) {
        let written = hand.day(day);
        prop_assert_eq!(BuddhistDate::parse(&written), Ok(day), "{}", written);
        prop_assert_eq!(Period::parse(&written), Ok(day.into()), "{}", written);
    }

    #[test]
    fn a_month_is_read_back_from_every_hand(day in any_day(), hand in any_hand()) {
        let month = day.year_month();
        let written = hand.month(month);
        prop_assert_eq!(YearMonth::parse(&written), Ok(month), "{}", written);
        prop_assert_eq!(Period::parse(&written), Ok(month.into()), "{}", written);
    }

    #[test]
    fn a_period_is_read_back_from_every_hand(
        from in any_day(), length in 0i32..400, first in any_hand(), second in any_hand(), by_day in any::<bool>(),
        joiner in prop::sample::select(vec![" - ", " – ", "—", "ถึง", " จนถึง ", " ~ "]), begins in 0u8..3
    ) {
        let Ok(to) = BuddhistDate::from_gregorian(from.gregorian().saturating_add(jiff::ToSpan::days(length))) else {
            return Ok(());
        };
        let begins = if begins == 0 { "ตั้งแต่" } else { "" };
        let (written, expected) = if by_day {
            (format!("{begins}{}{joiner}{}", first.day(from), second.day(to)), format!("{}/{}", from.iso(), to.iso()))
        } else {
            let (from, to) = (from.year_month(), to.year_month());
            (format!("{begins}{}{joiner}{}", first.month(from), second.month(to)), format!("{}/{}", from.iso(), to.iso()))
        };
        // One day or month on both sides is written once.
        let expected = match expected.split_once('/') {
            Some((one, other)) if one == other => one.to_owned(),
            _ => expected,
        };
        prop_assert_eq!(Period::parse(&written).map(Period::iso), Ok(expected), "{}", written);
    }

    #[test]
    fn a_part_of_a_fiscal_year_is_read_back(year in 2550u16..2600, quarter in 1u8..=4, form in 0u8..6, thai in any::<bool>()) {
        let short = year % 100;
        let written = match form {
            0 => format!("ไตรมาส {quarter}/{year}"),
            1 => format!("ไตรมาสที่{quarter} ปีงบประมาณ พ.ศ. {year}"),
            2 => format!("Q{quarter}/{short}"),
            3 => format!("ไตรมาสที่ {quarter} ปี {year}"),
            4 => format!("ปีงบประมาณ {year} ไตรมาส {quarter}"),
            _ => format!("ไตรมาส {quarter} ประจำปีงบประมาณ {short}"),
        };
        let written = if thai { thai_digits(&written) } else { written };
        let expected = FiscalYear::new(year).ok().and_then(|year| year.quarter(quarter));
        prop_assert_eq!(Period::parse(&written).ok(), expected, "{}", written);
    }

    /// A suggestion is accepted as it stands, is the value that the error names, and needs no further suggestion.
    #[test]
    fn suggestions_are_accepted(written in prop_oneof![any::<String>(), almost_written(), almost_written()], year in any_year()) {
        match BuddhistDate::parse(&written) {
            Ok(day) => prop_assert_eq!(BuddhistDate::parse(&day.thai()), Ok(day)),
            Err(refused) => {
                prop_assert_eq!(refused.suggestion().is_some(), refused.meant().is_some());
                if let Some(suggestion) = refused.suggestion() {
                    prop_assert_eq!(BuddhistDate::parse(&suggestion).ok(), refused.meant(), "{} → {}", written, suggestion);
                }
                prop_assert!(!refused.message_th().is_empty() && refused.message_en().chars().count() < 600);
            }
        }
        if let Err(refused) = YearMonth::parse(&written)
            && let Some(suggestion) = refused.suggestion()
        {
            prop_assert!(YearMonth::parse(&suggestion).is_ok(), "{} → {}", written, suggestion);
        }
        match Period::parse_in(&written, year) {
            Ok(period) => {
                for form in [period.iso(), period.buddhist_iso(), period.thai(), period.english(), thai_digits(&period.thai())] {
                    prop_assert_eq!(Period::parse(&form), Ok(period), "{} → {}", written, form);
                }
                prop_assert!(period.first_day() <= period.last_day());
            }
            Err(refused) => if let Some(suggestion) = refused.suggestion() {
                prop_assert!(Period::parse_in(&suggestion, year).is_ok(), "{} → {}", written, suggestion);
                prop_assert!(Period::parse(&suggestion).is_ok(), "{} → {}", written, suggestion);
            },
        }
        if let Err(refused) = FiscalYear::parse(&written)
            && let Some(suggestion) = refused.suggestion()
        {
            prop_assert!(FiscalYear::parse(&suggestion).is_ok(), "{} → {}", written, suggestion);
        }
    }

    /// A year in the text decides: the fiscal year only adds what is missing.
    #[test]
    fn the_context_never_changes_what_has_a_year(written in almost_written(), year in any_year()) {
        if let Ok(period) = Period::parse(&written) {
            prop_assert_eq!(Period::parse_in(&written, year), Ok(period), "{}", written);
        }
    }

    /// One mistyped letter in the name of a month is never read or suggested as another month than the nearest.
    #[test]
    fn no_month_is_read_as_another(month in 1u8..=12, place in 0usize..12, letter in "[ก-ฮะ-ู]", change in 0u8..4) {
        let (full, ..) = name(month);
        let mut letters: Vec<char> = full.chars().collect();
        let place = place % letters.len();
        let letter = letter.chars().next().unwrap_or('ก');
        match change {
            0 => { letters.remove(place); }
            1 => letters.insert(place, letter),
            2 if place + 1 < letters.len() => letters.swap(place, place + 1),
            _ => letters.splice(place..=place, [letter]).for_each(drop),
        }
        let word: String = letters.into_iter().collect();
        let nearest = |other: u8| prongsai_domain::text::edit_distance(
            &word.chars().collect::<Vec<_>>(), &name(other).0.chars().collect::<Vec<_>>(),
        );
        let least = (1..=12).map(nearest).min();
        let found = match BuddhistDate::parse(&format!("15 {word} 2567")) {
            Ok(day) => Some(day),
            Err(refused) => refused.meant(),
        };
        if let Some(day) = found {
            prop_assert_eq!(Some(nearest(day.month())), least, "{}", word);
            prop_assert_eq!(day.month(), month, "{}", word);
        }
    }

    /// The number that is read as the day and the year stand in the text.
    #[test]
    fn the_day_and_the_year_that_are_read_are_in_the_text(written in almost_written()) {
        if let Ok(day) = BuddhistDate::parse(&written) {
            let digits = ascii_digits(&written);
            prop_assert!(digits.contains(&day.day().to_string()), "{}", written);
            let years = [day.year().to_string(), (day.year() - 543).to_string(), (day.year() % 100).to_string()];
            prop_assert!(years.iter().any(|year| digits.contains(year.as_str())), "{}", written);
        }
    }
}

#[test]
fn huge_texts_are_refused_at_once() {
    for piece in [
        "1",
        "ก",
        "มกราคม",
        "1/",
        "- ",
        "(",
        "ถึง",
        "เดือน",
        "\u{200B}",
        "ๆ",
        "พฤศจิกายน 2567 ถึง ",
    ] {
        for count in [20, 60, 100_000] {
            let written = piece.repeat(count);
            assert!(BuddhistDate::parse(&written).is_err(), "{piece}");
            assert!(YearMonth::parse(&written).is_err(), "{piece}");
            assert!(
                Period::parse_in(&written, FiscalYear::new(2567).ok()).is_err(),
                "{piece}"
            );
            assert!(FiscalYear::parse(&written).is_err(), "{piece}");
        }
    }
}

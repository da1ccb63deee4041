//! Numbers as people write them: what is read, and what is refused with which suggestion.

use prongsai_domain::number::{Budget, NumberError, budget, hundredths, percent, whole, whole_baht};
use prongsai_domain::text::thai_digits;
use proptest::prelude::*;
use rstest::rstest;

const MAX: u64 = 1_000_000_000_000;

#[rstest]
#[case("538800")]
#[case("538,800")]
#[case("538 800")]
#[case("538\u{00A0}800")]
#[case("538800.00")]
#[case("538,800.0")]
#[case("538,800 บาท")]
#[case("538,800บาท")]
#[case("538,800.00 บาท")]
#[case("538,800 บาทถ้วน")]
#[case("538,800.-")]
#[case("538,800.- บาท")]
#[case("538,800 บ.")]
#[case("฿538,800")]
#[case("฿ 538,800.00")]
#[case("538,800 ฿")]
#[case("THB 538,800")]
#[case("จำนวน 538,800 บาท")]
#[case("งบประมาณ 538,800 บาท")]
#[case("  538,8\u{200B}00  ")]
#[case("0538800")]
fn one_amount_is_read_from_every_form(#[case] written: &str) {
    assert_eq!(whole_baht(written, MAX), Ok(538_800));
    assert_eq!(whole_baht(&thai_digits(written), MAX), Ok(538_800));
    assert_eq!(budget(written, MAX), Ok(Budget::Baht(538_800)));
}

#[rstest]
#[case("5,38,800", "number-separators", Some("538800"))]
#[case("๕,๓๘,๘๐๐ บาท", "number-separators", Some("538800"))]
#[case("538.800", "number-separators", Some("538800"))]
#[case("1.538.800 บาท", "number-separators", Some("1538800"))]
#[case("5388,800", "number-separators", Some("5388800"))]
#[case("5 38 800", "number-separators", Some("538800"))]
#[case("5,38,800.00", "number-separators", Some("538800"))]
#[case("538,80", "number-separators", None)]
#[case("538,8000", "number-separators", None)]
#[case("1,000 000", "number-separators", None)]
#[case("1.2.3", "number-separators", None)]
#[case("538,,800", "number-separators", None)]
#[case("538800.5", "number-fraction", None)]
#[case("538,800.50 บาท", "number-fraction", None)]
#[case("-5", "number-negative", None)]
#[case("−5,000 บาท", "number-negative", None)]
#[case("1e5", "number-not-in-digits", None)]
#[case("1.5E+6", "number-not-in-digits", None)]
#[case("5 แสนบาท", "number-not-in-digits", Some("500000"))]
#[case("1.5 ล้านบาท", "number-not-in-digits", Some("1500000"))]
#[case("๒ หมื่น", "number-not-in-digits", Some("20000"))]
#[case("9999999 ล้าน", "number-not-in-digits", None)]
#[case("1000000000001", "number-too-large", None)]
#[case("99999999999999999999999999", "number-too-large", None)]
#[case("NaN", "not-a-number", None)]
#[case("inf", "not-a-number", None)]
#[case("+5", "not-a-number", None)]
#[case("0x10", "not-a-number", None)]
#[case("บาท", "not-a-number", None)]
#[case(".", "not-a-number", None)]
#[case(".5", "not-a-number", None)]
#[case("5.", "not-a-number", None)]
#[case("500-1000", "not-a-number", None)]
#[case("--5", "not-a-number", None)]
#[case("５００", "not-a-number", None)]
fn unclear_amounts_are_refused(#[case] written: &str, #[case] code: &str, #[case] suggestion: Option<&str>) {
    let refused = whole_baht(written, MAX).map_err(|error| (error.code(), error.suggestion()));
    assert_eq!(refused, Err((code, suggestion.map(str::to_owned))));
    assert_eq!(budget(written, MAX).map_err(|error| error.code()), Err(code));
    let messages = whole_baht(written, MAX).map_err(|error| (error.message_th(), error.message_en()));
    assert!(
        messages.is_err_and(|(thai, english)| thai.contains(|c: char| ('ก'..='๙').contains(&c)) && !english.is_empty())
    );
}

#[rstest]
#[case("", Budget::NotStated)]
#[case("  \u{200B} ", Budget::NotStated)]
#[case("ไม่ระบุ", Budget::NotStated)]
#[case("-", Budget::NotUsed)]
#[case(" – ", Budget::NotUsed)]
#[case("ไม่มี", Budget::NotUsed)]
#[case("ไม่ใช้งบประมาณ", Budget::NotUsed)]
#[case("ไม่ใช้ งบประมาณ", Budget::NotUsed)]
#[case("(ไม่ใช้งบประมาณ)", Budget::NotUsed)]
#[case("0", Budget::NotUsed)]
#[case("๐ บาท", Budget::NotUsed)]
#[case("0.00", Budget::NotUsed)]
#[case("15000", Budget::Baht(15_000))]
fn three_budgets_are_kept_apart(#[case] written: &str, #[case] expected: Budget) {
    assert_eq!(budget(written, MAX), Ok(expected));
    let baht = match expected {
        Budget::NotStated => None,
        Budget::NotUsed => Some(0),
        Budget::Baht(baht) => Some(baht),
    };
    assert_eq!(expected.baht(), baht);
}

#[rstest]
#[case("100%", Ok(100))]
#[case("85 %", Ok(85))]
#[case("ร้อยละ ๘๕", Ok(85))]
#[case("ร้อยละ 85.00", Ok(85))]
#[case("85 เปอร์เซ็นต์", Ok(85))]
#[case("0", Ok(0))]
#[case("101%", Err("number-too-large"))]
#[case("85.5%", Err("number-fraction"))]
#[case("-1%", Err("number-negative"))]
#[case("%", Err("not-a-number"))]
fn percentages_are_whole(#[case] written: &str, #[case] expected: Result<u8, &str>) {
    assert_eq!(percent(written).map_err(|error| error.code()), expected);
}

#[rstest]
#[case("84.12", Ok(8412))]
#[case("๘๔.๑๒ คะแนน", Ok(8412))]
#[case("84", Ok(8400))]
#[case("84.1", Ok(8410))]
#[case("84.100", Ok(8410))]
#[case("0.05", Ok(5))]
#[case("100", Ok(10_000))]
#[case("100.01", Err(("number-too-large", None)))]
#[case("84.125", Err(("number-too-many-decimals", None)))]
#[case("84.1251", Err(("number-too-many-decimals", None)))]
#[case("84,12", Err(("number-separators", Some("84.12"))))]
#[case("184,12", Err(("number-separators", None)))]
#[case("-84.12", Err(("number-negative", None)))]
#[case("84.12e0", Err(("number-not-in-digits", None)))]
#[case("84. 12", Err(("number-separators", None)))]
fn scores_have_two_decimals(#[case] written: &str, #[case] expected: Result<u16, (&str, Option<&str>)>) {
    let expected = expected.map_err(|(code, suggestion)| (code, suggestion.map(str::to_owned)));
    assert_eq!(
        hundredths(written, 10_000).map_err(|error| (error.code(), error.suggestion())),
        expected
    );
}

#[test]
fn long_texts_are_refused_shortly() {
    for written in [
        "9".repeat(1_000_000),
        "ก".repeat(1_000_000),
        ",".repeat(399),
        " ".repeat(1_000_000) + "5",
    ] {
        let refused = budget(&written, MAX).map_err(|error| error.message_th().chars().count());
        assert!(refused.is_err_and(|length| length < 200));
    }
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

/// What looks like a number.
fn almost_a_number() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9๐-๙]{1,4}",
        "[,. %e+-]",
        prop::sample::select(vec!["บาท", "ล้าน", "฿", "ร้อยละ", ".-", "ไม่มี"]).prop_map(str::to_owned)
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn amounts_are_read_back(number in 0..=MAX, separator in prop::sample::select(vec![',', ' ', '\u{202F}']),
                             around in prop::sample::select(vec![("", ""), ("฿", ""), ("", " บาท"), ("", ".-"), ("จำนวน ", ".00 บาท")])) {
        let written = format!("{}{}{}", around.0, grouped(number, separator), around.1);
        prop_assert_eq!(whole_baht(&written, MAX), Ok(number));
        prop_assert_eq!(whole_baht(&thai_digits(&written), MAX), Ok(number));
        prop_assert_eq!(budget(&written, MAX).map(Budget::baht), Ok(Some(number)));
    }

    #[test]
    fn suggestions_are_accepted(written in prop_oneof![any::<String>(), almost_a_number()]) {
        let accepted = |refused: &NumberError, again: &dyn Fn(&str) -> bool| refused.suggestion().is_none_or(|text| again(&text));
        if let Err(refused) = whole(&written, MAX) {
            prop_assert!(accepted(&refused, &|text| whole(text, MAX).is_ok()));
        }
        if let Err(refused) = budget(&written, MAX) {
            prop_assert!(accepted(&refused, &|text| budget(text, MAX).is_ok()));
        }
        if let Err(refused) = percent(&written) {
            prop_assert!(accepted(&refused, &|text| percent(text).is_ok()));
        }
        if let Err(refused) = hundredths(&written, 10_000) {
            prop_assert!(accepted(&refused, &|text| hundredths(text, 10_000).is_ok()));
        }
        // A number that is read has the digits of the text, whatever stands between and around them.
        if let Ok(number) = whole(&written, MAX) {
            let digits: String = prongsai_domain::text::ascii_digits(&written).chars().filter(char::is_ascii_digit).collect();
            let expected = number.to_string();
            prop_assert!(digits.trim_start_matches('0').starts_with(expected.trim_start_matches('0')));
        }
    }
}

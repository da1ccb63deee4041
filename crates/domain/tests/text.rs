//! Properties of cleaning and folding, for arbitrary text and for difficult text.

use prongsai_domain::text::{Limits, TextError, ascii_digits, clean, clean_optional, fold, thai_digits};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

const LINE: Limits = Limits::single(500);
const LINES: Limits = Limits::multi(500);

/// Characters that interact: Thai vowels and tones, marks of several classes, spaces, invisible and control characters.
fn awkward() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        4 => prop::sample::select("กนทฤโเแๆ๐๙09aZİΣςß“”'«».".chars().collect::<Vec<_>>()),
        4 => prop::sample::select("\u{E31}\u{E32}\u{E33}\u{E34}\u{E38}\u{E47}\u{E48}\u{E49}\u{E4A}\u{E4B}\u{E4C}\u{E4D}\u{E3A}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{301}\u{307}\u{316}\u{327}\u{344}\u{345}\u{34F}\u{20DD}\u{1100}\u{1161}\u{11A8}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select(" \t\n\r\u{A0}\u{2003}\u{2028}\u{200B}\u{200D}\u{202E}\u{FEFF}\u{AD}".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("เๅฤฦาํำ\u{E4E}ັ້\u{F701}\u{F705}\u{F71A}\u{F711}".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("\u{200C}\u{2060}\u{2066}\u{FE0F}\u{E0067}\u{3164}\u{202F}\u{3000}❤👩🏴\u{62C}–—à¸¹¡ÒÃ".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(c, 0..24).prop_map(|chars| chars.into_iter().collect())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => awkward(), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Cleaning is idempotent: cleaning a cleaned text changes nothing, in either form.
    #[test]
    fn cleaning_is_idempotent(text in any_text()) {
        for limits in [LINE, LINES] {
            if let Ok(once) = clean(&text, limits) {
                prop_assert_eq!(clean(&once, limits), Ok(once));
            }
        }
    }

    /// A cleaned text contains nothing that pages, logs or the database cannot handle.
    #[test]
    fn cleaned_text_is_sound(text in any_text()) {
        if let Ok(line) = clean(&text, LINE) {
            prop_assert!(!line.contains(char::is_control));
            prop_assert_eq!(line.nfc().collect::<String>(), line.as_str());
            prop_assert_eq!(line.trim(), line.as_str());
            let split_sara_am = line.contains("\u{E4D}\u{E32}");
            prop_assert!(!split_sara_am);
            prop_assert!(!line.contains("เเ") && !line.contains(char::REPLACEMENT_CHARACTER));
            let is_wrong = |c| matches!(c, '\u{F700}'..='\u{F71A}' | '\u{A0}' | '\u{202E}');
            prop_assert!(!line.contains(is_wrong));
            prop_assert!(!line.is_empty() && line.chars().count() <= LINE.max_chars);
        }
        if let Ok(lines) = clean(&text, LINES) {
            prop_assert!(!lines.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        }
    }

    /// Every error has a message in both languages.
    #[test]
    fn refusals_explain_themselves(text in any_text(), max_chars in 0usize..6) {
        if let Err(refused) = clean(&text, Limits::single(max_chars)) {
            prop_assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
            prop_assert_eq!(clean_optional(&text, Limits::single(max_chars)).is_err(), refused != TextError::Empty);
        }
    }

    /// Folding a folded text changes nothing.
    #[test]
    fn folding_is_idempotent(text in any_text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    /// White space, digits, case and the composition of a text do not change its folded form.
    #[test]
    fn folding_forgets_what_the_eye_does_not_see(text in "[กนทำ้ี a-zA-Z0-9๐-๙é]{0,20}") {
        let spaced: String = text.chars().flat_map(|c| {
            // A space must not separate a letter from its marks, because NFC could then not compose them.
            let joiner = if c.is_ascii_alphanumeric() { "\u{200B} " } else { "" };
            joiner.chars().chain(std::iter::once(c))
        }).collect();
        let split = text.replace('ำ', "\u{E4D}\u{E32}");
        let decomposed: String = text.nfd().collect();
        for variant in [spaced, split, decomposed, thai_digits(&text), ascii_digits(&text), text.to_uppercase()] {
            prop_assert_eq!(fold(&variant), fold(&text), "{:?}", variant);
        }
    }

    /// Converting digits to Thai and back gives the original.
    #[test]
    fn digits_change_script_and_nothing_else(text in any_text()) {
        prop_assert_eq!(ascii_digits(&thai_digits(&text)), ascii_digits(&text));
        prop_assert_eq!(thai_digits(&ascii_digits(&text)), thai_digits(&text));
        prop_assert_eq!(thai_digits(&text).chars().count(), text.chars().count());
    }

    /// A cleaned text and its source have the same folded form.
    #[test]
    fn cleaning_keeps_what_was_meant(text in any_text()) {
        if let Ok(cleaned) = clean(&text, LINES) {
            prop_assert_eq!(fold(&cleaned), fold(&text));
        }
    }
}

/// Correct words of several languages, as a list of all of them and each alone.
#[test]
fn correct_words_stay_byte_for_byte() {
    let words = "เทศบาลตำบลแม่ธารใส น้ำใจ กุ้ง ปู่ย่า เปิ้ล เก็บ ก็ เจ๊ ก๋วยเตี๋ยว จตุจักร สิทธิ์ พันธุ์ ศักดิ์ องค์ ฤๅษี ฤทธิ์ \
        พฤกษา ฦๅสาย แห่แหน แแ พุทฺโธ ธมฺมํ สงฺฆํ นิพฺพานํ กึ ภิกฺขุํ อัจฉริยะ ทูลเกล้าฯ ต่างๆ ๑๒๓ ฿500 ปี๊บ จ้ะ น้ำ ซ้ำ สม่ำเสมอ \
        ສະບາຍດີ ປະເທດລາວ ນ້ຳ ᨶᨾᩮᩬᩥ ខ្មែរ မြန်မာ 한국어 日本語 naïve café Ångström İstanbul ß Ελλάδα Россия 👩\u{200D}💻 🇹🇭 ✔\u{FE0F} \
        https://www.example.go.th/%E0%B8%81?a=1&b=2#x info@example.go.th 1,250.50 (ITA)";
    for word in words.split_whitespace() {
        assert_eq!(clean(word, LINE).as_deref(), Ok(word), "{word}");
    }
    let joined: Vec<&str> = words.split_whitespace().collect();
    let joined = joined.join(" ");
    assert_eq!(clean(&joined, Limits::single(1_000)), Ok(joined));
}

/// The spellings of a name that people cannot tell apart.
#[test]
fn one_name_has_one_folded_form() {
    let name = "เทศบาลตำบลแม่ธารใส – น้ำดี";
    for written in [
        "เทศบาลตำบลเเม่ธารใส - น้ำดี",
        "เทศบาลตําบลแม่ธารใส – นํ้าดี",
        "เทศบาลตำบลแม\u{200B}่ธารใส—น้ําดี",
        "เทศบๅลตำบลแม่ธ\u{AD}ารใส\u{A0}–\u{2003}นำ\u{E49}ดี",
        "เทศบาลตำบลแม่่ธารใส–น้ำด\u{F702}",
    ] {
        assert_eq!(fold(written), fold(name), "{written:?}");
        assert_eq!(
            clean(written, LINE).map(|cleaned| fold(&cleaned)),
            Ok(fold(name)),
            "{written:?}"
        );
    }
}

#[test]
fn texts_that_differ_for_the_reader_stay_different() {
    for (one, other) in [("ก่า", "กา"), ("ทำ", "ทา"), ("2566", "2565"), ("ปู่", "ปู")] {
        assert_ne!(fold(one), fold(other));
    }
}

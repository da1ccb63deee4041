//! Texts that were typed while the keyboard was in the other layout: US English, or Thai (Kedmanee, TIS 820).

/// The keys of each row in US English, and what each types in Thai, first without and then with the shift key. The Thai
/// characters stand apart, because many of them combine with the one before.
const ROWS: [(&str, &str); 8] = [
    ("`1234567890-=", "_ ๅ / - ภ ถ ุ ึ ค ต จ ข ช"),
    ("qwertyuiop[]\\", "ๆ ไ ำ พ ะ ั ี ร น ย บ ล ฃ"),
    ("asdfghjkl;'", "ฟ ห ก ด เ ้ ่ า ส ว ง"),
    ("zxcvbnm,./", "ผ ป แ อ ิ ื ท ม ใ ฝ"),
    ("~!@#$%^&*()_+", "% + ๑ ๒ ๓ ๔ ู ฿ ๕ ๖ ๗ ๘ ๙"),
    ("QWERTYUIOP{}|", "๐ \" ฎ ฑ ธ ํ ๊ ณ ฯ ญ ฐ , ฅ"),
    ("ASDFGHJKL:\"", "ฤ ฆ ฏ โ ฌ ็ ๋ ษ ศ ซ ."),
    ("ZXCVBNM<>?", "( ) ฉ ฮ ฺ ์ ? ฒ ฬ ฦ"),
];

/// Each key in English and in Thai.
fn keys() -> impl Iterator<Item = (char, char)> {
    ROWS.into_iter().flat_map(|(english, thai)| {
        english
            .chars()
            .zip(thai.split(' ').filter_map(|key| key.chars().next()))
    })
}

fn retyped(text: &str, layout: &[(char, char)]) -> String {
    let other = |typed: char| {
        layout
            .iter()
            .find(|(from, _)| *from == typed)
            .map_or(typed, |(_, to)| *to)
    };
    text.chars().map(other).collect()
}

/// What the keys of a text that was typed in Thai type in English. A character that no key types in Thai stays.
pub(super) fn in_english(text: &str) -> String {
    let layout: Vec<(char, char)> = keys().map(|(english, thai)| (thai, english)).collect();
    retyped(text, &layout)
}

/// What the keys of a text that was typed in English type in Thai. A character that no key types in English stays.
pub(super) fn in_thai(text: &str) -> String {
    let layout: Vec<(char, char)> = keys().collect();
    retyped(text, &layout)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_printable_ascii_character_is_one_key_and_every_key_is_another_thai_character() {
        for (english, thai) in ROWS {
            assert_eq!(english.chars().count(), thai.split(' ').count(), "{english}");
            assert!(thai.split(' ').all(|key| key.chars().count() == 1), "{thai}");
        }
        let english: BTreeSet<char> = keys().map(|(english, _)| english).collect();
        assert_eq!(english, ('!'..='~').collect());
        let thai: BTreeSet<char> = keys().map(|(_, thai)| thai).collect();
        assert_eq!(thai.len(), 94);
        let all_digits = ('๐'..='๙').all(|digit| thai.contains(&digit));
        let all_letters = ('ก'..='ฮ').all(|letter| thai.contains(&letter));
        assert!(all_digits && all_letters, "{thai:?}");
    }

    #[test]
    fn known_words_are_typed_in_the_other_layout() {
        for (thai, english) in [
            ("รหัสผ่าน", "isylzjko"),
            ("สวัสดี", "l;ylfu"),
            ("ฟหกดเ้่าสว", "asdfghjkl;"),
            ("ๅ/-ภถุึคตจ", "1234567890"),
            ("๑๒๓๔", "@#$%"),
        ] {
            assert_eq!(in_english(thai), english);
            assert_eq!(in_thai(english), thai);
        }
        assert_eq!(in_thai("สวัสดี é"), "สวัสดี é");
    }
}

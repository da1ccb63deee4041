use unicode_normalization::UnicodeNormalization as _;

use super::normal_form::normal_form;

/// The one spelling of a text among those that look the same (NFC, with ำ as one letter): keyboards of different systems type
/// the same letters as different characters. Nothing else changes, not even case or white space.
pub fn spelling(text: &str) -> String {
    normal_form(text)
}

/// The other spellings in which an earlier version may have stored this text: as it is typed now, and fully decomposed (NFD).
/// Those equal to [`spelling`] are left out, so mostly there are none.
pub fn other_spellings(text: &str) -> Vec<String> {
    let one = spelling(text);
    let decomposed: String = text.nfd().collect();
    let mut others = vec![text.to_owned(), decomposed];
    others.dedup();
    others.retain(|other| *other != one);
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_the_same_have_one_spelling() {
        for (one, other) in [
            ("caf\u{E9}", "cafe\u{301}"),
            // The order of a vowel below and a tone mark.
            ("ก\u{E38}\u{E48}ม", "ก\u{E48}\u{E38}ม"),
            ("น\u{E49}\u{E33}", "น\u{E4D}\u{E49}\u{E32}"),
        ] {
            assert_eq!(spelling(one), spelling(other));
            assert_ne!(one, other);
        }
        assert_ne!(spelling("Caf\u{E9}"), spelling("caf\u{E9}"));
        assert_ne!(spelling("a b"), spelling("ab"));
        assert_ne!(spelling("\u{FB01}"), spelling("fi"), "compatibility characters stay");
    }

    #[test]
    fn most_texts_have_no_other_spelling() {
        for text in [
            "correct horse battery staple",
            "ช้างสามเชือกกลางทุ่งนา",
            "แม่น้ำ ภูเขา ตะกร้า หวาย",
            "",
        ] {
            assert!(other_spellings(text).is_empty(), "{text}");
        }
        assert_eq!(other_spellings("caf\u{E9}"), ["cafe\u{301}"]);
        assert_eq!(other_spellings("cafe\u{301}"), ["cafe\u{301}"]);
        let mixed = "e\u{301}\u{E9}";
        assert_eq!(other_spellings(mixed), [mixed, "e\u{301}e\u{301}"]);
    }
}

//! One spelling for texts that look the same.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

const NIKHAHIT: char = '\u{0E4D}';
const SARA_AA: char = '\u{0E32}';
const SARA_AM: char = '\u{0E33}';

/// NFC, with the split sara am (◌ํ + า, possibly with a tone mark between) joined to the one letter ำ.
///
/// Even in NFC Unicode has two spellings of ำ, which look the same to readers; text copied from a PDF often has the
/// split one. Passwords are hashed in this form (`spelling`), so a change of it locks people out, unless `other_spellings` has
/// the previous form.
pub(super) fn normal_form(text: &str) -> String {
    // Most texts are in NFC already, and it is quick to see.
    let composed: String = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    };
    if composed.contains(NIKHAHIT) {
        // Removing the nikhahit can join marks that need another order, so NFC is applied once more.
        join_sara_am(&composed).nfc().collect()
    } else {
        composed
    }
}

fn join_sara_am(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let mut ahead = rest.clone();
        let pair = (c == NIKHAHIT).then(|| (ahead.next(), ahead.next()));
        match pair {
            Some((Some(SARA_AA), _)) => {
                joined.push(SARA_AM);
                rest.next();
            }
            Some((Some(tone), Some(SARA_AA))) if is_tone_mark(tone) => {
                joined.push(tone);
                joined.push(SARA_AM);
                rest.nth(1);
            }
            _ => joined.push(c),
        }
    }
    joined
}

fn is_tone_mark(c: char) -> bool {
    matches!(c, '\u{0E48}'..='\u{0E4B}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_sara_am_is_joined() {
        assert_eq!(normal_form("ท\u{0E4D}\u{0E32}"), "ทำ");
        assert_eq!(normal_form("น\u{0E4D}\u{0E49}\u{0E32}"), "น้ำ");
        assert_eq!(normal_form("น\u{0E49}\u{0E4D}\u{0E32}"), "น้ำ");
        assert_eq!(normal_form("น้ำ ทำ กตัญญู"), "น้ำ ทำ กตัญญู");
        assert_eq!(normal_form("\u{0E4D}"), "\u{0E4D}");
        assert_eq!(normal_form("\u{0E4D}\u{0E49}"), "\u{0E4D}\u{0E49}");
        assert_eq!(normal_form("\u{0E4D}\u{0E4D}\u{0E32}"), "\u{0E4D}ำ");
    }

    #[test]
    fn joining_leaves_the_text_in_nfc() {
        let written = "a\u{0301}\u{0316}\u{0E4D}\u{0E49}\u{0E32}";
        let once = normal_form(written);
        assert_eq!(once, once.nfc().collect::<String>());
        assert_eq!(normal_form(&once), once);
    }
}

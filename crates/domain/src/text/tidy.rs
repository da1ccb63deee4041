//! One spelling for Thai text that was copied from elsewhere.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::invisible::{is_invisible, is_kept};
use super::thai::{SARA_AA, SARA_AM, SARA_E, is_above, is_mark, is_tone, join, real_mark};

/// Rounds after which a text no longer changes. One round is enough for texts that people write; marks that no language
/// stacks can need more.
const ROUNDS_MAX: usize = 6;

/// NFC with the repairs that [`super::clean`] describes: real marks in their order, one spelling of แ and ำ, plain spaces, and
/// no invisible characters where no script needs them. A text that needs no repair is returned as it is. Tidying twice
/// changes nothing.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut tidied = tidy_once(text);
    for _ in 1..ROUNDS_MAX {
        if is_tidy(&tidied) {
            break;
        }
        let again = tidy_once(&tidied);
        if again == tidied {
            break;
        }
        tidied = again;
    }
    Cow::Owned(tidied)
}

/// Whether there is certainly nothing to repair. `false` also for some correct texts, such as emoji with joiners.
fn is_tidy(text: &str) -> bool {
    let mut previous = '\0';
    for c in text.chars() {
        let suspicious = match c {
            ..='\u{7F}' => false,
            'ๅ' => !matches!(previous, 'ฤ' | 'ฦ'),
            SARA_E => previous == SARA_E,
            SARA_AA => previous == '\u{E4D}',
            SARA_AM => matches!(previous, '\u{E4D}' | SARA_AM),
            _ if is_mark(c) => is_misplaced(previous, c),
            'ก'..='๛' => false,
            _ => is_invisible(c) || is_odd_space(c) || real_mark(c).is_some(),
        };
        if suspicious {
            return false;
        }
        // A nikhahit before a tone: the sara am may follow.
        if is_tone(c) && previous == '\u{E4D}' {
            return false;
        }
        previous = c;
    }
    is_nfc_quick(text.chars()) == IsNormalized::Yes
}

fn is_misplaced(previous: char, mark: char) -> bool {
    previous == mark
        || matches!(previous, SARA_AA | SARA_AM)
        || is_above(previous) && !is_vowel_sign(previous) && is_vowel_sign(mark)
}

fn tidy_once(text: &str) -> String {
    let visible = without_invisible(text);
    let composed: String = visible.nfc().collect();
    let joined = join_letters(&composed);
    joined.nfc().collect()
}

/// The vowel signs, the phinthu and the maitaikhu: they stand before a tone mark.
pub(super) const fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}')
}

/// Every space other than the plain one; line ends and tabs are none.
fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// The text with real marks, plain spaces, and without the invisible characters that nothing needs.
fn without_invisible(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = None;
    let mut run = String::new();
    for c in text.chars() {
        if is_invisible(c) {
            run.push(c);
            continue;
        }
        let c = real_mark(c).unwrap_or(if is_odd_space(c) { ' ' } else { c });
        push_kept(&mut kept, &run, before, Some(c));
        run.clear();
        kept.push(c);
        before = Some(c);
    }
    push_kept(&mut kept, &run, before, None);
    kept
}

fn push_kept(kept: &mut String, run: &str, before: Option<char>, after: Option<char>) {
    kept.extend(run.chars().filter(|c| is_kept(*c, before, after)));
}

/// Joins what is one letter, and puts the marks of every letter in order.
fn join_letters(text: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(text.len() / 2);
    let mut marks: Vec<char> = Vec::new();
    for c in text.chars() {
        if is_mark(c) {
            marks.push(c);
            continue;
        }
        push_marks(&mut out, &mut marks);
        join(&mut out, c);
    }
    push_marks(&mut out, &mut marks);
    out.into_iter().collect()
}

/// Writes a run of marks: vowel signs first, the others as they were, none twice. A tone mark after า or ำ goes before it.
fn push_marks(out: &mut Vec<char>, marks: &mut Vec<char>) {
    if marks.is_empty() {
        return;
    }
    let mut ordered: Vec<char> = marks.iter().copied().filter(|c| is_vowel_sign(*c)).collect();
    ordered.extend(marks.iter().copied().filter(|c| !is_vowel_sign(*c)));
    ordered.dedup();
    marks.clear();
    let spacing = out.last().copied().filter(|c| matches!(*c, SARA_AA | SARA_AM));
    if let (Some(spacing), [tone]) = (spacing, ordered.as_slice())
        && is_tone(*tone)
    {
        let before = out.iter().rev().nth(1).copied();
        if before == Some(*tone) {
            return;
        }
        if before.is_some_and(|c| ('ก'..='ฮ').contains(&c) || is_vowel_sign(c)) {
            out.pop();
            out.extend([*tone, spacing]);
            return;
        }
    }
    out.append(&mut ordered);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_thai_gets_one_spelling() {
        for (written, expected) in [
            ("คะเเนน", "คะแนน"),
            ("เเเก", "แเก"),
            ("เเเเ", "แแ"),
            ("ท\u{E4D}\u{E32}", "ทำ"),
            ("น\u{E4D}\u{E49}\u{E32}", "น้ำ"),
            ("น\u{E49}\u{E4D}\u{E32}", "น้ำ"),
            ("นำ\u{E49}", "น้ำ"),
            ("กา\u{E48}", "ก่า"),
            ("กา\u{E48}\u{E48}", "ก่า"),
            ("ท\u{E48}\u{E35}", "ที่"),
            ("ป\u{E48}\u{E39}", "ปู่"),
            ("พันธ\u{E4C}\u{E38}", "พันธุ์"),
            ("ที่\u{E48}", "ที่"),
            ("ก\u{E34}\u{E34}น", "กิน"),
            ("วัันน", "วันน"),
            ("การทำงๅน", "การทำงาน"),
            ("ท\u{E4D}ๅ", "ทำ"),
            ("ท\u{E4D}\u{E33}", "ทำ"),
            ("ก\u{200B}า\u{200D}ร\u{FEFF}\u{AD}\u{2060}ท\u{202E}ำ", "การทำ"),
            ("ก\u{A0}ข\u{202F}ค", "ก ข ค"),
            ("ป\u{F701}\u{F705}น", "ปิ่น"),
            ("\u{F70F}\u{F718}ญ", "ญุญ"),
            ("ก\u{F70A}อ", "ก่อ"),
        ] {
            assert_eq!(tidy(written), expected, "{written:?}");
            assert_eq!(tidy(expected), expected, "{expected:?}");
        }
    }

    #[test]
    fn correct_text_is_not_touched() {
        for text in [
            "พุทฺธํ สรณํ คจฺฉามิ",
            "ธมฺมํ สงฺฆํ",
            "ฤๅษี ฦๅชา ฤ ฦ",
            "แม่น้ำ กตัญญู ปี่ น้ำ ฎีกา ปู่ ญี่ปุ่น ก็ เก๊ จ๋า สิทธิ์ พันธุ์ โพธิ์ ๆ ฯลฯ",
            "ๅ",
            "ສະບາຍດີ ນ້ຳ",
            "ສະ\u{200B}ບາຍ",
            "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 1\u{FE0F}\u{20E3} 🏳\u{FE0F}\u{200D}🌈",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "https://www.example.go.th/a?b=c#d--e",
            "e.g. \"plain\" text, 1,234.50 – ok",
        ] {
            assert_eq!(tidy(text), text, "{text:?}");
        }
    }

    #[test]
    fn a_long_run_of_marks_takes_linear_time() {
        for run in [
            "\u{E48}\u{E34}",
            "\u{E4D}\u{E49}",
            "\u{E32}\u{E48}",
            "\u{200B}\u{E34}",
            "\u{E40}",
        ] {
            let text = format!("ก{}", run.repeat(200_000));
            assert!(tidy(&text).len() <= text.len());
        }
    }
}

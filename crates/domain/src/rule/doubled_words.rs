//! Words that are written twice.

use crate::doubt::Doubt;
use crate::kind::PublicText;
use crate::review::texts::prose;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "doubled-words",
    Info,
    "คำเขียนซ้ำติดกัน",
    "A word is written twice in a row",
    common_sense("คำที่ซ้ำติดกันมักเกิดจากการพิมพ์หรือคัดลอก"),
    Drafter,
    Due::Now,
);

/// Shortest run of characters whose immediate repetition counts as a mistake.
const RUN_MIN: usize = 6;

/// Longest run that is searched for.
const RUN_MAX: usize = 40;

/// The minimum number of different letters in such a run. Drawn lines and dotted lines have fewer.
const LETTERS_MIN: usize = 4;

/// Finds words that are written twice in a row.
pub(crate) fn check(_: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    for (pointer, text) in prose(texts) {
        let Some(word) = doubled(text) else { continue };
        doubts.push(RULE.doubt(
            pointer,
            format!("คำว่า \"{word}\" เขียนซ้ำติดกัน"),
            format!("\"{word}\" is written twice in a row"),
        ));
    }
}

/// The first word that is written twice in a row. Thai has no spaces within a phrase, so any repeated run that is long
/// enough counts there. A space ends a phrase. A phrase may begin with the last word of the phrase before it, so
/// only whole phrases are compared across a space.
fn doubled(text: &str) -> Option<String> {
    let mut previous = "";
    for word in text.split_whitespace() {
        if word == previous && word.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
            return Some(word.to_owned());
        }
        if let Some(run) = doubled_within(word) {
            return Some(run);
        }
        previous = word;
    }
    None
}

/// If a run is repeated immediately, each of its letters equals the letter one run later. These are as many places in a row as
/// the run has letters, and one of them is a multiple of that number, so only the multiples are looked at.
fn doubled_within(word: &str) -> Option<String> {
    let chars: Vec<char> = word.chars().collect();
    for length in RUN_MIN..=RUN_MAX.min(chars.len() / 2) {
        let is_equal = |at: usize| chars.get(at).is_some_and(|c| chars.get(at + length) == Some(c));
        let mut end = 0;
        for middle in (0..chars.len() - length).step_by(length) {
            if middle < end || !is_equal(middle) {
                continue;
            }
            let begin = middle - (end..middle).rev().take_while(|at| is_equal(*at)).count();
            end = middle + (middle..chars.len()).take_while(|at| is_equal(*at)).count();
            let run = chars.get(begin..begin + length).unwrap_or_default();
            if end - begin >= length && is_words(run) {
                return Some(run.iter().collect());
            }
        }
    }
    None
}

fn is_words(run: &[char]) -> bool {
    let mut letters: Vec<char> = run.iter().copied().filter(|c| c.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() >= LETTERS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, text_pointers};

    #[test]
    fn repetitions_are_found() {
        for (text, word) in [
            ("จัดทำมาตรการตรวจสอบการตรวจสอบการใช้ดุลยพินิจ", "การตรวจสอบ"),
            ("ช่องทางที่หลากหลาย เช่น เช่น Website", "เช่น"),
            ("the report report", "report"),
        ] {
            assert_eq!(doubled(text).as_deref(), Some(word), "{text}");
        }
    }

    /// The search of every place.
    fn doubled_anywhere(word: &str) -> bool {
        let chars: Vec<char> = word.chars().collect();
        (RUN_MIN..=RUN_MAX).any(|length| {
            let mut starts = 0..chars.len();
            starts.any(|at| {
                let run = |from: usize| chars.get(from..from + length);
                run(at).is_some_and(|first| run(at + length) == Some(first) && is_words(first))
            })
        })
    }

    proptest::proptest! {
        #[test]
        fn the_quick_search_finds_what_the_slow_one_finds(before in "[ก-ง]{0,9}", run in "[ก-ซ]{1,12}", times in 1_usize..5, after in "[ก-ง]{0,9}") {
            let word = format!("{before}{}{after}", run.repeat(times));
            proptest::prop_assert_eq!(doubled_within(&word).is_some(), doubled_anywhere(&word), "{}", word);
        }
    }

    #[test]
    fn a_text_that_only_looks_like_doubled_words_is_not_doubted() {
        for text in [
            "บริการประชาชน ประชาชนพึงพอใจ",
            "สำนักงาน ป.ป.ช. และ ป.ป.ท.",
            "ปี 2566 2566",
            "........................................",
            "--------------------------------",
            "ต่างๆ ทั่วๆ ไป",
            "การใช้งบประมาณ การใช้อำนาจ การใช้ทรัพย์สินของราชการ",
            "",
        ] {
            assert_eq!(doubled(text), None, "{text}");
        }
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.measures[0].1[0].details = "จัดทำคู่มือคู่มือ".to_owned();
        assert_eq!(text_pointers(check, &year), ["/measures/0/results/0/details"]);
    }
}

//! The words that occur in written dates and periods.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::misspelling;
use super::month_name::{self, Language};
pub(super) use super::word::Word;
use super::word::{COUNTS, WORDS};

/// Month names of everyday speech: กันยา for กันยายน.
const SPOKEN: [(u8, &str); 12] = [
    (1, "มกรา"),
    (2, "กุมภา"),
    (3, "มีนา"),
    (4, "เมษา"),
    (5, "พฤษภา"),
    (6, "มิถุนา"),
    (7, "กรกฎา"),
    (8, "สิงหา"),
    (9, "กันยา"),
    (10, "ตุลา"),
    (11, "พฤศจิกา"),
    (12, "ธันวา"),
];

const WEEKDAYS: [(u8, &[&str]); 7] = [
    (1, &["จันทร์", "จันทร", "monday", "mon"]),
    (2, &["อังคาร", "tuesday", "tues", "tue"]),
    (3, &["พุธ", "พุทธ", "wednesday", "wed"]),
    (
        4,
        &["พฤหัสบดี", "พฤหัสฯ", "พฤหัส", "พฤหัสดี", "thursday", "thurs", "thur", "thu"],
    ),
    (5, &["ศุกร์", "ศุกร", "friday", "fri"]),
    (6, &["เสาร์", "เสาร", "saturday", "sat"]),
    (7, &["อาทิตย์", "อาทิตย", "sunday", "sun"]),
];

/// Abbreviations of weekdays. They are too short to be found inside of other words.
const SHORT_WEEKDAYS: [(&str, u8); 8] = [
    ("จ", 1),
    ("อ", 2),
    ("พ", 3),
    ("พฤ", 4),
    ("พฤหัส", 4),
    ("ศ", 5),
    ("ส", 6),
    ("อา", 7),
];

/// The words by their first character, the longest first.
static INDEX: LazyLock<HashMap<char, Vec<(String, Word)>>> = LazyLock::new(|| {
    let mut index: HashMap<char, Vec<(String, Word)>> = HashMap::new();
    for (text, word) in all() {
        if let Some(first) = text.chars().next() {
            index.entry(first).or_default().push((text, word));
        }
    }
    for words in index.values_mut() {
        words.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    }
    index
});

fn all() -> impl Iterator<Item = (String, Word)> {
    let months = (1..=12).flat_map(|month| {
        let thai = Word::Month(month, Language::Thai);
        let english = Word::Month(month, Language::English);
        let short = month_name::thai_short(month).replace('.', "");
        let name = month_name::english(month).to_lowercase();
        let abbreviated = name.chars().take(3).collect();
        [
            (month_name::thai(month).to_owned(), thai),
            (short, thai),
            (abbreviated, english),
            (name, english),
        ]
    });
    let sept = ("sept".to_owned(), Word::Month(9, Language::English));
    let spoken = SPOKEN.map(|(month, text)| (text.to_owned(), Word::Month(month, Language::Thai)));
    let misspelt = misspelling::LISTED.into_iter().flat_map(|(month, texts)| {
        texts.iter().map(move |text| {
            let language = if text.is_ascii() {
                Language::English
            } else {
                Language::Thai
            };
            ((*text).to_owned(), Word::Month(month, language))
        })
    });
    let weekdays = WEEKDAYS
        .into_iter()
        .flat_map(|(day, texts)| texts.iter().map(move |text| ((*text).to_owned(), Word::Weekday(day))));
    let counts = (1..)
        .zip(COUNTS)
        .map(|(count, text)| (text.to_owned(), Word::Count(count)));
    let others = WORDS.iter().map(|(text, word)| ((*text).to_owned(), *word));
    months
        .chain([sept])
        .chain(spoken)
        .chain(misspelt)
        .chain(weekdays)
        .chain(counts)
        .chain(others)
}

/// The longest word at the beginning of a text, and what follows it.
pub(super) fn longest(text: &str) -> Option<(Word, &str)> {
    let words = INDEX.get(&text.chars().next()?)?;
    words
        .iter()
        .find_map(|(known, word)| text.strip_prefix(known.as_str()).map(|rest| (*word, rest)))
}

/// The weekday that a whole text abbreviates.
pub(super) fn short_weekday(text: &str) -> Option<u8> {
    SHORT_WEEKDAYS
        .iter()
        .find(|(short, _)| *short == text)
        .map(|(_, day)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_meaning() {
        let mut known: HashMap<String, Word> = HashMap::new();
        for (text, word) in all() {
            assert_eq!(longest(&text), Some((word, "")), "{text}");
            assert!(
                known.insert(text.clone(), word).is_none_or(|other| other == word),
                "{text}"
            );
        }
    }
}

//! The words that occur in written dates and periods.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::misspelling;
use super::month_name::{self, Language};

/// The meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1–12, spelled right or in a usual wrong way.
    Month(u8, Language),
    /// A month whose name this word is only near to. It is never read, only suggested.
    NearMonth(u8, Language),
    /// A day of the week: 1 is Monday, 7 is Sunday.
    Weekday(u8),
    /// ณ
    On,
    /// ประจำ, ของ
    Of,
    /// วันที่
    Day,
    /// วัน
    DayOf,
    /// ที่
    Ordinal,
    /// เดือน
    Month12,
    /// ปี
    Year,
    /// พ.ศ.
    Buddhist,
    /// ค.ศ.
    Christian,
    /// ปีงบประมาณ
    FiscalYear,
    /// ตลอด, ทั้ง
    Whole,
    /// ไตรมาส
    Quarter,
    /// ครึ่งปี
    Half,
    /// รอบ
    Round,
    /// แรก
    First,
    /// หลัง
    Second,
    /// ระหว่าง, ตั้งแต่
    Between,
    /// ถึง
    To,
    /// และ
    And,
    /// เวลา, or the T of a timestamp
    Time,
    /// น.
    Hour,
    /// th, st, nd, rd
    Suffix,
}

/// Words without dots, in lower case.
const WORDS: &[(&str, Word)] = &[
    ("ณ", Word::On),
    ("on", Word::On),
    ("เมื่อ", Word::On),
    ("ประจำ", Word::Of),
    ("ของ", Word::Of),
    ("of", Word::Of),
    ("วันที่", Word::Day),
    ("วัน", Word::DayOf),
    ("ที่", Word::Ordinal),
    ("เดือน", Word::Month12),
    ("ปี", Word::Year),
    ("พศ", Word::Buddhist),
    ("พุทธศักราช", Word::Buddhist),
    ("be", Word::Buddhist),
    ("คศ", Word::Christian),
    ("คริสต์ศักราช", Word::Christian),
    ("คริสตศักราช", Word::Christian),
    ("ce", Word::Christian),
    ("ad", Word::Christian),
    ("ปีงบประมาณ", Word::FiscalYear),
    ("ปีงบฯ", Word::FiscalYear),
    ("ปีงบ", Word::FiscalYear),
    ("fiscalyear", Word::FiscalYear),
    ("fy", Word::FiscalYear),
    ("ตลอดทั้ง", Word::Whole),
    ("ตลอด", Word::Whole),
    ("ทั้ง", Word::Whole),
    ("ไตรมาส", Word::Quarter),
    ("quarter", Word::Quarter),
    ("q", Word::Quarter),
    ("ครึ่งปีงบประมาณ", Word::Half),
    ("ครึ่งปี", Word::Half),
    ("รอบ", Word::Round),
    ("แรก", Word::First),
    ("หลัง", Word::Second),
    ("ระหว่าง", Word::Between),
    ("ตั้งแต่", Word::Between),
    ("between", Word::Between),
    ("from", Word::Between),
    ("จนถึง", Word::To),
    ("ถึง", Word::To),
    ("to", Word::To),
    ("และ", Word::And),
    ("กับ", Word::And),
    ("and", Word::And),
    ("เวลา", Word::Time),
    ("t", Word::Time),
    ("at", Word::Time),
    ("นาฬิกา", Word::Hour),
    ("น", Word::Hour),
    ("โมงเช้า", Word::Hour),
    ("โมงเย็น", Word::Hour),
    ("โมง", Word::Hour),
    ("z", Word::Hour),
    ("am", Word::Hour),
    ("pm", Word::Hour),
    ("th", Word::Suffix),
    ("st", Word::Suffix),
    ("nd", Word::Suffix),
    ("rd", Word::Suffix),
];

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
    let others = WORDS.iter().map(|(text, word)| ((*text).to_owned(), *word));
    months
        .chain([sept])
        .chain(spoken)
        .chain(misspelt)
        .chain(weekdays)
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

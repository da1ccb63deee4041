//! The names of the twelve months.

/// The names of one month.
struct MonthName {
    thai: &'static str,
    /// The usual abbreviation (ม.ค.) without its dots.
    thai_short: &'static str,
    english: &'static str,
}

const fn name(thai: &'static str, thai_short: &'static str, english: &'static str) -> MonthName {
    MonthName {
        thai,
        thai_short,
        english,
    }
}

const MONTHS: [MonthName; 12] = [
    name("มกราคม", "มค", "January"),
    name("กุมภาพันธ์", "กพ", "February"),
    name("มีนาคม", "มีค", "March"),
    name("เมษายน", "เมย", "April"),
    name("พฤษภาคม", "พค", "May"),
    name("มิถุนายน", "มิย", "June"),
    name("กรกฎาคม", "กค", "July"),
    name("สิงหาคม", "สค", "August"),
    name("กันยายน", "กย", "September"),
    name("ตุลาคม", "ตค", "October"),
    name("พฤศจิกายน", "พย", "November"),
    name("ธันวาคม", "ธค", "December"),
];

/// The language of a month name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Thai,
    English,
}

/// The month (1–12) with this name, in full or abbreviated, without dots.
pub(super) fn find(word: &str) -> Option<(u8, Language)> {
    (1..=12).zip(&MONTHS).find_map(|(number, month)| {
        if word == month.thai || word == month.thai_short {
            return Some((number, Language::Thai));
        }
        let english = month.english;
        // The usual abbreviation of every month is its first three letters.
        let abbreviated = english.get(..3).unwrap_or(english);
        (word.eq_ignore_ascii_case(english) || word.eq_ignore_ascii_case(abbreviated))
            .then_some((number, Language::English))
    })
}

/// Whether a text begins with a Thai name of a month, in full or abbreviated with dots.
pub(crate) fn month_begins(text: &str) -> bool {
    let abbreviated = |short: &str| {
        short
            .chars()
            .try_fold(text, |rest, c| rest.strip_prefix(c)?.strip_prefix('.'))
            .is_some()
    };
    MONTHS
        .iter()
        .any(|month| text.starts_with(month.thai) || abbreviated(month.thai_short))
}

/// The full Thai name of a month from 1 to 12.
pub(super) fn thai(month: u8) -> &'static str {
    get(month).map_or("", |name| name.thai)
}

/// The full English name of a month from 1 to 12.
pub(super) fn english(month: u8) -> &'static str {
    get(month).map_or("", |name| name.english)
}

fn get(month: u8) -> Option<&'static MonthName> {
    MONTHS.get(usize::from(month).checked_sub(1)?)
}

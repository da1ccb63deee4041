//! The names of the twelve months.

/// The names of one month.
struct MonthName {
    thai: &'static str,
    /// The usual abbreviation, with its dots.
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
    name("มกราคม", "ม.ค.", "January"),
    name("กุมภาพันธ์", "ก.พ.", "February"),
    name("มีนาคม", "มี.ค.", "March"),
    name("เมษายน", "เม.ย.", "April"),
    name("พฤษภาคม", "พ.ค.", "May"),
    name("มิถุนายน", "มิ.ย.", "June"),
    name("กรกฎาคม", "ก.ค.", "July"),
    name("สิงหาคม", "ส.ค.", "August"),
    name("กันยายน", "ก.ย.", "September"),
    name("ตุลาคม", "ต.ค.", "October"),
    name("พฤศจิกายน", "พ.ย.", "November"),
    name("ธันวาคม", "ธ.ค.", "December"),
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
        let thai_short = month.thai_short.chars().filter(|c| *c != '.');
        if word == month.thai || thai_short.eq(word.chars()) {
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
    MONTHS
        .iter()
        .any(|month| text.starts_with(month.thai) || text.starts_with(month.thai_short))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_is_found_by_each_of_its_names() {
        for (number, month) in (1..=12).zip(&MONTHS) {
            let without_dots = month.thai_short.replace('.', "");
            for word in [month.thai, &without_dots] {
                assert_eq!(find(word), Some((number, Language::Thai)), "{word}");
            }
            for word in [month.english, &month.english[..3]] {
                assert_eq!(find(word), Some((number, Language::English)), "{word}");
            }
            for text in [month.thai, month.thai_short] {
                assert!(month_begins(&format!("{text}ของปี")), "{text}");
            }
            assert!(!month_begins(&without_dots), "{without_dots}");
        }
    }
}

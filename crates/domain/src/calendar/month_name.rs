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

/// Whether a text begins with a Thai name of a month, in full or abbreviated with dots.
pub(crate) fn month_begins(text: &str) -> bool {
    MONTHS
        .iter()
        .any(|month| text.starts_with(month.thai) || text.starts_with(month.thai_short))
}

/// The full Thai name of a month with which a text ends.
pub(crate) fn month_ends(text: &str) -> Option<&'static str> {
    MONTHS.iter().map(|month| month.thai).find(|name| text.ends_with(name))
}

/// The full Thai name of a month from 1 to 12.
pub(super) fn thai(month: u8) -> &'static str {
    get(month).map_or("", |name| name.thai)
}

/// The usual abbreviation of a Thai month from 1 to 12, with its dots.
pub(super) fn thai_short(month: u8) -> &'static str {
    get(month).map_or("", |name| name.thai_short)
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
    fn a_text_begins_with_a_month_in_full_or_with_dots() {
        for month in &MONTHS {
            for text in [month.thai, month.thai_short] {
                assert!(month_begins(&format!("{text}ของปี")), "{text}");
            }
            let without_dots = month.thai_short.replace('.', "");
            assert!(!month_begins(&without_dots), "{without_dots}");
        }
    }
}

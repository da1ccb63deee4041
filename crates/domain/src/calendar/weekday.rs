//! The names of the days of the week: 1 is Monday, 7 is Sunday.

use super::date::BuddhistDate;

const NAMES: [(&str, &str); 7] = [
    ("วันจันทร์", "Monday"),
    ("วันอังคาร", "Tuesday"),
    ("วันพุธ", "Wednesday"),
    ("วันพฤหัสบดี", "Thursday"),
    ("วันศุกร์", "Friday"),
    ("วันเสาร์", "Saturday"),
    ("วันอาทิตย์", "Sunday"),
];

/// The day of the week of a date.
pub(super) fn of(date: BuddhistDate) -> u8 {
    date.gregorian().weekday().to_monday_one_offset().unsigned_abs()
}

/// `วันพุธ`
pub(super) fn thai(day: u8) -> &'static str {
    names(day).0
}

/// `Wednesday`
pub(super) fn english(day: u8) -> &'static str {
    names(day).1
}

fn names(day: u8) -> (&'static str, &'static str) {
    let place = usize::from(day).checked_sub(1);
    place.and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}

//! Writes days and months in every documented way.

use prongsai_domain::calendar::{BuddhistDate, YearMonth};
use prongsai_domain::text::thai_digits;
use proptest::prelude::*;

pub(crate) const THAI: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];
pub(crate) const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [(&str, &str, &str); 7] = [
    ("วันจันทร์", "จ.", "Mon"),
    ("วันอังคาร", "อ.", "Tuesday"),
    ("วันพุธ", "พ.", "Wed"),
    ("วันพฤหัสบดี", "พฤ.", "Thu"),
    ("วันศุกร์", "ศ.", "Friday"),
    ("วันเสาร์", "ส.", "Sat"),
    ("วันอาทิตย์", "อา.", "Sun"),
];

pub(crate) fn name(month: u8) -> (&'static str, &'static str, &'static str) {
    let place = usize::from(month) - 1;
    let (full, short) = THAI.get(place).copied().unwrap_or_default();
    (full, short, ENGLISH.get(place).copied().unwrap_or_default())
}

fn weekday(day: BuddhistDate) -> (&'static str, &'static str, &'static str) {
    let place = day.gregorian().weekday().to_monday_zero_offset();
    let names = usize::try_from(place).ok().and_then(|place| WEEKDAYS.get(place));
    names.copied().unwrap_or_default()
}

pub(crate) fn any_day() -> impl Strategy<Value = BuddhistDate> {
    (2400u16..=2700, 1u8..=12, 1u8..=28).prop_filter_map("a day", |(year, month, day)| {
        BuddhistDate::from_buddhist(year, month, day).ok()
    })
}

/// The choices of somebody who writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hand {
    form: u8,
    space: &'static str,
    mark: char,
    year: u8,
    thai_digits: bool,
    weekday: u8,
}

pub(crate) fn any_hand() -> impl Strategy<Value = Hand> {
    let space = prop::sample::select(vec!["", " ", "  ", "\u{00A0}", "\u{200B}"]);
    let mark = prop::sample::select(vec!['/', '-', '.']);
    (0u8..6, space, mark, 0u8..5, any::<bool>(), 0u8..4).prop_map(|(form, space, mark, year, thai_digits, weekday)| {
        Hand {
            form,
            space,
            mark,
            year,
            thai_digits,
            weekday,
        }
    })
}

impl Hand {
    fn digits(self, text: String) -> String {
        if self.thai_digits { thai_digits(&text) } else { text }
    }

    /// The year with the words of its era. Two digits only for 2550 to 2599: they are read as no other year
    /// (docs/written-input.md).
    fn named_year(self, year: u16) -> String {
        let space = self.space;
        match self.year {
            0 => format!("พ.ศ.{space}{year}"),
            1 => format!("ค.ศ.{space}{}", year - 543),
            2 if (2550..2600).contains(&year) => (year % 100).to_string(),
            3 => format!("ปี{space}พุทธศักราช{space}{year}"),
            _ => year.to_string(),
        }
    }

    pub(crate) fn month(self, month: YearMonth) -> String {
        let (full, short, english) = name(month.month());
        let (space, year) = (self.space, self.named_year(month.year()));
        self.digits(match self.form {
            0 => format!("{full}{space}{year}"),
            1 => format!("เดือน{space}{full}{space}{year}"),
            2 => format!("{short}{space}{year}"),
            3 => format!("{}/{}", month.month(), month.year()),
            4 => format!("{english} {}", month.year()),
            _ => month.buddhist_iso(),
        })
    }

    pub(crate) fn day(self, day: BuddhistDate) -> String {
        let (full, short, english) = name(day.month());
        let (number, month, mark, space) = (day.day(), day.month(), self.mark, self.space);
        let year = self.named_year(day.year());
        let written = match self.form {
            0 => format!("{number}{space}{full}{space}{year}"),
            1 => format!("{number}{space}เดือน{full}{space}{year}"),
            2 => format!("{number}{space}{short}{space}{year}"),
            3 => format!("{number}{mark}{month:02}{mark}{}", day.year()),
            4 => format!("{number} {english} {}", day.year()),
            _ => format!("{number}{mark}{short}{mark}{}", day.year()),
        };
        let (thai, abbreviated, foreign) = weekday(day);
        self.digits(match self.weekday {
            0 => format!("{thai}ที่{space}{written}"),
            1 => format!("{abbreviated} {written}"),
            2 if self.form == 4 => format!("{foreign}, {written}"),
            2 => format!("วันที่{space}{written}"),
            _ => written,
        })
    }
}

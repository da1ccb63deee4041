//! A civil day.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::style::{Era, Style};
use super::{ERA_OFFSET, month_name};

/// A day of the civil calendar, from 1 January 2400 B.E. to 31 December 2700 B.E.
///
/// It is parsed from every form that Thai organizations use, and stored and sent as ISO 8601 in the Gregorian calendar.
///
/// ```
/// use prongsai_domain::calendar::BuddhistDate;
///
/// let day = BuddhistDate::parse("วันที่ ๓ เดือนมกราคม พ.ศ. ๒๕๖๖")?;
/// assert_eq!(day.iso(), "2023-01-03");
/// assert_eq!(day.buddhist_iso(), "2566-01-03");
/// assert_eq!(day.thai(), "3 มกราคม พ.ศ. 2566");
/// assert_eq!(day, BuddhistDate::parse("3/1/2566")?);
///
/// let missing = BuddhistDate::parse("2566-06-31").unwrap_err();
/// assert_eq!(missing.suggestion().as_deref(), Some("2566-06-30"));
/// # Ok::<(), prongsai_domain::calendar::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuddhistDate(Date);

impl BuddhistDate {
    /// 1 January 2400 B.E. The messages of refused dates and months name the years of `MIN` and `MAX`, and a year before
    /// `MIN` is read as Gregorian (`resolve`).
    pub const MIN: Self = Self(jiff::civil::date(2400 - ERA_OFFSET, 1, 1));
    /// 31 December 2700 B.E.
    pub const MAX: Self = Self(jiff::civil::date(2700 - ERA_OFFSET, 12, 31));

    /// A day of the calendar; `None` outside B.E. 2400–2700.
    pub(super) fn within(date: Date) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&date).then_some(Self(date))
    }

    /// For days that are known to be in the calendar, and the ends of periods that are cut at its edges.
    pub(super) fn clamped(date: Date) -> Self {
        Self(date.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The same day in the Gregorian calendar.
    pub fn gregorian(self) -> Date {
        self.0
    }

    /// The B.E. year, 2400–2700.
    pub fn year(self) -> u16 {
        (self.0.year() + ERA_OFFSET).unsigned_abs()
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// ISO 8601 in the Gregorian calendar: `2023-01-03`.
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// The ISO form with the B.E. year: `2566-01-03`.
    pub fn buddhist_iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// As in official Thai documents: `3 มกราคม พ.ศ. 2566`.
    pub fn thai(self) -> String {
        format!("{} {} พ.ศ. {}", self.day(), month_name::thai(self.month()), self.year())
    }

    /// In English with the B.E. year: `3 January 2566`.
    pub fn english(self) -> String {
        format!("{} {} {}", self.day(), month_name::english(self.month()), self.year())
    }

    /// The day this number of days later; the last day of the calendar if that is earlier.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Self {
        Self(self.0.saturating_add(i64::from(days).days()).min(Self::MAX.0))
    }

    /// Formats the day in the style of another text.
    pub(super) fn styled(self, style: Style, era: Era) -> String {
        let year = era.number(self.0.year());
        match (style, era) {
            (Style::YearFirst(mark), _) => {
                let mark = mark.as_char();
                format!("{year:04}{mark}{:02}{mark}{:02}", self.month(), self.day())
            }
            (Style::DayFirst(mark), _) => {
                let mark = mark.as_char();
                format!("{}{mark}{}{mark}{year}", self.day(), self.month())
            }
            (Style::Thai, Era::Buddhist) => self.thai(),
            (Style::Thai, Era::Christian) => {
                format!("{} {} ค.ศ. {year}", self.day(), month_name::thai(self.month()))
            }
            (Style::English, _) => format!("{} {} {year}", self.day(), month_name::english(self.month())),
        }
    }
}

/// ISO 8601 in the Gregorian calendar.
impl fmt::Display for BuddhistDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for BuddhistDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

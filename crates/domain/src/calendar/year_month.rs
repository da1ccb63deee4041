//! A month of a year.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::style::{Era, Separator, Style};
use super::{BuddhistDate, month_name};

/// A month of a year, for dates that are known only by month ("March 2566").
///
/// ```
/// use prongsai_domain::calendar::YearMonth;
///
/// let month = YearMonth::parse("เดือนมีนาคม2566")?;
/// assert_eq!(month.iso(), "2023-03");
/// assert_eq!(month.thai(), "มีนาคม พ.ศ. 2566");
/// assert_eq!(month.last_day().buddhist_iso(), "2566-03-31");
/// # Ok::<(), prongsai_domain::calendar::YearMonthError>(())
/// ```
// Stores the month's first day, so that the calendar's arithmetic finds the next and previous month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth(Date);

impl YearMonth {
    /// The month of a day.
    pub fn of(day: BuddhistDate) -> Self {
        Self(day.gregorian().first_of_month())
    }

    /// The B.E. year, 2400–2700.
    pub fn year(self) -> u16 {
        self.first_day().year()
    }

    /// The number of the month, 1–12.
    pub fn month(self) -> u8 {
        self.first_day().month()
    }

    /// ISO 8601 in the Gregorian calendar: `2023-03`.
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// The ISO form with the B.E. year: `2566-03`.
    pub fn buddhist_iso(self) -> String {
        self.styled(Style::YearFirst(Separator::Hyphen), Era::Buddhist)
    }

    /// As in official Thai documents: `มีนาคม พ.ศ. 2566`.
    pub fn thai(self) -> String {
        self.styled(Style::Thai, Era::Buddhist)
    }

    /// In English with the B.E. year: `March 2566`.
    pub fn english(self) -> String {
        self.styled(Style::English, Era::Buddhist)
    }

    /// The quarter of the fiscal year: 1 is October–December, 4 is July–September.
    pub fn fiscal_quarter(self) -> u8 {
        (self.month() + 2) % 12 / 3 + 1
    }

    /// The first day of the month.
    pub fn first_day(self) -> BuddhistDate {
        BuddhistDate::clamped(self.0)
    }

    /// The last day of the month.
    pub fn last_day(self) -> BuddhistDate {
        BuddhistDate::clamped(self.0.last_of_month())
    }

    /// The month after; `None` after December 2700 B.E.
    pub fn next(self) -> Option<Self> {
        self.plus_months(1)
    }

    /// The month before; `None` before January 2400 B.E.
    pub fn previous(self) -> Option<Self> {
        self.plus_months(-1)
    }

    /// The month this number of months later (earlier when negative); `None` outside the calendar.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        // More months than the calendar has always leave it, and are too many for a span.
        if months.unsigned_abs() > 12 * 301 {
            return None;
        }
        let first = self.0.checked_add(months.months()).ok()?;
        BuddhistDate::from_gregorian(first).ok().map(Self::of)
    }

    /// How many months the other month is later: 0 for the same, negative for an earlier one.
    pub fn months_until(self, other: Self) -> i32 {
        other.index() - self.index()
    }

    fn index(self) -> i32 {
        i32::from(self.0.year()) * 12 + i32::from(self.0.month())
    }

    /// Formats the month in the style of another text.
    pub(super) fn styled(self, style: Style, era: Era) -> String {
        let (year, month) = (era.number(self.0.year()), self.month());
        match (style, era) {
            (Style::YearFirst(mark), _) => format!("{year:04}{}{month:02}", mark.as_char()),
            (Style::DayFirst(mark), _) => format!("{month:02}{}{year}", mark.as_char()),
            (Style::Thai, Era::Buddhist) => format!("{} พ.ศ. {year}", month_name::thai(month)),
            (Style::Thai, Era::Christian) => format!("{} ค.ศ. {year}", month_name::thai(month)),
            (Style::English, _) => format!("{} {year}", month_name::english(month)),
        }
    }
}

/// ISO 8601 in the Gregorian calendar.
impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.styled(Style::YearFirst(Separator::Hyphen), Era::Christian))
    }
}

impl fmt::Debug for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "YearMonth({self})")
    }
}

impl Serialize for YearMonth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl BuddhistDate {
    /// The month of the day.
    pub fn year_month(self) -> YearMonth {
        YearMonth::of(self)
    }
}

//! The Thai government's fiscal year.

use std::fmt;

use jiff::civil::date;
use serde::{Serialize, Serializer};

use super::ERA_OFFSET;
use super::date::BuddhistDate;
use super::period::Period;
use super::year_month::YearMonth;

/// A fiscal year (ปีงบประมาณ): B.E. year Y runs from 1 October Y−1 to 30 September Y.
///
/// ```
/// use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
///
/// let year = FiscalYear::parse("ปีงบประมาณ พ.ศ. ๒๕๖๖")?;
/// assert_eq!(year.get(), 2566);
/// assert_eq!(year.first_day().thai(), "1 ตุลาคม พ.ศ. 2565");
/// assert_eq!(year.last_day().iso(), "2023-09-30");
///
/// let mistaken = FiscalYear::new(2023).unwrap_err();
/// assert_eq!(mistaken.suggestion().as_deref(), Some("2566"));
/// # Ok::<(), prongsai_domain::calendar::FiscalYearError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(i16);

impl FiscalYear {
    /// The first fiscal year that may be entered: B.E. 2500.
    pub const MIN: Self = Self(2500);
    /// The last fiscal year that may be entered: B.E. 2700.
    pub const MAX: Self = Self(2700);

    /// A B.E. year from 2500 to 2700; `None` for another one.
    pub(super) fn within(year_be: i16) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&year_be).then_some(Self(year_be))
    }

    /// The fiscal year of a month. It is defined for the whole calendar, a wider range than that of
    /// [`FiscalYear::new`]: B.E. 2400–2701.
    fn of(month: YearMonth) -> Self {
        let first = month.first_day().gregorian();
        Self(first.year() + ERA_OFFSET + i16::from(first.month() >= 10))
    }

    /// The B.E. year.
    pub fn get(self) -> u16 {
        self.0.unsigned_abs()
    }

    /// 1 October of the year before (at the very beginning of the calendar, its first day).
    pub fn first_day(self) -> BuddhistDate {
        BuddhistDate::clamped(date(self.0 - ERA_OFFSET - 1, 10, 1))
    }

    /// 30 September (at the very end of the calendar, its last day).
    pub fn last_day(self) -> BuddhistDate {
        BuddhistDate::clamped(date(self.0 - ERA_OFFSET, 9, 30))
    }

    /// Whether the day is in this fiscal year.
    pub fn contains(self, day: BuddhistDate) -> bool {
        day.fiscal_year() == self
    }

    /// The year before; `None` before B.E. 2500.
    pub fn previous(self) -> Option<Self> {
        Self::within(self.0 - 1)
    }

    /// The year after; `None` after B.E. 2700.
    pub fn next(self) -> Option<Self> {
        Self::within(self.0 + 1)
    }

    /// October to September.
    pub fn months(self) -> Period {
        Period::between(self.first_day().year_month(), self.last_day().year_month())
    }

    /// A quarter of the year: 1 is October–December, 4 is July–September. `None` for other numbers, and for a quarter
    /// outside the calendar.
    pub fn quarter(self, number: u8) -> Option<Period> {
        let ce = self.0 - ERA_OFFSET;
        let (year, first) = match number {
            1 => (ce - 1, 10),
            2 => (ce, 1),
            3 => (ce, 4),
            4 => (ce, 7),
            _ => return None,
        };
        // A quarter is in one calendar year, so the calendar has all of it or nothing.
        let month = |month| BuddhistDate::within(date(year, month, 1)).map(YearMonth::of);
        Some(Period::between(month(first)?, month(first + 2)?))
    }

    /// As in official Thai documents: `ปีงบประมาณ พ.ศ. 2566`.
    pub fn thai(self) -> String {
        format!("ปีงบประมาณ พ.ศ. {}", self.0)
    }

    /// In English: `fiscal year 2566 B.E. (2023)`.
    pub fn english(self) -> String {
        format!("fiscal year {} B.E. ({})", self.0, self.0 - ERA_OFFSET)
    }
}

impl YearMonth {
    /// The fiscal year of the month.
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::of(self)
    }
}

impl BuddhistDate {
    /// The fiscal year of the day: its own year until September, the next one from October on.
    pub fn fiscal_year(self) -> FiscalYear {
        self.year_month().fiscal_year()
    }
}

/// The B.E. year.
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for FiscalYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.get())
    }
}

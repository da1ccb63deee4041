//! A span of whole months or of days.

use std::fmt;

use serde::{Serialize, Serializer};

use super::date::BuddhistDate;
use super::year_month::YearMonth;

/// A span of whole months or of days, inclusive; it never ends before it begins.
///
/// Days that were given stay days, also when they are whole months: a period of days is not equal to a period of months,
/// even if both have the same days ([`Period::has_days_of`]).
///
/// ```
/// use prongsai_domain::calendar::Period;
///
/// let half_year = Period::parse("ต.ค. 2565 - มี.ค. 2566")?;
/// assert_eq!(half_year.iso(), "2022-10/2023-03");
/// assert_eq!(half_year.month_count(), 6);
/// assert_eq!(Period::parse("มีนาคม 2566")?.iso(), "2023-03");
///
/// let days = Period::parse("ตั้งแต่ 21 มิถุนายน ถึง 20 กรกฎาคม 2567")?;
/// assert_eq!(days.iso(), "2024-06-21/2024-07-20");
/// assert_eq!(days.thai(), "21 มิถุนายน พ.ศ. 2567 ถึง 20 กรกฎาคม พ.ศ. 2567");
/// # Ok::<(), prongsai_domain::calendar::PeriodError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    first: BuddhistDate,
    last: BuddhistDate,
    precision: Precision,
}

/// Whether a period is given by months or by days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Precision {
    Months,
    Days,
}

impl Period {
    /// A span between two months whose order does not matter.
    pub(super) fn between(one: YearMonth, other: YearMonth) -> Self {
        Self {
            first: one.min(other).first_day(),
            last: one.max(other).last_day(),
            precision: Precision::Months,
        }
    }

    /// A span between two days whose order does not matter.
    pub(super) fn between_days(one: BuddhistDate, other: BuddhistDate) -> Self {
        Self {
            first: one.min(other),
            last: one.max(other),
            precision: Precision::Days,
        }
    }

    /// The first month.
    pub fn from(self) -> YearMonth {
        self.first.year_month()
    }

    /// The last month.
    pub fn to(self) -> YearMonth {
        self.last.year_month()
    }

    /// The first day.
    pub fn first_day(self) -> BuddhistDate {
        self.first
    }

    /// The last day.
    pub fn last_day(self) -> BuddhistDate {
        self.last
    }

    /// Whether the period was given by days, not by months.
    pub fn is_by_day(self) -> bool {
        self.precision == Precision::Days
    }

    /// Whether both periods have the same days, whether these were given by days or by months.
    pub fn has_days_of(self, other: Self) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }

    /// The number of months, at least 1. A month counts when at least one of its days is in the period.
    pub fn month_count(self) -> u32 {
        self.from().months_until(self.to()).unsigned_abs() + 1
    }

    /// Whether at least one day of the month is in the period.
    pub fn contains(self, month: YearMonth) -> bool {
        (self.from()..=self.to()).contains(&month)
    }

    /// Whether the day is in the period.
    pub fn contains_day(self, day: BuddhistDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The months with at least one day in the period, in order.
    pub fn each_month(self) -> impl Iterator<Item = YearMonth> {
        std::iter::successors(Some(self.from()), |month| month.next()).take_while(move |month| *month <= self.to())
    }

    /// ISO 8601 in the Gregorian calendar: `2023-03` or `2022-10/2023-09`, by days `2024-06-21/2024-07-20`.
    pub fn iso(self) -> String {
        self.joined("/", YearMonth::iso, BuddhistDate::iso)
    }

    /// The ISO form with B.E. years: `2566-03` or `2565-10/2566-09`, by days `2567-06-21/2567-07-20`.
    pub fn buddhist_iso(self) -> String {
        self.joined("/", YearMonth::buddhist_iso, BuddhistDate::buddhist_iso)
    }

    /// As in official Thai documents: `มีนาคม พ.ศ. 2566` or `ตุลาคม พ.ศ. 2565 ถึง มีนาคม พ.ศ. 2566`, by days
    /// `21 มิถุนายน พ.ศ. 2567 ถึง 20 กรกฎาคม พ.ศ. 2567`.
    pub fn thai(self) -> String {
        self.joined(" ถึง ", YearMonth::thai, BuddhistDate::thai)
    }

    /// In English with B.E. years: `March 2566` or `October 2565 – March 2566`, by days `21 June 2567 – 20 July 2567`.
    pub fn english(self) -> String {
        self.joined(" – ", YearMonth::english, BuddhistDate::english)
    }

    fn joined(self, separator: &str, month: fn(YearMonth) -> String, day: fn(BuddhistDate) -> String) -> String {
        let (from, to) = match self.precision {
            Precision::Months => (month(self.from()), month(self.to())),
            Precision::Days => (day(self.first), day(self.last)),
        };
        if from == to {
            from
        } else {
            format!("{from}{separator}{to}")
        }
    }
}

/// The period of a single month.
impl From<YearMonth> for Period {
    fn from(month: YearMonth) -> Self {
        Self::between(month, month)
    }
}

/// The period of a single day.
impl From<BuddhistDate> for Period {
    fn from(day: BuddhistDate) -> Self {
        Self::between_days(day, day)
    }
}

/// ISO 8601 in the Gregorian calendar.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

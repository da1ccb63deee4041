//! The part of a fiscal year that a report covers.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::BuddhistDate;
use super::fiscal_year::FiscalYear;
use super::period::Period;

/// The reporting round: half a fiscal year or all of it.
///
/// ```
/// use prongsai_domain::calendar::{FiscalYear, ReportingRound};
///
/// let year = FiscalYear::new(2566)?;
/// assert_eq!(ReportingRound::SixMonths.period(year).buddhist_iso(), "2565-10/2566-03");
/// assert_eq!(ReportingRound::TwelveMonths.thai(), "รอบ 12 เดือน");
/// # Ok::<(), prongsai_domain::calendar::FiscalYearError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportingRound {
    /// October to March.
    SixMonths,
    /// October to September.
    TwelveMonths,
}

impl ReportingRound {
    /// Both rounds.
    pub const ALL: [Self; 2] = [Self::SixMonths, Self::TwelveMonths];

    /// The round of 6 or of 12 months; `None` for any other number.
    pub fn from_months(months: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|round| round.months() == months)
    }

    /// The length of the round in months: 6 or 12.
    pub fn months(self) -> u8 {
        match self {
            Self::SixMonths => 6,
            Self::TwelveMonths => 12,
        }
    }

    /// The months of a fiscal year that the round covers.
    pub fn period(self, year: FiscalYear) -> Period {
        let whole = year.months();
        let to = match self {
            // The last fiscal year of the calendar has no second quarter. It is cut at the end of the calendar.
            Self::SixMonths => year.quarter(2).map_or(whole.to(), Period::to),
            Self::TwelveMonths => whole.to(),
        };
        Period::between(whole.from(), to)
    }

    /// The last day of the round in a fiscal year.
    pub fn last_day(self, year: FiscalYear) -> BuddhistDate {
        self.period(year).to().last_day()
    }

    /// `รอบ 6 เดือน` or `รอบ 12 เดือน`.
    pub fn thai(self) -> String {
        format!("รอบ {} เดือน", self.months())
    }

    /// `6-month round` or `12-month round`.
    pub fn english(self) -> String {
        format!("{}-month round", self.months())
    }
}

impl Serialize for ReportingRound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.months())
    }
}

impl<'de> Deserialize<'de> for ReportingRound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let months = u8::deserialize(deserializer)?;
        Self::from_months(months)
            .ok_or_else(|| de::Error::custom(format_args!("a reporting round has 6 or 12 months, not {months}")))
    }
}

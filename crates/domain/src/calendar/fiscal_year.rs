//! The Thai government's fiscal year.

use std::fmt;

use jiff::civil::date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::quoted::{kept, quoted};
use super::written::{self, Era, Token};
use super::{BuddhistDate, ERA_OFFSET, Period, YearMonth};

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

    /// Makes a fiscal year from a B.E. year from 2500 to 2700.
    ///
    /// # Errors
    /// [`FiscalYearError`]: a C.E. year, or a year outside that range.
    pub fn new(year_be: u16) -> Result<Self, FiscalYearError> {
        let year = i16::try_from(year_be).unwrap_or(i16::MAX);
        let meant = Self(year.saturating_add(ERA_OFFSET));
        if (Self::MIN.0..=Self::MAX.0).contains(&year) {
            Ok(Self(year))
        } else if (Self::MIN..=Self::MAX).contains(&meant) {
            Err(FiscalYearError::ChristianEra {
                written: year_be.to_string(),
                meant,
            })
        } else {
            Err(FiscalYearError::OutOfRange {
                written: year_be.to_string(),
            })
        }
    }

    /// Parses `2566`, `๒๕๖๖`, `พ.ศ. 2566`, `ปีงบประมาณ พ.ศ. 2566` and similar forms.
    ///
    /// # Errors
    /// [`FiscalYearError`]: not a fiscal year, a C.E. year, or outside B.E. 2500–2700.
    pub fn parse(input: &str) -> Result<Self, FiscalYearError> {
        let not_one = || FiscalYearError::NotAFiscalYear { written: kept(input) };
        let tokens = written::plain(input)
            .and_then(|plain| written::tokens(&plain))
            .ok_or_else(not_one)?;
        let (prefix, digits) = match tokens.as_slice() {
            [Token::Number(digits)] => ("", digits),
            [Token::Word(prefix), Token::Number(digits)] => (prefix.as_str(), digits),
            _ => return Err(not_one()),
        };
        let (prefix, era) = written::strip_era(prefix);
        let known = matches!(prefix, "" | "ปี" | "ปีงบประมาณ" | "ประจำปี" | "ประจำปีงบประมาณ");
        let number = digits
            .parse()
            .ok()
            .filter(|_| known && digits.len() == 4)
            .ok_or_else(not_one)?;
        match (Self::new(number), era) {
            // พ.ศ. 2023 is a B.E. year far in the past, ค.ศ. 2566 a C.E. year far in the future: neither gets a
            // suggestion.
            (Err(FiscalYearError::ChristianEra { written, .. }), Some(Era::Buddhist)) => {
                Err(FiscalYearError::OutOfRange { written })
            }
            (Ok(_), Some(Era::Christian)) => Err(FiscalYearError::OutOfRange { written: kept(input) }),
            (result, _) => result,
        }
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
        Self::new(self.get() - 1).ok()
    }

    /// The year after; `None` after B.E. 2700.
    pub fn next(self) -> Option<Self> {
        Self::new(self.get() + 1).ok()
    }

    /// October to September.
    pub fn months(self) -> Period {
        Period::between(self.first_day().year_month(), self.last_day().year_month())
    }

    /// A quarter of the year: 1 is October–December, 4 is July–September. `None` for other numbers, and for a quarter
    /// outside the calendar.
    pub fn quarter(self, number: u8) -> Option<Period> {
        let inside = |month: &YearMonth| month.fiscal_quarter() == number;
        let mut months = self.months().each_month().filter(inside);
        let from = months.next()?;
        Some(Period::between(from, months.last().unwrap_or(from)))
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

impl<'de> Deserialize<'de> for FiscalYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u16::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A fiscal year that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FiscalYearError {
    /// The text has none of the known forms.
    #[error("{} is not a fiscal year; write the Buddhist year, such as 2566", quoted(.written))]
    NotAFiscalYear {
        /// The text, shortened to 200 characters.
        written: String,
    },
    /// A year of the Christian Era; fiscal years are in the Buddhist Era.
    #[error("{written} is a C.E. year; fiscal years are B.E. years: write {meant}")]
    ChristianEra {
        /// The text.
        written: String,
        /// The same year in the Buddhist Era.
        meant: FiscalYear,
    },
    /// Outside B.E. 2500–2700.
    #[error("{} is outside the fiscal years 2500 to 2700 B.E.", quoted(.written))]
    OutOfRange {
        /// The text.
        written: String,
    },
}

impl FiscalYearError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAFiscalYear { .. } => "not-a-fiscal-year",
            Self::ChristianEra { .. } => "fiscal-year-in-christian-era",
            Self::OutOfRange { .. } => "fiscal-year-out-of-range",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotAFiscalYear { written } => {
                format!("{} ไม่ใช่ปีงบประมาณ กรุณาระบุเป็นปี พ.ศ. เช่น 2566", quoted(written))
            }
            Self::ChristianEra { written, meant } => {
                format!("{written} เป็นปี ค.ศ. ปีงบประมาณต้องระบุเป็นปี พ.ศ. คือ {meant}")
            }
            Self::OutOfRange { written } => {
                format!("{} อยู่นอกช่วงปีงบประมาณ พ.ศ. 2500 ถึง พ.ศ. 2700", quoted(written))
            }
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A suggestion; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::ChristianEra { meant, .. } => Some(meant.to_string()),
            Self::NotAFiscalYear { .. } | Self::OutOfRange { .. } => None,
        }
    }
}

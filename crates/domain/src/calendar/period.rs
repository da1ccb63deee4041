//! A span of whole months.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::quoted::{kept, quoted};
use super::written;
use super::{YearMonth, YearMonthError};

/// A span of whole months, inclusive; it never ends before it begins.
///
/// ```
/// use prongsai_domain::calendar::Period;
///
/// let half_year = Period::parse("ต.ค. 2565 - มี.ค. 2566")?;
/// assert_eq!(half_year.iso(), "2022-10/2023-03");
/// assert_eq!(half_year.month_count(), 6);
/// assert_eq!(Period::parse("มีนาคม 2566")?.iso(), "2023-03");
/// # Ok::<(), prongsai_domain::calendar::PeriodError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    from: YearMonth,
    to: YearMonth,
}

impl Period {
    /// A span from one month to another, which may be the same.
    ///
    /// # Errors
    /// [`PeriodError::EndsBeforeItBegins`].
    pub fn new(from: YearMonth, to: YearMonth) -> Result<Self, PeriodError> {
        if from <= to {
            Ok(Self { from, to })
        } else {
            Err(PeriodError::EndsBeforeItBegins { from, to })
        }
    }

    /// A span between two months whose order does not matter.
    pub(super) fn between(one: YearMonth, other: YearMonth) -> Self {
        Self {
            from: one.min(other),
            to: one.max(other),
        }
    }

    /// Reads one month or two: `2566-03`, `2565-10/2566-09`, `ต.ค. 2565 - มี.ค. 2566`, `ตุลาคม 2565 ถึง มีนาคม 2566`.
    ///
    /// # Errors
    /// [`PeriodError`]: the text is not a period, one of its months is not valid, or it ends before it begins.
    pub fn parse(input: &str) -> Result<Self, PeriodError> {
        let not_one = || PeriodError::NotAPeriod { written: kept(input) };
        let plain = written::plain(input).ok_or_else(not_one)?;
        if written::month(&plain).is_some() {
            return match YearMonth::parse(input) {
                Ok(month) => Ok(month.into()),
                Err(error) => Err(PeriodError::Month {
                    suggestion: error.suggestion(),
                    error,
                }),
            };
        }
        let (separator, from, to) = split(&plain).ok_or_else(not_one)?;
        match (YearMonth::parse(from), YearMonth::parse(to)) {
            (Ok(from), Ok(to)) => Self::new(from, to),
            (Err(YearMonthError::NotAMonth { .. }), _) | (_, Err(YearMonthError::NotAMonth { .. })) => Err(not_one()),
            (read_from, read_to) => {
                // Each end is mended alone, so the new period could end before it begins. Such a suggestion is dropped.
                let mended = |side: &str, read: &Result<YearMonth, YearMonthError>| match read {
                    Ok(_) => Some(side.trim().to_owned()),
                    Err(error) => error.suggestion(),
                };
                let suggestion = mended(from, &read_from)
                    .zip(mended(to, &read_to))
                    .map(|(from, to)| format!("{from}{separator}{to}"))
                    .filter(|suggestion| Self::parse(suggestion).is_ok());
                let error = read_from.err().or(read_to.err()).ok_or_else(not_one)?;
                Err(PeriodError::Month { error, suggestion })
            }
        }
    }

    /// The first month.
    pub fn from(self) -> YearMonth {
        self.from
    }

    /// The last month.
    pub fn to(self) -> YearMonth {
        self.to
    }

    /// The number of months, at least 1.
    pub fn month_count(self) -> u32 {
        self.from.months_until(self.to).unsigned_abs() + 1
    }

    /// Whether the month is in the period.
    pub fn contains(self, month: YearMonth) -> bool {
        (self.from..=self.to).contains(&month)
    }

    /// The months in order.
    pub fn each_month(self) -> impl Iterator<Item = YearMonth> {
        std::iter::successors(Some(self.from), |month| month.next()).take_while(move |month| *month <= self.to)
    }

    /// ISO 8601 in the Gregorian calendar: `2023-03` or `2022-10/2023-09`.
    pub fn iso(self) -> String {
        self.joined("/", YearMonth::iso)
    }

    /// The ISO form with B.E. years: `2566-03` or `2565-10/2566-09`.
    pub fn buddhist_iso(self) -> String {
        self.joined("/", YearMonth::buddhist_iso)
    }

    /// As in official Thai documents: `มีนาคม พ.ศ. 2566` or `ตุลาคม พ.ศ. 2565 ถึง มีนาคม พ.ศ. 2566`.
    pub fn thai(self) -> String {
        self.joined(" ถึง ", YearMonth::thai)
    }

    /// In English with B.E. years: `March 2566` or `October 2565 – March 2566`.
    pub fn english(self) -> String {
        self.joined(" – ", YearMonth::english)
    }

    fn joined(self, separator: &str, write: fn(YearMonth) -> String) -> String {
        if self.from == self.to {
            write(self.from)
        } else {
            format!("{}{separator}{}", write(self.from), write(self.to))
        }
    }
}

/// Splits a span into separator and two ends. The separator is returned in the form in which a suggestion writes it.
/// The plain hyphen comes last, because ISO months contain one.
fn split(plain: &str) -> Option<(&'static str, &str, &str)> {
    [
        ("/", "/"),
        ("ถึง", " ถึง "),
        ("–", " – "),
        ("—", " — "),
        (" - ", " - "),
        ("-", "-"),
    ]
    .into_iter()
    .find_map(|(mark, written)| {
        let (from, to) = plain.split_once(mark)?;
        Some((written, from, to))
    })
}

/// The period of a single month.
impl From<YearMonth> for Period {
    fn from(month: YearMonth) -> Self {
        Self { from: month, to: month }
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

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A period that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// The text has none of the known forms.
    #[error("{} is not a period; write a month (2566-03) or two (2565-10/2566-03)", quoted(.written))]
    NotAPeriod {
        /// The text, shortened to 200 characters.
        written: String,
    },
    /// One of its months is not valid.
    #[error("{error}")]
    Month {
        /// The error of the month.
        error: YearMonthError,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
    /// The last month is before the first.
    #[error("the period ends ({} B.E.) before it begins ({} B.E.)", .to.english(), .from.english())]
    EndsBeforeItBegins {
        /// The first month.
        from: YearMonth,
        /// The last month, which is earlier.
        to: YearMonth,
    },
}

impl PeriodError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPeriod { .. } => "not-a-period",
            Self::Month { error, .. } => error.code(),
            Self::EndsBeforeItBegins { .. } => "period-ends-before-it-begins",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotAPeriod { written } => format!(
                "{} ไม่ใช่ช่วงเวลา กรุณาระบุหนึ่งเดือน (2566-03) หรือช่วงเดือน (2565-10/2566-03)",
                quoted(written)
            ),
            Self::Month { error, .. } => error.message_th(),
            Self::EndsBeforeItBegins { from, to } => {
                format!("ช่วงเวลาสิ้นสุด ({}) ก่อนเดือนเริ่มต้น ({})", to.thai(), from.thai())
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
            Self::NotAPeriod { .. } => None,
            Self::Month { suggestion, .. } => suggestion.clone(),
            Self::EndsBeforeItBegins { from, to } => Some(Period::between(*from, *to).buddhist_iso()),
        }
    }
}

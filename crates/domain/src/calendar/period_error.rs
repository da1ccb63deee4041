//! The reason why a period is refused, with a suggestion for the whole period.

use thiserror::Error;

use super::date_error::DateError;
use super::fiscal_year::FiscalYear;
use super::fiscal_year_error::FiscalYearError;
use super::length::Length;
use super::period::Period;
use super::quoted::quoted;
use super::written;
use super::year_month_error::YearMonthError;

/// A period that is refused. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// The text has none of the known forms.
    #[error("{} is not a period; write a month (2566-03), two (2565-10/2566-03) or days (2566-03-01/2566-03-15)", quoted(.written))]
    NotAPeriod {
        /// The text, shortened to 200 characters.
        written: String,
        /// A suggestion, if what is meant is probable.
        suggestion: Option<String>,
    },
    /// One of its days is not valid.
    #[error("{error}")]
    Date {
        /// The error of the day.
        error: DateError,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
    /// One of its months is not valid.
    #[error("{error}")]
    Month {
        /// The error of the month.
        error: YearMonthError,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
    /// Its fiscal year is not valid.
    #[error("{error}")]
    FiscalYear {
        /// The error of the year.
        error: FiscalYearError,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
    /// The year is missing, or stands only at the first end.
    #[error("{} has no year; write the year of each month, such as ต.ค. 2566 - มี.ค. 2567", quoted(.written))]
    YearMissing {
        /// The text.
        written: String,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
    /// A year that is either a fiscal year or a calendar year.
    #[error(
        "{} may be {} or the calendar year (January to December); write which: {}",
        quoted(.written), .fiscal.english(), .fiscal.thai()
    )]
    AmbiguousYear {
        /// The text.
        written: String,
        /// The fiscal year.
        fiscal: FiscalYear,
    },
    /// The part of the fiscal year and the dates beside it are different.
    #[error("{} names {}, but its dates are {}", quoted(.written), .named.english(), .dates.english())]
    Disagrees {
        /// The text.
        written: String,
        /// The months of the part of the fiscal year.
        named: Period,
        /// The dates.
        dates: Period,
        /// A suggestion for the whole period: the dates, if they are valid.
        suggestion: Option<String>,
    },
    /// The length beside the dates is not theirs.
    #[error(
        "{} says {}, but its dates are {}",
        quoted(.written), Length { months: *.months, days: *.days }.english(), .dates.english()
    )]
    LengthDisagrees {
        /// The text.
        written: String,
        /// The months of the length that is written.
        months: u16,
        /// The days that it has besides.
        days: u16,
        /// The dates.
        dates: Period,
        /// A suggestion for the whole period: the dates, or the length from the first day where the dates have no end or
        /// only their year is wrong.
        suggestion: Option<String>,
    },
    /// A day on one side, a month on the other.
    #[error("{} has a day on one side and only a month on the other; give days or months on both", quoted(.written))]
    MixedPrecision {
        /// The text.
        written: String,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
    /// The last day or month is before the first.
    #[error("the period ends ({} B.E.) before it begins ({} B.E.)", .to.english(), .from.english())]
    EndsBeforeItBegins {
        /// The first day or month.
        from: Period,
        /// The last day or month, which is earlier.
        to: Period,
        /// A suggestion for the whole period, if there is one.
        suggestion: Option<String>,
    },
}

impl PeriodError {
    /// A stable name for programs, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPeriod { .. } => "not-a-period",
            Self::Date { error, .. } => error.code(),
            Self::Month { error, .. } => error.code(),
            Self::FiscalYear { error, .. } => error.code(),
            Self::YearMissing { .. } => "period-year-missing",
            Self::AmbiguousYear { .. } => "period-ambiguous-year",
            Self::Disagrees { .. } => "period-disagrees",
            Self::LengthDisagrees { .. } => "period-length-disagrees",
            Self::MixedPrecision { .. } => "period-mixed-precision",
            Self::EndsBeforeItBegins { .. } => "period-ends-before-it-begins",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NotAPeriod { written, .. } => format!(
                "{} ไม่ใช่ช่วงเวลา กรุณาระบุหนึ่งเดือน (2566-03) ช่วงเดือน (2565-10/2566-03) หรือช่วงวัน \
                 (2566-03-01/2566-03-15)",
                quoted(written)
            ),
            Self::Date { error, .. } => error.message_th(),
            Self::Month { error, .. } => error.message_th(),
            Self::FiscalYear { error, .. } => error.message_th(),
            Self::YearMissing { written, .. } => format!(
                "{} ไม่ได้ระบุปี กรุณาระบุปีของทุกเดือน เช่น ต.ค. 2566 - มี.ค. 2567",
                quoted(written)
            ),
            Self::AmbiguousYear { written, fiscal } => format!(
                "{} อาจหมายถึง{} หรือปีปฏิทิน (มกราคม ถึง ธันวาคม) กรุณาระบุให้ชัดเจน เช่น {}",
                quoted(written),
                fiscal.thai(),
                fiscal.thai()
            ),
            Self::Disagrees {
                written, named, dates, ..
            } => format!(
                "{} ระบุช่วงเวลาไม่ตรงกัน คือ {} และ {}",
                quoted(written),
                named.thai(),
                dates.thai()
            ),
            Self::LengthDisagrees {
                written,
                months,
                days,
                dates,
                ..
            } => format!(
                "{} ระบุระยะเวลา {} ซึ่งไม่ตรงกับช่วงเวลา {}",
                quoted(written),
                Length {
                    months: *months,
                    days: *days
                }
                .thai(),
                dates.thai()
            ),
            Self::MixedPrecision { written, .. } => format!(
                "{} ระบุวันเพียงด้านเดียว กรุณาระบุวันทั้งสองด้าน หรือระบุเฉพาะเดือนทั้งสองด้าน",
                quoted(written)
            ),
            Self::EndsBeforeItBegins { from, to, .. } => {
                format!("ช่วงเวลาสิ้นสุด ({}) ก่อนเริ่มต้น ({})", to.thai(), from.thai())
            }
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }

    /// A suggestion for the whole period; `None` when there is none.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::AmbiguousYear { written, fiscal } => Some(written::with_digits_of(written, fiscal.thai())),
            Self::NotAPeriod { suggestion, .. }
            | Self::Date { suggestion, .. }
            | Self::Month { suggestion, .. }
            | Self::FiscalYear { suggestion, .. }
            | Self::YearMissing { suggestion, .. }
            | Self::Disagrees { suggestion, .. }
            | Self::LengthDisagrees { suggestion, .. }
            | Self::MixedPrecision { suggestion, .. }
            | Self::EndsBeforeItBegins { suggestion, .. } => suggestion.clone(),
        }
    }
}

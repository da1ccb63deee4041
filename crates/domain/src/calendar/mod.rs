//! The Thai official calendar: days, months, fiscal years and the periods that reports cover.
//!
//! Thai documents count years in the Buddhist Era (พ.ศ., B.E.), which is the Gregorian year plus 543; months, days and
//! leap years are the Gregorian ones. The types here parse the usual written forms: Thai or English month names,
//! abbreviations, Thai digits, and both eras. They refuse dates that do not exist and suggest the nearest valid one.
//!
//! A year with four digits is B.E. from 2400 on and C.E. below, unless the text says `พ.ศ.` or `ค.ศ.`. Days and months
//! are supported from 1 January 2400 B.E. to 31 December 2700 B.E.

mod date;
mod date_error;
mod date_parse;
mod fiscal_year;
mod month_name;
mod period;
mod quoted;
mod round;
mod written;
mod year_month;
mod year_month_error;
mod year_month_parse;

pub use date::BuddhistDate;
pub use date_error::DateError;
pub use fiscal_year::{FiscalYear, FiscalYearError};
pub(crate) use month_name::month_begins;
pub use period::{Period, PeriodError};
pub use round::ReportingRound;
pub use year_month::YearMonth;
pub use year_month_error::YearMonthError;

/// Years between the Gregorian calendar and the Buddhist Era.
const ERA_OFFSET: i16 = 543;

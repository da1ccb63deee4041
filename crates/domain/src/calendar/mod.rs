//! The Thai official calendar: days, months, fiscal years and the periods that reports cover.
//!
//! Thai documents count years in the Buddhist Era (พ.ศ., B.E.), which is the Gregorian year plus 543; months, days and
//! leap years are the Gregorian ones. The types here parse the usual written forms: Thai or English month names,
//! abbreviations, Thai digits, and both eras. They refuse dates that do not exist and suggest the nearest valid one.
//!
//! A year with four digits is B.E. from 2400 on and C.E. below, unless the text says `พ.ศ.` or `ค.ศ.`. Two digits from 50
//! on are the years 2550 to 2599 B.E. Days and months are supported from 1 January 2400 B.E. to 31 December 2700 B.E.
//!
//! One reader serves all types: `lex` splits a text into numbers, words and marks, `point` reads one day or month from
//! them, `span` and `fiscal` read periods, and `resolve` finds the day that is meant and what is wrong with it. What cannot be
//! read is refused, with a suggestion where the meaning is plain. docs/written-input.md lists the forms.

mod date;
mod date_error;
mod date_parse;
mod fault;
mod fiscal;
mod fiscal_part;
mod fiscal_spans;
mod fiscal_year;
mod fiscal_year_error;
mod fiscal_year_parse;
mod length;
mod lex;
mod lexicon;
mod misspelling;
mod month_name;
mod named_month;
mod numeric;
mod period;
mod period_error;
mod period_guess;
mod period_parse;
mod period_read;
mod period_refusal;
mod point;
mod quoted;
mod resolve;
mod round;
mod span;
mod style;
mod weekday;
mod word;
mod written;
mod written_point;
mod year_month;
mod year_month_error;
mod year_month_parse;

pub use date::BuddhistDate;
pub use date_error::DateError;
pub use fiscal_year::FiscalYear;
pub use fiscal_year_error::FiscalYearError;
pub(crate) use month_name::{month_begins, month_ends};
pub use period::Period;
pub use period_error::PeriodError;
pub use round::ReportingRound;
pub use year_month::YearMonth;
pub use year_month_error::YearMonthError;

/// Years between the Gregorian calendar and the Buddhist Era.
const ERA_OFFSET: i16 = 543;

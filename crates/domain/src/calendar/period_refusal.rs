//! The errors of periods, with suggestions for the whole period that are checked to be read.

use super::fault;
use super::fiscal_part::Unit;
use super::fiscal_year::FiscalYear;
use super::fiscal_year_error::FiscalYearError;
use super::length::Length;
use super::lex;
use super::period::Period;
use super::period_error::PeriodError;
use super::quoted::kept;
use super::resolve::{self, Fault};
use super::span::{self, Joiner, Span, SpanFault};
use super::style::{Era, Style};
use super::written;
use super::written_point::{Point, WrittenYear};

/// The error of a text whose meaning is not even probable.
pub(super) fn not_one(input: &str) -> PeriodError {
    PeriodError::NotAPeriod {
        written: kept(input),
        suggestion: None,
    }
}

/// The period of a span that is right, or its error.
pub(super) fn dated(span: &Span, input: &str) -> Result<Period, PeriodError> {
    let written = kept(input);
    let Some(fault) = span.fault else {
        return span.meant.ok_or_else(|| not_one(input));
    };
    let suggestion = span.meant.map(|meant| rewritten(span, meant, input));
    Err(match fault {
        SpanFault::Day(fault, meant) => PeriodError::Date {
            error: fault::of_day(fault, written, meant),
            suggestion,
        },
        SpanFault::Month(fault, meant) => PeriodError::Month {
            error: fault::of_month(fault, written, meant),
            suggestion,
        },
        SpanFault::YearMissing => PeriodError::YearMissing { written, suggestion },
        SpanFault::Mixed => PeriodError::MixedPrecision { written, suggestion },
        SpanFault::Backwards(from, to) => PeriodError::EndsBeforeItBegins {
            from,
            to,
            suggestion: swapped(span, from, to, input),
        },
    })
}

/// The same ends in the right order. Without a year or a month of its own, an end may belong to another year or month, so
/// that nothing is suggested.
fn swapped(span: &Span, from: Period, to: Period, input: &str) -> Option<String> {
    let meant = if from.is_by_day() {
        Period::between_days(to.first_day(), from.first_day())
    } else {
        Period::between(to.from(), from.from())
    };
    span.own_years
        .then(|| written::with_digits_of(input, meant.buddhist_iso()))
}

/// A period that is meant, in the form of the text.
fn rewritten(span: &Span, meant: Period, input: &str) -> String {
    let first = end(&span.first, meant, true);
    let text = match &span.last {
        None => first,
        Some((joiner, last)) => format!("{first}{}{}", joined(*joiner), end(last, meant, false)),
    };
    checked(text, meant, input)
}

fn end(point: &Point, meant: Period, is_first: bool) -> String {
    let day = if is_first { meant.first_day() } else { meant.last_day() };
    let era = match point.year {
        Some(_) => written::era(point, day.year()),
        None => Era::Buddhist,
    };
    if meant.is_by_day() {
        day.styled(point.style, era)
    } else {
        day.year_month().styled(point.style, era)
    }
}

fn joined(joiner: Joiner) -> String {
    match joiner {
        Joiner::Slash => "/".to_owned(),
        Joiner::Hyphen { spaced: true } => " - ".to_owned(),
        Joiner::Hyphen { spaced: false } => "-".to_owned(),
        Joiner::Dash(c) => format!(" {c} "),
        Joiner::Word => " ถึง ".to_owned(),
    }
}

/// The text if it is read as the period that is meant, otherwise the period in a form that is always read.
fn checked(text: String, meant: Period, input: &str) -> String {
    let read = lex::tokens(&text).and_then(|tokens| span::span(&tokens, None));
    let is_right = read.is_some_and(|span| span.fault.is_none() && span.meant == Some(meant));
    written::with_digits_of(input, if is_right { text } else { meant.buddhist_iso() })
}

/// The period as in official documents, with the digits of the text.
pub(super) fn thai(period: Period, input: &str) -> String {
    written::with_digits_of(input, period.thai())
}

/// The part of a fiscal year with the digits of the text.
pub(super) fn named(unit: Unit, year: FiscalYear, input: &str) -> String {
    written::with_digits_of(input, unit.thai(year))
}

/// The dates are what people look up, so they are suggested.
pub(super) fn disagrees(named: Period, dates: Period, input: &str) -> PeriodError {
    PeriodError::Disagrees {
        written: kept(input),
        named,
        dates,
        suggestion: Some(thai(dates, input)),
    }
}

/// The length beside a period is not its own. The dates are what people look up, unless they have no end, or the length
/// shows that only the year of the end is wrong.
pub(super) fn length_disagrees(length: Length, dates: Period, input: &str) -> PeriodError {
    let by_length = length.from(dates).filter(|meant| {
        let has_no_end = if dates.is_by_day() {
            dates.first_day() == dates.last_day()
        } else {
            dates.month_count() == 1
        };
        has_no_end || is_year_slip(*meant, dates)
    });
    PeriodError::LengthDisagrees {
        written: kept(input),
        months: length.months,
        days: length.days,
        dates,
        suggestion: Some(thai(by_length.unwrap_or(dates), input)),
    }
}

/// The error of dates that have their length beside them. If they end before they begin, the length tells which year is
/// meant: `1 ต.ค. 2564 ถึง 31 มี.ค. 2564 (6 เดือน)`.
pub(super) fn with_length(error: PeriodError, length: Length, input: &str) -> PeriodError {
    match error {
        PeriodError::EndsBeforeItBegins { from, to, suggestion } => {
            let by_length = length.from(from).filter(|meant| is_year_slip(*meant, to));
            PeriodError::EndsBeforeItBegins {
                from,
                to,
                suggestion: by_length.map(|meant| thai(meant, input)).or(suggestion),
            }
        }
        error => error,
    }
}

/// Whether two periods end on the same day or in the same month of different years.
fn is_year_slip(one: Period, other: Period) -> bool {
    let (one, other) = (one.last_day(), other.last_day());
    (one.month(), one.day()) == (other.month(), other.day()) && one.year() != other.year()
}

/// The fiscal year of a written year, or its error and the year that is meant.
pub(super) fn fiscal_year(year: WrittenYear, input: &str) -> Result<FiscalYear, (FiscalYearError, Option<FiscalYear>)> {
    let written = kept(input);
    let Some((be, era, fault)) = resolve::year(year, Style::Thai) else {
        return Err((FiscalYearError::NotAFiscalYear { written }, None));
    };
    let known = be.and_then(FiscalYear::within);
    match (fault, era, known) {
        (None, Era::Buddhist, Some(year)) => Ok(year),
        (None, Era::Christian, Some(meant)) => Err((FiscalYearError::ChristianEra { written, meant }, known)),
        (Some(Fault::ShortYear), ..) => Err((FiscalYearError::AmbiguousYear { written, meant: known }, known)),
        _ => Err((FiscalYearError::OutOfRange { written, meant: known }, known)),
    }
}

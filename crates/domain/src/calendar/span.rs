//! Reads a period that names its first and last day or month.

use super::date::BuddhistDate;
use super::fiscal_year::FiscalYear;
use super::lex::{Digits, Token};
use super::lexicon::Word;
use super::period::Period;
use super::point;
use super::resolve::{self, Fault};
use super::style::{Era, Separator};
use super::written_point::{Point, WrittenYear};
use super::year_month::YearMonth;

/// What stands between the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joiner {
    Slash,
    Hyphen { spaced: bool },
    Dash(char),
    Word,
}

/// What is wrong with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanFault {
    /// A day, and the day that is meant.
    Day(Fault, Option<BuddhistDate>),
    /// A month, and the month that is meant.
    Month(Fault, Option<YearMonth>),
    /// A day on one side, a month on the other.
    Mixed,
    /// Neither the text nor the fiscal year gives the year.
    YearMissing,
    /// The last end is before the first one.
    Backwards(Period, Period),
}

/// A period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// `None` when nothing is wrong; then `meant` is known.
    pub(super) fault: Option<SpanFault>,
    pub(super) meant: Option<Period>,
    pub(super) first: Point,
    pub(super) last: Option<(Joiner, Point)>,
    /// Whether each end has its own year in the text.
    pub(super) own_years: bool,
}

/// Reads a period. A year that is missing is that of the other end, or follows from the fiscal year. `None` when the
/// parts are no period.
pub(super) fn span(tokens: &[Token], year: Option<FiscalYear>) -> Option<Span> {
    let (is_open, rest) = match tokens {
        [Token::Word(Word::Between), rest @ ..] => (true, rest),
        _ => (false, tokens),
    };
    let (first, rest) = point::point(rest)?;
    let Some((joiner, rest)) = joiner(rest, is_open) else {
        return (rest.is_empty() && !is_open).then(|| single(first, year)).flatten();
    };
    let (last, rest) = point::point(rest)?;
    if !rest.is_empty() || (joiner == Joiner::Slash && (first.year.is_none() || last.year.is_none())) {
        return None;
    }
    double(first, joiner, last, year)
}

fn joiner(tokens: &[Token], is_open: bool) -> Option<(Joiner, &[Token])> {
    let [token, rest @ ..] = tokens else { return None };
    let joiner = match token {
        Token::Word(Word::To) => Joiner::Word,
        Token::Word(Word::And) if is_open => Joiner::Word,
        Token::Dash(c) => Joiner::Dash(*c),
        Token::Mark {
            separator: Separator::Slash,
            ..
        } => Joiner::Slash,
        Token::Mark {
            separator: Separator::Hyphen,
            spaced,
        } => Joiner::Hyphen { spaced: *spaced },
        _ => return None,
    };
    Some((joiner, rest))
}

fn single(point: Point, year: Option<FiscalYear>) -> Option<Span> {
    let month = point.month?;
    let placed = |fiscal: FiscalYear| Point {
        year: point.year.or_else(|| Some(in_fiscal_year(month, fiscal))),
        ..point
    };
    let end = match (point.year, year) {
        (Some(_), _) => end(&point)?,
        (None, Some(fiscal)) => end(&placed(fiscal))?,
        (None, None) => {
            return Some(Span {
                fault: Some(SpanFault::YearMissing),
                meant: None,
                first: point,
                last: None,
                own_years: false,
            });
        }
    };
    Some(Span {
        fault: end.fault,
        meant: end.meant(),
        first: year.map_or(point, placed),
        last: None,
        own_years: point.year.is_some(),
    })
}

fn double(first: Point, joiner: Joiner, last: Point, year: Option<FiscalYear>) -> Option<Span> {
    let last_month = last.month?;
    let has_month = first.month.is_some();
    let first = match first.month {
        Some(_) => first,
        // `27 – 30 พ.ย. 2566`: only the last day names the month.
        None if last.day.is_some() => Point {
            month: Some(last_month),
            year: last.year,
            style: last.style,
            near: last.near,
            month_first: last.month_first,
            ..first
        },
        None => return None,
    };
    let first_month = first.month?;
    let own_years = has_month && first.year.is_some() && last.year.is_some();
    let is_guess = first.year.is_some() && last.year.is_none();
    let (first, last) = match (first.year, last.year, year) {
        (Some(_), Some(_), _) => (first, last),
        (None, Some(_), _) => (with_year(first, year_before(&last, first_month > last_month)), last),
        (Some(_), None, _) => (first, with_year(last, year_after(&first, last_month < first_month))),
        (None, None, Some(fiscal)) => (
            with_year(first, Some(in_fiscal_year(first_month, fiscal))),
            with_year(last, Some(in_fiscal_year(last_month, fiscal))),
        ),
        (None, None, None) => {
            return Some(Span {
                fault: Some(SpanFault::YearMissing),
                meant: None,
                first,
                last: Some((joiner, last)),
                own_years: false,
            });
        }
    };
    let (from, to) = (end(&first)?, end(&last)?);
    let missing = is_guess.then_some(SpanFault::YearMissing);
    let (meant, order_fault) = joined(from, to);
    Some(Span {
        fault: missing.or(from.fault).or(to.fault).or(order_fault),
        meant,
        first,
        last: Some((joiner, last)),
        own_years,
    })
}

/// One end of a period.
#[derive(Clone, Copy)]
struct End {
    fault: Option<SpanFault>,
    day: Option<BuddhistDate>,
    month: Option<YearMonth>,
}

impl End {
    fn meant(self) -> Option<Period> {
        self.day.map(Into::into).or(self.month.map(Into::into))
    }
}

fn end(point: &Point) -> Option<End> {
    if point.day.is_some() {
        let reading = resolve::day(point)?;
        Some(End {
            fault: reading.fault.map(|fault| SpanFault::Day(fault, reading.meant)),
            day: reading.meant,
            month: None,
        })
    } else {
        let reading = resolve::month(point)?;
        Some(End {
            fault: reading.fault.map(|fault| SpanFault::Month(fault, reading.meant)),
            day: None,
            month: reading.meant,
        })
    }
}

/// The period from one end to the other, and what is wrong with it.
fn joined(from: End, to: End) -> (Option<Period>, Option<SpanFault>) {
    let backwards = |from: Period, to: Period| Some(SpanFault::Backwards(from, to));
    match (from.day, from.month, to.day, to.month) {
        (Some(from), _, Some(to), _) if from <= to => (Some(Period::between_days(from, to)), None),
        (Some(from), _, Some(to), _) => (None, backwards(from.into(), to.into())),
        (_, Some(from), _, Some(to)) if from <= to => (Some(Period::between(from, to)), None),
        (_, Some(from), _, Some(to)) => (None, backwards(from.into(), to.into())),
        (Some(from), _, _, Some(to)) => mixed(from, to.last_day()),
        (_, Some(from), Some(to), _) => mixed(from.first_day(), to),
        _ => (None, None),
    }
}

fn mixed(from: BuddhistDate, to: BuddhistDate) -> (Option<Period>, Option<SpanFault>) {
    let meant = (from <= to).then(|| Period::between_days(from, to));
    (meant, Some(SpanFault::Mixed))
}

fn with_year(point: Point, year: Option<WrittenYear>) -> Point {
    Point { year, ..point }
}

/// The year of the first end: that of the last end, or the one before.
fn year_before(last: &Point, is_earlier: bool) -> Option<WrittenYear> {
    shifted(last, if is_earlier { -1 } else { 0 })
}

fn year_after(first: &Point, is_later: bool) -> Option<WrittenYear> {
    shifted(first, i16::from(is_later))
}

/// The year of a point, some years later, in the same era. A year with a fault stays as it is written, so that the fault is
/// reported.
fn shifted(point: &Point, years: i16) -> Option<WrittenYear> {
    let written = point.year?;
    match resolve::year(written, point.style) {
        Some((Some(be), era, None)) => Some(explicit(be + years, era)),
        _ => Some(written),
    }
}

/// The year of a month of a fiscal year, which begins in October.
fn in_fiscal_year(month: u8, fiscal: FiscalYear) -> WrittenYear {
    let be = i16::try_from(fiscal.get()).unwrap_or(i16::MAX);
    explicit(be - i16::from(month >= 10), Era::Buddhist)
}

fn explicit(be: i16, era: Era) -> WrittenYear {
    let value = era.number(be - super::ERA_OFFSET).unsigned_abs();
    WrittenYear {
        digits: Digits { value, count: 4 },
        era: Some(era),
        unusual: false,
    }
}

//! Reads a period from the parts of a text.

use super::fiscal::{self, Named};
use super::fiscal_year::FiscalYear;
use super::lex::Token;
use super::lexicon::Word;
use super::period::Period;
use super::period_error::PeriodError;
use super::period_refusal::{self, dated, fiscal_year};
use super::quoted::kept;
use super::span::{self, SpanFault};
use super::style::Separator;

/// `None` when the parts are no period.
pub(super) type Outcome = Option<Result<Period, PeriodError>>;

/// Reads the forms without a length.
pub(super) fn read(tokens: &[Token], year: Option<FiscalYear>, input: &str) -> Outcome {
    if let Some(span) = span::span(tokens, year) {
        return Some(dated(&span, input));
    }
    if let Some(outcome) = months_of_year(tokens, input) {
        return Some(outcome);
    }
    if let Some((outer, inner)) = bracketed(tokens) {
        if outer.is_empty() {
            return Some(dated(&span::span(inner, year)?, input));
        }
        if let Some(outcome) = both(outer, inner, year, input).or_else(|| both(inner, outer, year, input)) {
            return Some(outcome);
        }
        // `ไตรมาสที่ 1 (ปีงบประมาณ 2567)`
        let (named, []) = fiscal::named(&[outer, inner].concat())? else {
            return None;
        };
        return Some(part(named, year, input));
    }
    let (named, rest) = fiscal::named(tokens)?;
    if rest.is_empty() {
        return Some(part(named, year, input));
    }
    if let Some(outcome) = two_parts(named, rest, input) {
        return Some(outcome);
    }
    // `รอบ 12 เดือน ต.ค. 66 - ก.ย. 67`: brackets may be missing.
    let (name, _) = tokens.split_at_checked(tokens.len() - rest.len())?;
    let dates = match rest {
        [Token::Colon | Token::Comma, dates @ ..] => dates,
        _ => rest,
    };
    if named.is_ambiguous {
        None
    } else {
        both(name, dates, year, input)
    }
}

/// `ไตรมาสที่ 4 ปี 2566 - ไตรมาสที่ 1 ปี 2567`: both parts have their year.
fn two_parts(first: Named, rest: &[Token], input: &str) -> Outcome {
    let [
        Token::Word(Word::To)
        | Token::Dash(_)
        | Token::Mark {
            separator: Separator::Hyphen,
            ..
        },
        rest @ ..,
    ] = rest
    else {
        return None;
    };
    let is_second = |read: &(Named, &[Token])| read.1.is_empty() && !read.0.is_ambiguous;
    let (second, _) = fiscal::named(rest)
        .filter(is_second)
        .or_else(|| fiscal::named_like(first, rest).filter(is_second))?;
    (first.year.is_some() && second.year.is_some()).then_some(())?;
    // A suggestion for a refused part would lose the other part, so the text is refused as no period.
    let (Ok(from), Ok(to)) = (part(first, None, input), part(second, None, input)) else {
        return None;
    };
    Some(if from.from() <= to.from() {
        Ok(Period::between(from.from(), to.to()))
    } else {
        Err(PeriodError::EndsBeforeItBegins {
            from,
            to,
            suggestion: Some(Period::between(to.from(), from.to()).buddhist_iso()),
        })
    })
}

/// `ต.ค. - ธ.ค. ปีงบประมาณ 2567`
fn months_of_year(tokens: &[Token], input: &str) -> Outcome {
    let place = tokens
        .iter()
        .position(|token| *token == Token::Word(Word::FiscalYear))?;
    let (months, behind) = tokens.split_at_checked(place)?;
    let months = match months {
        [months @ .., Token::Word(Word::Of)] => months,
        _ => months,
    };
    let without_year = span::span(months, None)?;
    let (written, []) = fiscal::year(behind)? else {
        return None;
    };
    if without_year.fault != Some(SpanFault::YearMissing) {
        return None;
    }
    Some(match fiscal_year(written, input) {
        Ok(year) => dated(&span::span(months, Some(year))?, input),
        Err((error, meant)) => {
            let meant = meant.and_then(|year| span::span(months, Some(year))?.meant);
            Err(PeriodError::FiscalYear {
                error,
                suggestion: meant.map(|period| period_refusal::thai(period, input)),
            })
        }
    })
}

/// What stands before brackets, and in them, when nothing follows them.
fn bracketed(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let [before @ .., Token::Close] = tokens else {
        return None;
    };
    let place = before.iter().position(|token| *token == Token::Open)?;
    let (outer, inner) = before.split_at_checked(place)?;
    Some((outer, inner.get(1..)?))
}

/// A part of a fiscal year by its name.
fn part(named: Named, year: Option<FiscalYear>, input: &str) -> Result<Period, PeriodError> {
    let not_one = || period_refusal::not_one(input);
    let known = match (named.year, year) {
        (Some(written), _) => fiscal_year(written, input),
        (None, Some(year)) => Ok(year),
        (None, None) => {
            return Err(PeriodError::YearMissing {
                written: kept(input),
                suggestion: None,
            });
        }
    };
    match known {
        Ok(fiscal) if named.is_ambiguous => Err(PeriodError::AmbiguousYear {
            written: kept(input),
            fiscal,
        }),
        Ok(year) => named.unit.period(year).ok_or_else(not_one),
        Err((error, meant)) => Err(PeriodError::FiscalYear {
            error,
            suggestion: meant.map(|year| period_refusal::named(named.unit, year, input)),
        }),
    }
}

/// The name of a part of a fiscal year, and the dates of it.
fn both(name: &[Token], dates: &[Token], year: Option<FiscalYear>, input: &str) -> Outcome {
    let (named, []) = fiscal::named(name)? else { return None };
    let stated = match named.year {
        None => None,
        Some(written) => match fiscal_year(written, input) {
            Ok(year) => Some(year),
            Err(_) => return Some(part(named, year, input)),
        },
    };
    let span = span::span(dates, stated.or(year))?;
    let dates = match dated(&span, input) {
        Ok(dates) => dates,
        Err(error) => return Some(Err(error)),
    };
    let agreed = stated.unwrap_or_else(|| dates.from().fiscal_year());
    // The dates tell which year an ambiguous one is.
    if named.is_ambiguous && calendar_year(agreed).is_some_and(|year| year.has_days_of(dates)) {
        return Some(Ok(dates));
    }
    Some(match named.unit.period(agreed) {
        Some(period) if period.has_days_of(dates) => Ok(dates),
        Some(period) => Err(period_refusal::disagrees(period, dates, input)),
        None => Err(period_refusal::not_one(input)),
    })
}

/// January to December of the same number.
fn calendar_year(year: FiscalYear) -> Option<Period> {
    let first = year.months().from();
    Some(Period::between(first.plus_months(3)?, first.plus_months(14)?))
}

//! Reads a part of a fiscal year by its name: a quarter, half a year, a reporting round, the year.

use super::fiscal_year::FiscalYear;
use super::lex::Token;
use super::lexicon::Word;
use super::period::Period;
use super::style::Separator;
use super::written_point::{self, WrittenYear};

/// A part of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// From one quarter to another, 1–4.
    Quarters(u8, u8),
    /// The first six months or the last ones.
    Half { first: bool },
    /// All twelve months.
    Whole,
}

impl Unit {
    /// Its months.
    pub(super) fn period(self, year: FiscalYear) -> Option<Period> {
        let (from, to) = match self {
            Self::Quarters(from, to) => (from, to),
            Self::Half { first: true } => (1, 2),
            Self::Half { first: false } => (3, 4),
            Self::Whole => return Some(year.months()),
        };
        Some(Period::between(year.quarter(from)?.from(), year.quarter(to)?.to()))
    }

    /// Its name with a year, in a form that is read.
    pub(super) fn thai(self, year: FiscalYear) -> String {
        let year = year.thai();
        match self {
            Self::Quarters(from, to) if from == to => format!("ไตรมาสที่ {from} {year}"),
            Self::Quarters(from, to) => format!("ไตรมาสที่ {from} - {to} {year}"),
            Self::Half { first: true } => format!("รอบ 6 เดือนแรก {year}"),
            Self::Half { first: false } => format!("รอบ 6 เดือนหลัง {year}"),
            Self::Whole => year,
        }
    }
}

/// A part of a fiscal year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) unit: Unit,
    /// `None` when the text does not give it.
    pub(super) year: Option<WrittenYear>,
    /// Whether the year may be a calendar year: `ปี 2567`.
    pub(super) is_ambiguous: bool,
}

type Rest<'a> = &'a [Token];

/// Reads the name of a part of a fiscal year from the beginning.
pub(super) fn named(tokens: Rest<'_>) -> Option<(Named, Rest<'_>)> {
    let tokens = after(tokens, Word::Of);
    whole(tokens).or_else(|| {
        let (unit, rest) = unit(tokens)?;
        let (year, rest) = match year(rest) {
            Some((year, rest)) => (Some(year), rest),
            None => (None, rest),
        };
        let named = Named {
            unit,
            year,
            is_ambiguous: false,
        };
        Some((named, rest))
    })
}

/// `ปีงบประมาณ 2567`, perhaps with a unit behind it; `ตลอดปีงบประมาณ`; `ปี 2567`, which is ambiguous.
fn whole(tokens: Rest<'_>) -> Option<(Named, Rest<'_>)> {
    let (is_whole, rest) = match tokens {
        [Token::Word(Word::Whole), rest @ ..] => (true, rest),
        _ => (false, tokens),
    };
    let is_fiscal = matches!(rest, [Token::Word(Word::FiscalYear), ..]);
    let is_year = is_fiscal || matches!(rest, [Token::Word(Word::Year), ..]);
    let behind = after(after(rest, Word::FiscalYear), Word::Year);
    let named = |unit, year| Named {
        unit,
        year,
        is_ambiguous: !is_fiscal && year.is_some(),
    };
    match written_point::written_year(behind) {
        Some((year, rest)) if is_year || (!is_whole && (year.era.is_some() || year.digits.count == 4)) => {
            let named = named(Unit::Whole, Some(year));
            match unit(after(rest, Word::Of)) {
                // A quarter always belongs to a fiscal year.
                Some((unit, rest)) if is_year && !is_whole => Some((
                    Named {
                        unit,
                        is_ambiguous: false,
                        ..named
                    },
                    rest,
                )),
                _ => Some((named, rest)),
            }
        }
        Some(_) => None,
        None => (is_whole && is_year).then(|| (named(Unit::Whole, None), behind)),
    }
}

fn unit(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    match tokens {
        [Token::Word(Word::Quarter), Token::Word(Word::First), rest @ ..] => Some((Unit::Quarters(1, 1), rest)),
        [Token::Word(Word::Quarter), rest @ ..] => quarters(rest),
        [Token::Word(Word::Half), Token::Word(half), rest @ ..] => Some((
            Unit::Half {
                first: is_first(*half)?,
            },
            rest,
        )),
        [Token::Word(Word::Round), rest @ ..] => months(rest).or_else(|| half_of_months(rest)),
        _ => half_of_months(tokens),
    }
}

fn quarters(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    let (from, rest) = quarter(tokens)?;
    let second = match rest {
        [
            Token::Word(Word::To | Word::And)
            | Token::Dash(_)
            | Token::Comma
            | Token::Mark {
                separator: Separator::Hyphen,
                ..
            },
            rest @ ..,
        ] => quarter(after(rest, Word::Quarter)),
        _ => None,
    };
    match second {
        // `ไตรมาส 1 และ 3` is not one period.
        Some((to, _)) if to < from => None,
        Some((to, _)) if matches!(rest, [Token::Word(Word::And) | Token::Comma, ..]) && to != from + 1 => None,
        Some((to, rest)) => Some((Unit::Quarters(from, to), rest)),
        None => Some((Unit::Quarters(from, from), rest)),
    }
}

fn quarter(tokens: Rest<'_>) -> Option<(u8, Rest<'_>)> {
    let [Token::Number(number), rest @ ..] = after(tokens, Word::Ordinal) else {
        return None;
    };
    let number = number.small().filter(|number| (1..=4).contains(number))?;
    Some((number, rest))
}

/// `6 เดือน`, `12 เดือน` behind `รอบ`. The round of six months is the first one.
fn months(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    let [Token::Number(number), Token::Word(Word::Month12), rest @ ..] = tokens else {
        return None;
    };
    match (number.small()?, rest) {
        (6, [Token::Word(half @ (Word::First | Word::Second)), rest @ ..]) => Some((
            Unit::Half {
                first: is_first(*half)?,
            },
            rest,
        )),
        (6, rest) => Some((Unit::Half { first: true }, rest)),
        (12, rest) => Some((Unit::Whole, rest)),
        _ => None,
    }
}

/// `6 เดือนแรก`, `6 เดือนหลัง`
fn half_of_months(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    match tokens {
        [
            Token::Number(number),
            Token::Word(Word::Month12),
            Token::Word(half),
            rest @ ..,
        ] if number.small() == Some(6) => Some((
            Unit::Half {
                first: is_first(*half)?,
            },
            rest,
        )),
        _ => None,
    }
}

fn is_first(half: Word) -> Option<bool> {
    match half {
        Word::First => Some(true),
        Word::Second => Some(false),
        _ => None,
    }
}

/// The year behind a unit. It is a fiscal year, whatever stands before it: `/2567`, `ปี 2567`, `ปีงบประมาณ พ.ศ. 2567`. Two
/// digits need a slash or a word before them.
pub(super) fn year(tokens: Rest<'_>) -> Option<(WrittenYear, Rest<'_>)> {
    let rest = match tokens {
        [
            Token::Mark {
                separator: Separator::Slash,
                ..
            },
            rest @ ..,
        ] => rest,
        _ => after(tokens, Word::Of),
    };
    let rest = after(rest, Word::FiscalYear);
    if rest.len() == tokens.len() && matches!(rest, [Token::Number(digits), ..] if digits.count != 4) {
        return None;
    }
    written_point::written_year(rest)
}

fn after(tokens: Rest<'_>, word: Word) -> Rest<'_> {
    match tokens {
        [Token::Word(first), rest @ ..] if *first == word => rest,
        _ => tokens,
    }
}

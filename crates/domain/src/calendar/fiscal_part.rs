//! The parts of a fiscal year: a quarter, half a year, a number of months, the year. Reads their names without the year.

use super::fiscal_year::FiscalYear;
use super::lex::Token;
use super::lexicon::Word;
use super::period::Period;
use super::style::Separator;
use super::written_point::{Rest, after_word};

/// A part of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// From one quarter to another, 1–4.
    Quarters(u8, u8),
    /// So many first or last months, 1–11.
    Months { count: u8, first: bool },
    /// All twelve months.
    Whole,
}

impl Unit {
    /// Half a year.
    pub(super) const fn half(first: bool) -> Self {
        Self::Months { count: 6, first }
    }

    /// Its months; `None` outside the calendar.
    pub(super) fn period(self, year: FiscalYear) -> Option<Period> {
        match self {
            Self::Quarters(from, to) => Some(Period::between(year.quarter(from)?.from(), year.quarter(to)?.to())),
            Self::Months { count, first: true } => {
                let from = year.quarter(1)?.from();
                Some(Period::between(from, from.plus_months(i32::from(count) - 1)?))
            }
            Self::Months { count, first: false } => {
                let to = year.quarter(4)?.to();
                Some(Period::between(to.plus_months(1 - i32::from(count))?, to))
            }
            Self::Whole => Some(year.months()),
        }
    }

    /// Its name with a year, in a form that is read.
    pub(super) fn thai(self, year: FiscalYear) -> String {
        let year = year.thai();
        match self {
            Self::Quarters(from, to) if from == to => format!("ไตรมาสที่ {from} {year}"),
            Self::Quarters(from, to) => format!("ไตรมาสที่ {from} - {to} {year}"),
            Self::Months { count, first: true } => format!("รอบ {count} เดือนแรก {year}"),
            Self::Months { count, first: false } => format!("รอบ {count} เดือนหลัง {year}"),
            Self::Whole => year,
        }
    }
}

/// Reads a quarter, half a year, or a number of months from the beginning.
pub(super) fn unit(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    quarter_unit(tokens)
        .or_else(|| half(after_word(tokens, Word::Round)))
        .or_else(|| months(tokens))
}

/// A number in digits or in letters: `2`, `สอง`.
pub(super) fn number(tokens: Rest<'_>) -> Option<(u8, Rest<'_>)> {
    match tokens {
        [Token::Number(number), rest @ ..] => Some((number.small()?, rest)),
        [Token::Word(Word::Count(number)), rest @ ..] => Some((*number, rest)),
        _ => None,
    }
}

fn quarter_unit(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    match tokens {
        [Token::Word(Word::Quarter), Token::Word(Word::First), rest @ ..]
        | [Token::Word(Word::First), Token::Word(Word::Quarter), rest @ ..] => Some((Unit::Quarters(1, 1), rest)),
        [Token::Word(Word::Quarter), Token::Word(Word::Last), rest @ ..]
        | [Token::Word(Word::Last), Token::Word(Word::Quarter), rest @ ..] => Some((Unit::Quarters(4, 4), rest)),
        [Token::Word(Word::Second), Token::Word(Word::Quarter), rest @ ..] => Some((Unit::Quarters(2, 2), rest)),
        [Token::Word(Word::Quarter), rest @ ..] => quarters(rest),
        _ => some_quarters(tokens).or_else(|| {
            let (quarter, rest) = quarter(tokens)?;
            let [Token::Word(Word::Quarter), rest @ ..] = after_word(rest, Word::Suffix) else {
                return None;
            };
            // `2 ไตรมาส` is a length; only `2nd quarter` and `third quarter` count.
            let is_ordinal = matches!(tokens, [Token::Word(_), ..] | [_, Token::Word(Word::Suffix), ..]);
            is_ordinal.then_some((Unit::Quarters(quarter, quarter), rest))
        }),
    }
}

/// `2 ไตรมาสแรก`, `สองไตรมาสสุดท้าย`, `first two quarters`
fn some_quarters(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    let (count, is_first, rest) = counted(tokens, Word::Quarter)?;
    (1..=3).contains(&count).then(|| {
        let unit = if is_first {
            Unit::Quarters(1, count)
        } else {
            Unit::Quarters(5 - count, 4)
        };
        (unit, rest)
    })
}

/// So many first or last ones: `6 เดือนแรก`, `first 6 months`.
fn counted(tokens: Rest<'_>, counted: Word) -> Option<(u8, bool, Rest<'_>)> {
    if let [Token::Word(word), rest @ ..] = tokens
        && let Some(is_first) = is_first(*word)
        && let Some((count, [Token::Word(unit), rest @ ..])) = number(rest)
        && *unit == counted
    {
        return Some((count, is_first, rest));
    }
    let (count, [Token::Word(unit), Token::Word(word), rest @ ..]) = number(tokens)? else {
        return None;
    };
    (*unit == counted).then_some((count, is_first(*word)?, rest))
}

/// One quarter, two as the ends of a period, or a list of consecutive ones.
fn quarters(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    let (from, mut rest) = quarter(tokens)?;
    let mut to = from;
    while let Some((next, is_list, behind)) = next_quarter(rest) {
        // `ไตรมาส 1 และ 3` is not one period, and `ไตรมาส 1 - 2 - 3` says nothing that can be known.
        if if is_list {
            next != to + 1
        } else {
            next < to || to != from
        } {
            return None;
        }
        (to, rest) = (next, behind);
    }
    Some((Unit::Quarters(from, to), rest))
}

/// The next quarter, whether it is one more of a list, and what follows it.
fn next_quarter(tokens: Rest<'_>) -> Option<(u8, bool, Rest<'_>)> {
    let (is_list, rest) = match tokens {
        [Token::Comma, Token::Word(Word::And), rest @ ..] | [Token::Word(Word::And) | Token::Comma, rest @ ..] => {
            (true, rest)
        }
        [
            Token::Word(Word::To)
            | Token::Dash(_)
            | Token::Mark {
                separator: Separator::Hyphen,
                ..
            },
            rest @ ..,
        ] => (false, rest),
        _ => return None,
    };
    let (next, behind) = quarter(after_word(rest, Word::Quarter))?;
    Some((next, is_list, behind))
}

/// `1`, `ที่ 1`, `ที่หนึ่ง`
pub(super) fn quarter(tokens: Rest<'_>) -> Option<(u8, Rest<'_>)> {
    let (number, rest) = number(after_word(tokens, Word::Ordinal))?;
    (1..=4).contains(&number).then_some((number, rest))
}

/// `ครึ่งปีแรก`, `ครึ่งปีที่ 2`, `second half`
fn half(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    match tokens {
        [Token::Word(Word::Half), Token::Word(word), rest @ ..]
        | [Token::Word(word), Token::Word(Word::Half), rest @ ..]
            if is_first(*word).is_some() =>
        {
            Some((Unit::half(is_first(*word)?), rest))
        }
        [Token::Word(Word::Half), rest @ ..] => {
            let (number, rest) = number(after_word(rest, Word::Ordinal))?;
            (1..=2).contains(&number).then(|| (Unit::half(number == 1), rest))
        }
        _ => None,
    }
}

/// `6 เดือนแรก`, `รอบ 6 เดือน`, `รอบ 12 เดือน`. A round of less than twelve months is the first one.
fn months(tokens: Rest<'_>) -> Option<(Unit, Rest<'_>)> {
    let behind = after_word(tokens, Word::Round);
    if let Some((count, first, rest)) = counted(behind, Word::Month12) {
        return (1..=11)
            .contains(&count)
            .then_some((Unit::Months { count, first }, rest));
    }
    let is_before = behind.len() < tokens.len();
    let (count, rest) = number(behind)?;
    let rest = match rest {
        [Token::Word(Word::Month12), rest @ ..] if is_before => rest,
        [Token::Word(Word::Year), rest @ ..] if is_before && count == 1 => return Some((Unit::Whole, rest)),
        // `6-month round`
        [
            Token::Mark {
                separator: Separator::Hyphen,
                ..
            },
            Token::Word(Word::Month12),
            Token::Word(Word::Round),
            rest @ ..,
        ] => rest,
        _ => return None,
    };
    match count {
        3 | 6 | 9 => Some((Unit::Months { count, first: true }, rest)),
        12 => Some((Unit::Whole, rest)),
        _ => None,
    }
}

fn is_first(word: Word) -> Option<bool> {
    match word {
        Word::First => Some(true),
        Word::Second | Word::Last => Some(false),
        _ => None,
    }
}

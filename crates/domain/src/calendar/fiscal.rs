//! Reads a part of a fiscal year by its name and its year.

use super::fiscal_part::{self, Unit, unit};
use super::lex::Token;
use super::lexicon::Word;
use super::style::Separator;
use super::written_point::{self, Rest, WrittenYear, after_word as after};

/// A part of a fiscal year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) unit: Unit,
    /// `None` when the text does not give it.
    pub(super) year: Option<WrittenYear>,
    /// Whether the year may be a calendar year: `ปี 2567`.
    pub(super) is_ambiguous: bool,
}

/// The second part of two, which does not repeat the word of the first: `ไตรมาส 1/2567 - 2/2567`, `ปีงบประมาณ 2566 - 2567`.
pub(super) fn named_like(first: Named, tokens: Rest<'_>) -> Option<(Named, Rest<'_>)> {
    let (unit, rest) = match first.unit {
        Unit::Quarters(..) => {
            let (number, rest) = fiscal_part::quarter(tokens)?;
            (Unit::Quarters(number, number), rest)
        }
        Unit::Whole if !first.is_ambiguous => (Unit::Whole, tokens),
        Unit::Whole | Unit::Months { .. } => return None,
    };
    let (year, rest) = match unit {
        Unit::Whole => written_point::written_year(rest)?,
        _ => year(rest)?,
    };
    let named = Named {
        unit,
        year: Some(year),
        is_ambiguous: false,
    };
    Some((named, rest))
}

/// Reads the name of a part of a fiscal year from the beginning.
pub(super) fn named(tokens: Rest<'_>) -> Option<(Named, Rest<'_>)> {
    let tokens = after(tokens, Word::Of);
    whole(tokens).or_else(|| {
        let (unit, rest) = unit(tokens)?;
        let (year, rest) = match year(rest) {
            Some((year, rest)) => (Some(year), rest),
            // `ไตรมาสที่ 1 ของปีงบประมาณ`
            None => (None, after(after(after(rest, Word::Of), Word::FiscalYear), Word::Year)),
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
    // `รอบปีงบประมาณ 2567`
    let rest = match rest {
        [Token::Word(Word::Round), year @ ..] if matches!(year, [Token::Word(Word::FiscalYear), ..]) => year,
        _ => rest,
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
            match unit(after(before_quarter(rest), Word::Of)) {
                // A quarter always belongs to a fiscal year.
                Some((unit, rest)) if !is_whole => Some((
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

/// Without the mark of `2567/Q2`.
fn before_quarter(tokens: Rest<'_>) -> Rest<'_> {
    match tokens {
        [Token::Mark { .. }, rest @ ..] if matches!(rest, [Token::Word(Word::Quarter), ..]) => rest,
        _ => tokens,
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

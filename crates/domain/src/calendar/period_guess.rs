//! What is probably meant by a text that is no period. It is suggested, never read.

use super::fiscal;
use super::fiscal_part::{self, Unit};
use super::fiscal_year::FiscalYear;
use super::length;
use super::lex::{self, Token};
use super::lexicon::Word;
use super::period::Period;
use super::period_read::read;
use super::period_refusal;
use super::point;
use super::span;
use super::style::Separator;

/// The period that is probably meant, in a form that is read.
pub(super) fn probable(tokens: &[Token], year: Option<FiscalYear>, input: &str) -> Option<String> {
    let meant = from_begin(tokens, year, input)
        .or_else(|| round(tokens, year, input))
        .or_else(|| listed_months(tokens, year))
        .or_else(|| within(tokens, year, input))
        .or_else(|| beside_remark(year, input))?;
    Some(period_refusal::thai(meant, input))
}

/// `ตั้งแต่ 1 ต.ค. 2564 (6 เดือน)`: the length gives the end.
fn from_begin(tokens: &[Token], year: Option<FiscalYear>, input: &str) -> Option<Period> {
    let (length, begin) = length::split(tokens)?;
    let [Token::Word(Word::Between), begin @ ..] = begin else {
        return None;
    };
    length.from(read(begin, year, input)?.ok()?)
}

/// `6 เดือน ปีงบประมาณ 2567` without its word, and `รอบที่ 2/2567` of two rounds a year.
fn round(tokens: &[Token], year: Option<FiscalYear>, input: &str) -> Option<Period> {
    if let [Token::Word(Word::Round), rest @ ..] = tokens {
        let (number, rest) = match rest {
            [Token::Word(Word::First), rest @ ..] => (1, rest),
            [Token::Word(Word::Second | Word::Last), rest @ ..] => (2, rest),
            [Token::Word(Word::Ordinal), rest @ ..] | rest => fiscal_part::number(rest)?,
        };
        let unit = (1..=2).contains(&number).then(|| Unit::half(number == 1))?;
        let year = match fiscal::year(rest) {
            Some((written, [])) => period_refusal::fiscal_year(written, input).ok()?,
            None if rest.is_empty() => year?,
            _ => return None,
        };
        return unit.period(year);
    }
    let (count, [Token::Word(Word::Month12), ..]) = fiscal_part::number(tokens)? else {
        return None;
    };
    let round = [&[Token::Word(Word::Round)], tokens].concat();
    matches!(count, 6 | 12)
        .then(|| read(&round, year, input))
        .flatten()?
        .ok()
}

/// Consecutive months, each by its name: `ต.ค., พ.ย. และ ธ.ค. 2566`.
fn listed_months(tokens: &[Token], year: Option<FiscalYear>) -> Option<Period> {
    let (first, mut rest) = point::point(tokens)?;
    let (begin, _) = tokens.split_at_checked(tokens.len() - rest.len())?;
    let (mut count, mut before, mut last) = (1, first, begin);
    while !rest.is_empty() {
        let next = match rest {
            [Token::Comma, Token::Word(Word::And), next @ ..]
            | [
                Token::Comma
                | Token::Word(Word::And)
                | Token::Mark {
                    separator: Separator::Slash,
                    ..
                },
                next @ ..,
            ] => next,
            _ => rest,
        };
        let (month, behind) = point::point(next)?;
        let is_next = month.day.is_none() && month.month? == before.month? % 12 + 1;
        is_next.then_some(())?;
        (last, _) = next.split_at_checked(next.len() - behind.len())?;
        (count, before, rest) = (count + 1, month, behind);
    }
    let ends = [begin, &[Token::Word(Word::To)], last].concat();
    let span = span::span(&ends, year).filter(|span| span.fault.is_none())?;
    let is_listed = |meant: &Period| count > 1 && !meant.is_by_day() && meant.month_count() == count;
    span.meant.filter(is_listed)
}

/// `ภายในไตรมาสที่ 2/2567`. A day behind it is the last one of a time that begins somewhere else.
fn within(tokens: &[Token], year: Option<FiscalYear>, input: &str) -> Option<Period> {
    let [Token::Word(Word::Within), rest @ ..] = tokens else {
        return None;
    };
    read(rest, year, input)?.ok().filter(|period| !period.is_by_day())
}

/// `1 ต.ค. 2564 ถึง 31 มี.ค. 2565 (ตามแผน)`, `รอบที่ 1 (ต.ค. 64 - มี.ค. 65)`: what is no period by itself is a remark beside the
/// period, unless it has a year of its own.
fn beside_remark(year: Option<FiscalYear>, input: &str) -> Option<Period> {
    let inner = input.trim_end().strip_suffix([')', ']'])?;
    let (outer, inner) = inner.split_at_checked(inner.rfind(['(', '['])?)?;
    let inner = inner.get(1..)?;
    let period = |text: &str| read(&lex::tokens(text)?, year, text);
    match (period(outer), period(inner)) {
        (Some(meant), None) if !has_year(inner) => meant.ok(),
        (None, Some(meant)) if !has_year(outer) => meant.ok(),
        _ => None,
    }
}

/// Whether a text has a number of four digits or more.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_numeric())
        .any(|number| number.chars().count() >= 4)
}

//! Reads one day or one month from the parts of a text. Parts that are missing stay missing: the other end of a period, or
//! a fiscal year, may give them.

use super::lex::Token;
use super::lexicon::Word;
use super::named_month::{name_first, named};
use super::numeric::{day_only, numbered, numeric};
use super::written_point::{Point, Rest, after_word};

/// Reads a day or a month from the beginning.
pub(super) fn point(tokens: Rest<'_>) -> Option<(Point, Rest<'_>)> {
    let (weekday, rest) = lead(tokens);
    let (point, rest) = numeric(rest)
        .or_else(|| name_first(rest))
        .or_else(|| named(rest))
        .or_else(|| numbered(rest))
        .or_else(|| day_only(rest))?;
    let (behind, rest) = weekday_behind(rest);
    if weekday.is_some() && behind.is_some() {
        return None;
    }
    let weekday = weekday.or(behind);
    Some((Point { weekday, ..point }, rest))
}

/// The words before a date: `ณ วันที่`, `ประจำวันที่`, `วันพุธที่`, `Wed,`.
fn lead(tokens: Rest<'_>) -> (Option<u8>, Rest<'_>) {
    let rest = after_word(tokens, Word::On);
    let rest = after_word(rest, Word::Of);
    match rest {
        [Token::Word(Word::DayOf), Token::Word(Word::Weekday(day)), rest @ ..]
        | [Token::Word(Word::Weekday(day)), rest @ ..] => {
            let rest = match rest {
                [Token::Word(Word::Ordinal | Word::Day) | Token::Comma, rest @ ..] => rest,
                _ => rest,
            };
            (Some(*day), rest)
        }
        _ => (None, after_word(rest, Word::Day)),
    }
}

/// The weekday in brackets behind a date: `24 เมษายน 2567 (วันพุธ)`.
fn weekday_behind(tokens: Rest<'_>) -> (Option<u8>, Rest<'_>) {
    match tokens {
        [
            Token::Open,
            Token::Word(Word::DayOf),
            Token::Word(Word::Weekday(day)),
            Token::Close,
            rest @ ..,
        ]
        | [Token::Open, Token::Word(Word::Weekday(day)), Token::Close, rest @ ..] => (Some(*day), rest),
        _ => (None, tokens),
    }
}

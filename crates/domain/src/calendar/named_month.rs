//! Reads days and months with the name of the month.

use super::lex::Token;
use super::lexicon::Word;
use super::month_name::Language;
use super::style::Style;
use super::written_point::{Point, Rest, WrittenYear, after_word, written_year};

/// `April 24, 2024`: the name of the month comes first only in English.
pub(super) fn name_first(tokens: Rest<'_>) -> Option<(Point, Rest<'_>)> {
    let [Token::Word(word), Token::Number(day), rest @ ..] = tokens else {
        return None;
    };
    let (month, Language::English, near) = month_of(*word)? else {
        return None;
    };
    let day = day.small()?;
    let rest = after_word(rest, Word::Suffix);
    let rest = match rest {
        [Token::Comma, rest @ ..] => rest,
        _ => rest,
    };
    let [Token::Number(year), ..] = rest else { return None };
    if year.count != 4 {
        return None;
    }
    let (year, rest) = written_year(rest)?;
    let point = Point {
        day: Some(day),
        month: Some(month),
        year: Some(year),
        near,
        ..Point::new(Style::English)
    };
    Some((point, rest))
}

/// A month by its name, perhaps with a day before it and a year behind it.
pub(super) fn named(tokens: Rest<'_>) -> Option<(Point, Rest<'_>)> {
    let (day, rest) = match tokens {
        [Token::Number(day), rest @ ..] => {
            let rest = after_word(rest, Word::Suffix);
            let rest = after_word(after_mark(rest), Word::Of);
            (Some(day.small()?), rest)
        }
        _ => (None, tokens),
    };
    let [Token::Word(word), rest @ ..] = after_word(rest, Word::Month12) else {
        return None;
    };
    let (month, language, near) = month_of(*word)?;
    let (year, rest) = match year_behind(rest) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, rest),
    };
    let style = match language {
        Language::Thai => Style::Thai,
        Language::English => Style::English,
    };
    let point = Point {
        day,
        month: Some(month),
        year,
        near,
        ..Point::new(style)
    };
    Some((point, rest))
}

/// The month, the language of its name, and whether the name is only near to it.
fn month_of(word: Word) -> Option<(u8, Language, bool)> {
    match word {
        Word::Month(month, language) => Some((month, language, false)),
        Word::NearMonth(month, language) => Some((month, language, true)),
        _ => None,
    }
}

fn after_mark(tokens: Rest<'_>) -> Rest<'_> {
    match tokens {
        [Token::Mark { .. }, rest @ ..] => rest,
        _ => tokens,
    }
}

/// The year behind the name of a month. A small number behind a hyphen is the next day when a month follows it:
/// `27 พ.ย. - 2 ธ.ค.`
fn year_behind(tokens: Rest<'_>) -> Option<(WrittenYear, Rest<'_>)> {
    if let [Token::Mark { .. }, Token::Number(number), next, ..] = tokens
        && number.count < 4
        && begins_month(*next, tokens)
    {
        return None;
    }
    let rest = match tokens {
        [Token::Mark { .. } | Token::Comma, rest @ ..] => rest,
        _ => tokens,
    };
    written_year(rest)
}

/// Whether a month follows, at once or behind a mark.
fn begins_month(next: Token, tokens: Rest<'_>) -> bool {
    let is_month = |token: &Token| {
        matches!(
            token,
            Token::Word(Word::Month(..) | Word::NearMonth(..) | Word::Month12 | Word::Of)
        )
    };
    let behind = tokens.get(3);
    is_month(&next) || (matches!(next, Token::Mark { .. }) && behind.is_some_and(is_month))
}

//! A day or a month as written.

use super::lex::{Digits, Token};
use super::lexicon::Word;
use super::style::{Era, Style};

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenYear {
    pub(super) digits: Digits,
    /// The era that the text states.
    pub(super) era: Option<Era>,
    /// Whether two digits stand where the order of the numbers is unusual, so that the century is a guess.
    pub(super) unusual: bool,
}

/// A day or a month as written. The numbers need not exist in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) weekday: Option<u8>,
    pub(super) day: Option<u8>,
    /// `None` when only the day is written.
    pub(super) month: Option<u8>,
    pub(super) year: Option<WrittenYear>,
    pub(super) style: Style,
    /// Whether the name of the month is only near to the name of a month.
    pub(super) near: bool,
    /// Whether the month stands before the day, as in American dates.
    pub(super) month_first: bool,
}

impl Point {
    pub(super) const fn new(style: Style) -> Self {
        Self {
            weekday: None,
            day: None,
            month: None,
            year: None,
            style,
            near: false,
            month_first: false,
        }
    }
}

/// The parts that follow what was read.
pub(super) type Rest<'a> = &'a [Token];

/// What follows a word, if it is there.
pub(super) fn after_word(tokens: Rest<'_>, word: Word) -> Rest<'_> {
    match tokens {
        [Token::Word(first), rest @ ..] if *first == word => rest,
        _ => tokens,
    }
}

/// A year with the words around it: `ปี พ.ศ. 2566`, `2566 B.E.`
pub(super) fn written_year(tokens: Rest<'_>) -> Option<(WrittenYear, Rest<'_>)> {
    let rest = after_word(tokens, Word::Year);
    let (before, rest) = era(rest);
    let [Token::Number(digits), rest @ ..] = rest else {
        return None;
    };
    let (behind, rest) = if before.is_none() { era(rest) } else { (None, rest) };
    digits.is_year().then_some((
        WrittenYear {
            digits: *digits,
            era: before.or(behind),
            unusual: false,
        },
        rest,
    ))
}

fn era(tokens: Rest<'_>) -> (Option<Era>, Rest<'_>) {
    match tokens {
        [Token::Word(Word::Buddhist), rest @ ..] => (Some(Era::Buddhist), rest),
        [Token::Word(Word::Christian), rest @ ..] => (Some(Era::Christian), rest),
        _ => (None, tokens),
    }
}

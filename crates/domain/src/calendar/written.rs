//! Parses the written forms of dates and months. Other modules check whether the day or month exists, so that they can
//! suggest the nearest one.

use super::ERA_OFFSET;
use super::month_name::{self, Language};
use crate::text;

/// The maximum length of a text that is parsed, in bytes. Every written form of a date or a period is far shorter.
const BYTES_MAX: usize = 400;

/// The first year that is read as B.E. when no era is given. Earlier years are Gregorian.
const FIRST_BUDDHIST_YEAR: i16 = 2400;

/// The B.E. century of years that are written with two digits.
const SHORT_YEAR_CENTURY: i16 = 2500;

/// The era in which a year was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    Buddhist,
    Christian,
}

/// A year as written, not yet checked against the supported range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Year {
    /// The Gregorian year.
    pub(super) ce: i16,
    pub(super) era: Era,
}

impl Year {
    /// A year from its digits and the era that the text states, if any. `None` unless it has four digits, or two where
    /// they are allowed.
    fn of(digits: &str, stated: Option<Era>, short: ShortYear) -> Option<Self> {
        let number: i16 = digits.parse().ok()?;
        let (number, era) = match (digits.len(), short, stated) {
            (4, _, Some(era)) => (number, era),
            (4, _, None) if number < FIRST_BUDDHIST_YEAR => (number, Era::Christian),
            (4, _, None) => (number, Era::Buddhist),
            (2, ShortYear::Allowed, None | Some(Era::Buddhist)) => (SHORT_YEAR_CENTURY + number, Era::Buddhist),
            _ => return None,
        };
        let ce = match era {
            Era::Buddhist => number - ERA_OFFSET,
            Era::Christian => number,
        };
        Some(Self { ce, era })
    }

    /// The number that a Gregorian year has in an era.
    pub(super) fn number(era: Era, ce: i16) -> i16 {
        match era {
            Era::Buddhist => ce + ERA_OFFSET,
            Era::Christian => ce,
        }
    }
}

/// Whether `66` may stand for 2566.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ShortYear {
    Allowed,
    Refused,
}

/// The written form of a date or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `2566-01-03`
    Iso,
    /// `3/1/2566`
    Slash,
    /// `3 มกราคม 2566`
    Thai,
    /// `3 January 2566`
    English,
}

/// A day as written. It need not exist: the day may be 0–99. The month may be 0–99 in [`Style::Iso`], otherwise it is
/// 1–12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    pub(super) year: Year,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) style: Style,
}

/// A month as written. It may be 0–99 in [`Style::Iso`], otherwise it is 1–12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenMonth {
    pub(super) year: Year,
    pub(super) month: u8,
    pub(super) style: Style,
}

/// Parses a date; `None` when it has none of the known forms.
pub(super) fn date(input: &str) -> Option<WrittenDate> {
    let plain = plain(input)?;
    iso_date(&plain).or_else(|| date_from_tokens(&plain))
}

/// Parses a month; `None` when it has none of the known forms.
pub(super) fn month(input: &str) -> Option<WrittenMonth> {
    let plain = plain(input)?;
    if let Some((year, month)) = plain.split_once('-')
        && let (Some(year), Some(month)) = (iso_year(year), two_digits(month))
    {
        return Some(WrittenMonth {
            year,
            month,
            style: Style::Iso,
        });
    }
    match tokens(&plain)?.as_slice() {
        [Token::Word(word), Token::Number(year)] => {
            let named = named_month(word)?;
            let year = Year::of(year, named.era, named.short_year())?;
            Some(WrittenMonth {
                year,
                month: named.month,
                style: named.style(),
            })
        }
        _ => None,
    }
}

/// The text with ASCII digits, without invisible characters and without outer white space. `None` when it is too long.
pub(super) fn plain(input: &str) -> Option<String> {
    if input.len() > BYTES_MAX {
        return None;
    }
    let visible: String = input
        .chars()
        .filter(|c| !text::is_invisible(*c))
        .map(text::ascii_digit)
        .collect();
    Some(visible.trim().to_owned())
}

fn iso_date(plain: &str) -> Option<WrittenDate> {
    let mut parts = plain.split('-');
    let year = iso_year(parts.next()?)?;
    let month = two_digits(parts.next()?)?;
    let day = two_digits(parts.next()?)?;
    parts.next().is_none().then_some(WrittenDate {
        year,
        month,
        day,
        style: Style::Iso,
    })
}

/// A date with a month name, or with slashes between numbers.
fn date_from_tokens(plain: &str) -> Option<WrittenDate> {
    let tokens = tokens(plain)?;
    let after_prefix = match tokens.as_slice() {
        [Token::Word(prefix), rest @ ..] if prefix == "วันที่" => rest,
        all => all,
    };
    match after_prefix {
        [Token::Number(day), Token::Word(word), Token::Number(year)] => {
            let named = named_month(word)?;
            let year = Year::of(year, named.era, named.short_year())?;
            Some(WrittenDate {
                year,
                month: named.month,
                day: one_or_two_digits(day)?,
                style: named.style(),
            })
        }
        [
            Token::Number(day),
            Token::Slash,
            Token::Number(month),
            Token::Slash,
            Token::Number(year),
        ] => {
            // `3/31/2566` is written month first, so the nearest month would be a wrong suggestion.
            let month = one_or_two_digits(month).filter(|month| (1..=12).contains(month))?;
            let year = Year::of(year, None, ShortYear::Refused)?;
            Some(WrittenDate {
                year,
                month,
                day: one_or_two_digits(day)?,
                style: Style::Slash,
            })
        }
        _ => None,
    }
}

fn iso_year(digits: &str) -> Option<Year> {
    // The parser of integers would also accept a sign.
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        Year::of(digits, None, ShortYear::Refused)
    } else {
        None
    }
}

fn two_digits(digits: &str) -> Option<u8> {
    if digits.len() == 2 {
        one_or_two_digits(digits)
    } else {
        None
    }
}

fn one_or_two_digits(digits: &str) -> Option<u8> {
    let fits = digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

/// The name of a month with the words around it: `เดือนมกราคม พ.ศ.`
struct NamedMonth {
    month: u8,
    language: Language,
    era: Option<Era>,
}

impl NamedMonth {
    /// A year of two digits is B.E. only beside a Thai month name. Elsewhere the era would be a guess.
    fn short_year(&self) -> ShortYear {
        match self.language {
            Language::Thai => ShortYear::Allowed,
            Language::English => ShortYear::Refused,
        }
    }

    fn style(&self) -> Style {
        match self.language {
            Language::Thai => Style::Thai,
            Language::English => Style::English,
        }
    }
}

fn named_month(word: &str) -> Option<NamedMonth> {
    let word = word.strip_prefix("เดือน").unwrap_or(word);
    let (word, era) = strip_era(word);
    // The word ปี (year) may stand between the month and the era: `มกราคม ปี พ.ศ. 2566`.
    let word = if era.is_some() {
        word.strip_suffix("ปี").unwrap_or(word)
    } else {
        word
    };
    let (month, language) = month_name::find(word)?;
    Some(NamedMonth { month, language, era })
}

/// Removes a trailing พ.ศ. or ค.ศ. (without dots) from a word.
pub(super) fn strip_era(word: &str) -> (&str, Option<Era>) {
    if let Some(rest) = word.strip_suffix("พศ") {
        (rest, Some(Era::Buddhist))
    } else if let Some(rest) = word.strip_suffix("คศ") {
        (rest, Some(Era::Christian))
    } else {
        (word, None)
    }
}

/// A part of a written date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// ASCII digits.
    Number(String),
    /// Letters, joined over white space and without dots: `ม. ค. พ.ศ.` is `มคพศ`.
    Word(String),
    Slash,
}

/// Splits a plain text into numbers and words; `None` when it contains other characters. White space joins words but
/// separates numbers.
pub(super) fn tokens(plain: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut follows_digit = false;
    for c in plain.chars() {
        match (c, tokens.last_mut()) {
            ('0'..='9', Some(Token::Number(number))) if follows_digit => number.push(c),
            ('0'..='9', _) => tokens.push(Token::Number(c.to_string())),
            ('/', _) => tokens.push(Token::Slash),
            ('.', Some(Token::Word(_))) => {}
            (c, Some(Token::Word(word))) if is_letter(c) => word.push(c),
            (c, _) if is_letter(c) => tokens.push(Token::Word(c.to_string())),
            (c, _) if c.is_whitespace() => {}
            _ => return None,
        }
        follows_digit = c.is_ascii_digit();
    }
    Some(tokens)
}

/// Thai vowels and tone marks above and below the line count as letters. Unicode does not class all of them as
/// alphabetic.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
}

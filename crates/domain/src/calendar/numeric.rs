//! Reads days and months of numbers.

use super::lex::{Digits, Token};
use super::lexicon::Word;
use super::style::{Separator, Style};
use super::written_point::{Point, Rest, WrittenYear, after_word, written_year};

/// A date or a month of numbers only: `3/1/2566`, `2566-01-03`, `01/2566`, `2566-01`.
pub(super) fn numeric(tokens: Rest<'_>) -> Option<(Point, Rest<'_>)> {
    if let [
        Token::Number(first),
        one,
        Token::Number(second),
        other,
        Token::Number(third),
        rest @ ..,
    ] = tokens
        && one == other
        && let Token::Mark { separator, .. } = one
        && let Some(point) = three_numbers(*first, *second, *third, *separator)
    {
        return Some((point, rest));
    }
    let [
        Token::Number(first),
        Token::Mark { separator, .. },
        Token::Number(second),
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let (month, year, style) = match (first.count, second.count) {
        // A slash after the year may as well count something else, so the month needs both digits there.
        (4, 2) => (second, first, Style::YearFirst(*separator)),
        (4, 1) if *separator == Separator::Hyphen => (second, first, Style::YearFirst(*separator)),
        (1 | 2, 4) => (first, second, Style::DayFirst(*separator)),
        // `10/66`: no day and no month has such a number.
        (1 | 2, 2) if *separator == Separator::Slash && second.value >= 50 => {
            (first, second, Style::DayFirst(*separator))
        }
        _ => return None,
    };
    if matches!(style, Style::DayFirst(_)) && !(1..=12).contains(&month.value) {
        return None;
    }
    let point = Point {
        month: month.small(),
        year: Some(WrittenYear {
            digits: *year,
            era: None,
            unusual: false,
        }),
        ..Point::new(style)
    };
    Some((point, rest))
}

fn three_numbers(first: Digits, second: Digits, third: Digits, separator: Separator) -> Option<Point> {
    let middle = second.small()?;
    let year = |digits, unusual| {
        Some(WrittenYear {
            digits,
            era: None,
            unusual,
        })
    };
    if first.count == 4 {
        return Some(Point {
            day: Some(third.small()?),
            month: Some(middle),
            year: year(first, false),
            ..Point::new(Style::YearFirst(separator))
        });
    }
    let outer = first.small()?;
    // `67-01-15`: the first number is no day, so it is the year.
    if outer > 31
        && first.count == 2
        && third.small().is_some_and(|day| (1..=31).contains(&day))
        && (1..=12).contains(&middle)
    {
        return Some(Point {
            day: third.small(),
            month: Some(middle),
            year: year(first, true),
            ..Point::new(Style::YearFirst(separator))
        });
    }
    if !third.is_year() {
        return None;
    }
    // The Thai order is day, month, year. `3/31/2566` makes sense only with the month first.
    let month_first = (13..=31).contains(&middle) && (1..=12).contains(&outer);
    let (day, month) = if month_first { (middle, outer) } else { (outer, middle) };
    (1..=12).contains(&month).then_some(Point {
        day: Some(day),
        month: Some(month),
        year: year(third, false),
        month_first,
        ..Point::new(Style::DayFirst(separator))
    })
}

/// `24 เดือน 4 ปี 2567`
pub(super) fn numbered(tokens: Rest<'_>) -> Option<(Point, Rest<'_>)> {
    let [
        Token::Number(day),
        Token::Word(Word::Month12),
        Token::Number(month),
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let [Token::Word(Word::Year | Word::Buddhist | Word::Christian), ..] = rest else {
        return None;
    };
    let (year, rest) = written_year(rest)?;
    let point = Point {
        day: Some(day.small()?),
        month: Some(month.small().filter(|month| (1..=12).contains(month))?),
        year: Some(year),
        ..Point::new(Style::DayFirst(Separator::Slash))
    };
    Some((point, rest))
}

/// A day whose month and year stand elsewhere.
pub(super) fn day_only(tokens: Rest<'_>) -> Option<(Point, Rest<'_>)> {
    let [Token::Number(day), rest @ ..] = tokens else {
        return None;
    };
    let rest = after_word(rest, Word::Suffix);
    let point = Point {
        day: Some(day.small()?),
        ..Point::new(Style::Thai)
    };
    Some((point, rest))
}

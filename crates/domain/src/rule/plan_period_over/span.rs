//! Spans of years in a text: 2560–2564, พ.ศ. ๒๕๖๐ ถึง ๒๕๖๔, 2561-65, ค.ศ. 2018-2022.

use crate::text::ascii_digit;

/// Words between the two years.
const SEPARATORS: [&str; 7] = ["-", "–", "—", "−", "จนถึง", "ถึง", "to"];
/// Words that may stand before the second year.
const ERAS: [&str; 4] = ["พ.ศ.", "ค.ศ.", "ปี", "พ.ศ"];
/// The longest span of a plan, in years.
const YEARS_MAX: u16 = 30;
/// Years between the Gregorian calendar and the Buddhist Era.
const ERA_OFFSET: u16 = 543;

/// Years from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YearSpan {
    /// The first byte in the text.
    pub(super) from: usize,
    /// The byte after the last one.
    pub(super) to: usize,
    /// The last year, B.E.
    pub(super) last: u16,
}

impl YearSpan {
    /// The years as written.
    pub(super) fn written(self, text: &str) -> &str {
        text.get(self.from..self.to).unwrap_or_default()
    }
}

/// The spans of years in a text, in order.
pub(super) fn year_spans(text: &str) -> Vec<YearSpan> {
    let mut spans = Vec::new();
    let mut end = 0;
    let mut was_digit = false;
    for (at, c) in text.char_indices() {
        let begins = is_digit(c) && !was_digit;
        was_digit = is_digit(c);
        if begins
            && at >= end
            && let Some(span) = span_at(text, at)
        {
            end = span.to;
            spans.push(span);
        }
    }
    spans
}

fn span_at(text: &str, from: usize) -> Option<YearSpan> {
    let (first, rest) = number(text.get(from..)?)?;
    let first = be_year(first)?;
    let rest = rest.trim_start();
    let rest = SEPARATORS.iter().find_map(|word| rest.strip_prefix(word))?.trim_start();
    let rest = ERAS
        .iter()
        .fold(rest, |rest, era| rest.strip_prefix(era).unwrap_or(rest).trim_start());
    let (last, rest) = number(rest)?;
    let last = match last {
        (2, short) => first / 100 * 100 + short,
        written => be_year(written)?,
    };
    let is_span = last > first && last - first <= YEARS_MAX;
    is_span.then_some(YearSpan {
        from,
        to: text.len() - rest.len(),
        last,
    })
}

/// The number of digits and the number at the beginning of a text, and what follows.
fn number(text: &str) -> Option<((usize, u16), &str)> {
    let length = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(length)?;
    let count = digits.chars().take(5).count();
    if !matches!(count, 2 | 4) {
        return None;
    }
    let ascii: String = digits.chars().map(ascii_digit).collect();
    Some(((count, ascii.parse().ok()?), rest))
}

/// A year of four digits, B.E.
fn be_year((digits, year): (usize, u16)) -> Option<u16> {
    if digits != 4 {
        return None;
    }
    match year {
        2400..=2700 => Some(year),
        1900..=2200 => Some(year + ERA_OFFSET),
        _ => None,
    }
}

fn is_digit(c: char) -> bool {
    ascii_digit(c).is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read() {
        for (text, expected) in [
            ("2560–2564", vec![2564]),
            ("พ.ศ. ๒๕๖๐ ถึง พ.ศ. ๒๕๖๔", vec![2564]),
            ("2561-65 และ 2566 - 2570", vec![2565, 2570]),
            ("ค.ศ. 2018-2022", vec![2565]),
            ("2560, 2564", vec![]),
            ("2566-10/2567-03", vec![]),
            ("1 ตุลาคม 2564 - 30 กันยายน 2565", vec![]),
            ("2564–2560", vec![]),
            ("25601–25645", vec![]),
            ("2500-2600", vec![]),
        ] {
            let last: Vec<u16> = year_spans(text).into_iter().map(|span| span.last).collect();
            assert_eq!(last, expected, "{text}");
        }
    }
}

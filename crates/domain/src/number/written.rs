//! Splits a written number into its whole part and its decimals.

use crate::text;

/// The maximum length of a text that is read, in bytes.
const BYTES_MAX: usize = 400;
/// The longest text that an error keeps, in characters.
const SHOWN: usize = 60;

/// The digits of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// The whole part without leading zeros; empty for zero.
    pub(super) whole: String,
    /// The decimals without trailing zeros.
    pub(super) decimals: String,
}

impl Digits {
    pub(super) fn new(whole: &str, decimals: &str) -> Self {
        Self {
            whole: whole.trim_start_matches('0').to_owned(),
            decimals: decimals.trim_end_matches('0').to_owned(),
        }
    }

    /// The number as JSON writes it.
    pub(super) fn plain(&self) -> String {
        let whole = if self.whole.is_empty() { "0" } else { &self.whole };
        if self.decimals.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{}", self.decimals)
        }
    }
}

/// Why a text has no digits that can be taken as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    /// Not a number.
    Nothing,
    Negative,
    /// Separators are misplaced; the number that is probably meant.
    Separators(Option<Digits>),
    /// `1e5`
    Exponent,
}

/// The text for comparison: ASCII digits, lower case, one space for white space, no invisible characters. Empty when it is
/// too long.
pub(super) fn plain(input: &str) -> String {
    if input.len() > BYTES_MAX {
        return String::new();
    }
    let mut plain = String::with_capacity(input.len());
    for c in input.chars().filter(|c| !text::is_invisible(*c)) {
        match text::ascii_digit(c) {
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c.to_ascii_lowercase()),
        }
    }
    plain.trim().to_owned()
}

/// The beginning of a text, without control and invisible characters.
pub(super) fn shown(input: &str) -> String {
    let visible = |c: &char| !c.is_control() && !text::is_invisible(*c);
    let mut shown: String = input.trim().chars().filter(visible).take(SHOWN).collect();
    if input.trim().chars().filter(visible).nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Removes words from both ends as often as they stand there.
pub(super) fn without<'a>(mut text: &'a str, before: &[&str], after: &[&str]) -> &'a str {
    loop {
        let start = before.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
        let rest = after
            .iter()
            .find_map(|word| start.strip_suffix(word))
            .unwrap_or(start)
            .trim();
        if rest.len() == text.len() {
            return rest;
        }
        text = rest;
    }
}

/// The digits of a plain text. `decimal_comma` tells whether `84,12` probably means 84.12.
pub(super) fn digits(text: &str, decimal_comma: bool) -> Result<Digits, Unclear> {
    if let Some(rest) = text.strip_prefix(['-', '−', '–']) {
        return Err(match digits(rest.trim_start(), decimal_comma) {
            Err(Unclear::Nothing | Unclear::Negative) => Unclear::Nothing,
            _ => Unclear::Negative,
        });
    }
    if is_exponent(text) {
        return Err(Unclear::Exponent);
    }
    let is_known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    let ends = |c: char| c.is_ascii_digit();
    if !text.chars().all(is_known) || !text.starts_with(ends) || !text.ends_with(ends) {
        return Err(Unclear::Nothing);
    }
    // Three decimals are taken for thousands by most readers: `538.800`.
    match text.split_once('.') {
        None => grouped(text, decimal_comma),
        Some((whole, decimals)) if is_digits(decimals) && decimals.len() != 3 => match grouped(whole, false) {
            Ok(number) => Ok(Digits::new(&number.whole, decimals)),
            Err(Unclear::Separators(Some(number))) => {
                Err(Unclear::Separators(Some(Digits::new(&number.whole, decimals))))
            }
            Err(unclear) => Err(unclear),
        },
        Some(_) => {
            let is_grouped = groups(text, '.').is_some_and(|mut groups| groups.all(|group| group.len() == 3));
            let digits = is_grouped.then(|| Digits::new(&text.replace('.', ""), ""));
            Err(Unclear::Separators(digits))
        }
    }
}

fn is_exponent(text: &str) -> bool {
    text.split_once('e').is_some_and(|(number, power)| {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        digits(number, false).is_ok() && is_digits(power)
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number with one kind of separators between groups of three digits.
fn grouped(text: &str, decimal_comma: bool) -> Result<Digits, Unclear> {
    if is_digits(text) {
        return Ok(Digits::new(text, ""));
    }
    let separator = if text.contains(',') { ',' } else { ' ' };
    if let Some(mut behind) = groups(text, separator)
        && behind.all(|group| group.len() == 3)
    {
        return Ok(Digits::new(&text.replace(separator, ""), ""));
    }
    if decimal_comma
        && let Some((whole, decimals)) = text.split_once(',')
        && is_digits(whole)
        && is_digits(decimals)
        && decimals.len() <= 2
    {
        return Err(Unclear::Separators(Some(Digits::new(whole, decimals))));
    }
    // `5,38,800`: the number is plain when the last group is whole.
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let last = text.rsplit([',', ' ']).next().unwrap_or_default();
    let is_plain = last.len() == 3 && !text.contains(",,") && (separator == ' ' || !text.contains(' '));
    Err(Unclear::Separators(is_plain.then(|| Digits::new(&digits, ""))))
}

/// The groups behind the first one, if all are digits and the first has one to three.
fn groups(text: &str, separator: char) -> Option<impl Iterator<Item = &str>> {
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let is_right = is_digits(first) && first.len() <= 3 && groups.clone().all(is_digits);
    is_right.then_some(groups)
}

//! Field errors of an input: what is wrong, where, and how to correct it.
//!
//! A [`Checker`] collects all [`Violation`]s of an input with their JSON pointers, so that one answer reports them all.
//! A check continues after a violation, so it may return a value although something was refused. [`Checker::finish`]
//! returns the value only if there is no violation. At most [`VIOLATIONS_MAX`] are kept. In closures, the checker at a
//! deeper place is called `at`.

use std::fmt::Display;

use crate::calendar::{BuddhistDate, DateError, FiscalYear, Period};
use crate::number::{self, Budget, NumberError};
use crate::text::{self, Limits, TextError};

/// A field error of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901) of the place, from the root of the input.
    pub pointer: String,
    /// Stable kebab-case code for programs.
    pub code: String,
    /// The error, in Thai.
    pub message_th: String,
    /// The error, in English.
    pub message_en: String,
    /// A value that would be accepted, if known.
    pub suggestion: Option<String>,
}

/// The largest number of violations that are kept; [`Checker::finish`] adds one that counts the others. Nobody reads
/// more of them at a time, and a large input may have millions.
pub const VIOLATIONS_MAX: usize = 1_000;

/// The longest message of a violation, in characters. A longer one is cut: messages may quote the input.
const MESSAGE_MAX: usize = 1_000;
/// The longest suggestion, in characters. A longer one is left out, because a part of it would not be accepted.
const SUGGESTION_MAX: usize = 1_000;
/// The longest name in a pointer, in characters. A longer one is cut: clients choose the keys of maps.
pub const NAME_MAX: usize = 200;

/// Collects the violations of one input.
#[derive(Debug, Default)]
pub struct Checker {
    place: Vec<String>,
    /// The first [`VIOLATIONS_MAX`] violations.
    found: Vec<Violation>,
    count: usize,
}

impl Checker {
    /// A checker at the root of an input.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `check` one level deeper, at a field name or an index.
    pub fn at<T>(&mut self, segment: impl Display, check: impl FnOnce(&mut Self) -> T) -> T {
        let segment = cut(segment.to_string(), NAME_MAX);
        self.place.push(segment.replace('~', "~0").replace('/', "~1"));
        let outcome = check(self);
        self.place.pop();
        outcome
    }

    /// The JSON pointer of the current place.
    pub fn pointer(&self) -> String {
        self.place
            .iter()
            .fold(String::new(), |path, segment| path + "/" + segment)
    }

    /// Reports a violation at the current place.
    pub fn refuse(&mut self, code: &str, message_th: impl Into<String>, message_en: impl Into<String>) {
        self.refuse_with(code, message_th, message_en, None);
    }

    /// Reports a violation at the current place, with a value that would be accepted.
    pub fn refuse_with(
        &mut self,
        code: &str,
        message_th: impl Into<String>,
        message_en: impl Into<String>,
        suggestion: Option<String>,
    ) {
        self.count += 1;
        if self.found.len() == VIOLATIONS_MAX {
            return;
        }
        self.found.push(Violation {
            pointer: self.pointer(),
            code: code.to_owned(),
            message_th: cut(message_th.into(), MESSAGE_MAX),
            message_en: cut(message_en.into(), MESSAGE_MAX),
            suggestion: suggestion.filter(|text| text.chars().nth(SUGGESTION_MAX).is_none()),
        });
    }

    /// The number of violations so far, also of those that are not kept.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The value when there is no violation, otherwise the violations. If some were not kept, the last one says how many.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<Violation>> {
        match value {
            Some(value) if self.count == 0 => Ok(value),
            _ => {
                let further = self.count - self.found.len();
                self.found.extend((further > 0).then(|| not_kept(further)));
                Err(self.found)
            }
        }
    }

    /// A required text of one line, cleaned; `None` when it was refused.
    pub fn line(&mut self, field: &str, raw: &str, max_chars: usize) -> Option<String> {
        self.clean(field, raw, Limits::single(max_chars))
    }

    /// A required text of several lines, cleaned; `None` when it was refused.
    pub fn lines(&mut self, field: &str, raw: &str, max_chars: usize) -> Option<String> {
        self.clean(field, raw, Limits::multi(max_chars))
    }

    /// An optional text of one line: absent and empty are the same; the outer `None` means that it was refused.
    pub fn optional_line(&mut self, field: &str, raw: Option<&str>, max_chars: usize) -> Option<Option<String>> {
        self.clean_optional(field, raw, Limits::single(max_chars))
    }

    /// An optional text of several lines: absent and empty are the same; the outer `None` means that it was refused.
    pub fn optional_lines(&mut self, field: &str, raw: Option<&str>, max_chars: usize) -> Option<Option<String>> {
        self.clean_optional(field, raw, Limits::multi(max_chars))
    }

    /// A date in any form that [`BuddhistDate::parse`] accepts; `None` when it was refused.
    pub fn date(&mut self, field: &str, raw: &str) -> Option<BuddhistDate> {
        self.at(field, |at| match BuddhistDate::parse(raw) {
            Ok(date) => Some(date),
            Err(error) => {
                at.refuse_date(&error);
                None
            }
        })
    }

    /// A fiscal year from its B.E. number; `None` when it was refused.
    pub fn fiscal_year(&mut self, field: &str, raw: u16) -> Option<FiscalYear> {
        self.at(field, |at| match FiscalYear::new(raw) {
            Ok(year) => Some(year),
            Err(error) => {
                at.refuse_with(error.code(), error.message_th(), error.message_en(), error.suggestion());
                None
            }
        })
    }

    /// A period with its year, in any form that [`Period::parse`] accepts; `None` when it was refused.
    pub fn period(&mut self, field: &str, raw: &str) -> Option<Period> {
        self.period_in(field, raw, None)
    }

    /// A period in any form that [`Period::parse_in`] accepts; `None` when it was refused.
    pub fn period_in(&mut self, field: &str, raw: &str, year: Option<FiscalYear>) -> Option<Period> {
        self.at(field, |at| match Period::parse_in(raw, year) {
            Ok(period) => Some(period),
            Err(error) => {
                at.refuse_with(error.code(), error.message_th(), error.message_en(), error.suggestion());
                None
            }
        })
    }

    /// A budget as [`number::budget`] reads it; `None` when it was refused.
    pub fn budget(&mut self, field: &str, raw: &str, max: u64) -> Option<Budget> {
        self.number(field, number::budget(raw, max))
    }

    /// A whole number as [`number::whole`] reads it; `None` when it was refused.
    pub fn whole(&mut self, field: &str, raw: &str, max: u64) -> Option<u64> {
        self.number(field, number::whole(raw, max))
    }

    /// A percentage as [`number::percent`] reads it; `None` when it was refused.
    pub fn percent(&mut self, field: &str, raw: &str) -> Option<u8> {
        self.number(field, number::percent(raw))
    }

    /// A number with two decimals as [`number::hundredths`] reads it; `None` when it was refused.
    pub fn hundredths(&mut self, field: &str, raw: &str, max: u16) -> Option<u16> {
        self.number(field, number::hundredths(raw, max))
    }

    /// The number that was read; reports the error when it was refused.
    pub fn number<T>(&mut self, field: &str, read: Result<T, NumberError>) -> Option<T> {
        read.map_err(|error| {
            self.at(field, |at| {
                at.refuse_with(error.code(), error.message_th(), error.message_en(), error.suggestion());
            });
        })
        .ok()
    }

    /// Reports a list that is longer than allowed; returns whether the length is allowed.
    pub fn limit_length(&mut self, field: &str, length: usize, max: usize) -> bool {
        if length > max {
            self.at(field, |at| {
                at.refuse(
                    "too-many",
                    format!("มี {length} รายการ เกินกว่าที่กำหนด (ไม่เกิน {max} รายการ)"),
                    format!("has {length} entries; at most {max} are allowed"),
                );
            });
        }
        length <= max
    }

    fn refuse_date(&mut self, error: &DateError) {
        self.refuse_with(error.code(), error.message_th(), error.message_en(), error.suggestion());
    }

    fn refuse_text(&mut self, error: &TextError) {
        self.refuse_with(error.code(), error.message_th(), error.message_en(), error.suggestion());
    }

    fn clean(&mut self, field: &str, raw: &str, limits: Limits) -> Option<String> {
        self.at(field, |at| {
            text::clean(raw, limits).map_err(|error| at.refuse_text(&error)).ok()
        })
    }

    fn clean_optional(&mut self, field: &str, raw: Option<&str>, limits: Limits) -> Option<Option<String>> {
        let Some(raw) = raw else { return Some(None) };
        self.at(field, |at| {
            text::clean_optional(raw, limits)
                .map_err(|error| at.refuse_text(&error))
                .ok()
        })
    }
}

/// The first `max` characters of a text, with `…` if there are more.
fn cut(mut text: String, max: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(max) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Stands for violations that were not kept.
fn not_kept(further: usize) -> Violation {
    Violation {
        pointer: String::new(),
        code: "further-errors".to_owned(),
        message_th: format!("มีข้อผิดพลาดอีก {further} รายการที่ไม่ได้แสดง โปรดแก้ไขรายการที่แสดงก่อน"),
        message_en: format!("{further} further errors are not listed; correct the listed ones first"),
        suggestion: None,
    }
}

#[cfg(test)]
mod tests;

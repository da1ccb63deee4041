//! Checks that a catalogue is complete: every reference resolves, names are unique, weights and levels are complete.

mod item;
mod level;
mod structure;

use std::collections::BTreeSet;

use super::model::{Bilingual, CalendarStep, Catalogue, Provenance, Standing, Theme};
use crate::violation::{Checker, Violation};

/// Longest title or name, in characters.
const NAME_MAX: usize = 500;
/// Longest note, in characters.
const NOTE_MAX: usize = 1_000;
/// Longest code or key, in characters.
const KEY_MAX: usize = 64;
/// Most entries of a small list.
const LIST_MAX: usize = 50;

impl Catalogue {
    /// Checks the whole catalogue and reports all field errors, each with its JSON pointer.
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut checker = Checker::new();
        name("title_th", &self.title_th, &mut checker);
        name("title_en", &self.title_en, &mut checker);
        structure::check(self, &mut checker);
        item::check(self, &mut checker);
        checker.at("level_scheme", |at| level::check(&self.level_scheme, at));
        check_themes(&self.themes, &mut checker);
        check_calendar(&self.calendar, &mut checker);
        each("notes", &self.notes, LIST_MAX, &mut checker, bilingual);
        checker.finish(Some(()))
    }
}

/// Runs a check on every entry of a list, unless the list is too long to be checked.
fn each<T>(field: &str, list: &[T], max: usize, checker: &mut Checker, mut check: impl FnMut(&T, &mut Checker)) {
    if checker.limit_length(field, list.len(), max) {
        checker.at(field, |at| {
            for (index, entry) in list.iter().enumerate() {
                at.at(index, |at| check(entry, at));
            }
        });
    }
}

/// A text of one line must be present and already clean, because a catalogue is stored as it was sent.
fn line(field: &str, text: &str, max_chars: usize, checker: &mut Checker) {
    if let Some(clean) = checker.line(field, text, max_chars)
        && clean != text
    {
        checker.at(field, |at| {
            at.refuse_with(
                "not-clean",
                "ข้อความมีช่องว่างหน้าหรือหลัง หรือมีสระที่แยกส่วน",
                "the text has space around it or letters in a split form",
                Some(clean),
            );
        });
    }
}

fn name(field: &str, text: &str, checker: &mut Checker) {
    line(field, text, NAME_MAX, checker);
}

fn bilingual(text: &Bilingual, checker: &mut Checker) {
    line("th", &text.th, NOTE_MAX, checker);
    line("en", &text.en, NOTE_MAX, checker);
}

fn provenance(field: &str, provenance: &Provenance, checker: &mut Checker) {
    checker.at(field, |at| {
        at.limit_length("sources", provenance.sources.len(), LIST_MAX);
        at.at("sources", |at| {
            for (index, source) in provenance.sources.iter().take(LIST_MAX).enumerate() {
                line(&index.to_string(), source, NAME_MAX, at);
            }
            if provenance.standing == Standing::Sourced && provenance.sources.is_empty() {
                at.refuse(
                    "required",
                    "ข้อมูลที่มีแหล่งอ้างอิงต้องระบุแหล่ง",
                    "a sourced fact names its source",
                );
            }
        });
        if let Some(note) = &provenance.note {
            line("note", note, NOTE_MAX, at);
        }
    });
}

/// Reports a violation when the value occurred before in its list.
fn unique(field: &str, value: String, seen: &mut BTreeSet<String>, checker: &mut Checker) {
    checker.at(field, |at| {
        if seen.contains(&value) {
            at.refuse(
                "duplicate",
                format!("\"{value}\" ซ้ำกัน"),
                format!("\"{value}\" is used twice"),
            );
        }
    });
    seen.insert(value);
}

/// A `snake_case` key that begins with a letter.
fn key(field: &str, text: &str, checker: &mut Checker) {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let begins_well = text.starts_with(|first: char| first.is_ascii_lowercase());
    if text.len() > KEY_MAX || !begins_well || !text.split('_').all(is_word) {
        checker.at(field, |at| {
            at.refuse(
                "not-a-key",
                "คีย์ใช้อักษรพิมพ์เล็ก ตัวเลข และขีดล่าง ไม่เกิน 64 ตัว เช่น measure_plan",
                "a key is at most 64 lower-case letters, digits and single underscores, e.g. measure_plan",
            );
        });
    }
}

/// Reports a reference to something that does not exist.
fn unknown(field: &str, value: &str, checker: &mut Checker) {
    checker.at(field, |at| {
        at.refuse(
            "unknown-reference",
            format!("ไม่พบ \"{value}\" ในบัญชีรายการนี้"),
            format!("this catalogue has no \"{value}\""),
        );
    });
}

fn check_themes(themes: &[Theme], checker: &mut Checker) {
    let mut seen = BTreeSet::new();
    each("themes", themes, LIST_MAX, checker, |theme, at| {
        key("code", &theme.code, at);
        unique("code", theme.code.clone(), &mut seen, at);
        name("name_th", &theme.name_th, at);
        name("name_en", &theme.name_en, at);
        provenance("provenance", &theme.provenance, at);
    });
}

fn check_calendar(steps: &[CalendarStep], checker: &mut Checker) {
    let mut seen = BTreeSet::new();
    each("calendar", steps, LIST_MAX, checker, |step, at| {
        key("code", &step.code, at);
        unique("code", step.code.clone(), &mut seen, at);
        name("name_th", &step.name_th, at);
        name("name_en", &step.name_en, at);
        if let Some(period) = &step.period {
            at.at("period", |at| bilingual(period, at));
        }
        if let (Some(starts), Some(ends)) = (step.starts_on, step.ends_on)
            && ends < starts
        {
            at.at("ends_on", |at| {
                at.refuse(
                    "ends-before-start",
                    "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น",
                    "the step ends before it starts",
                );
            });
        }
        if step.starts_on.is_none() && step.ends_on.is_none() && step.period.is_none() {
            at.refuse("required", "ต้องระบุวันหรือช่วงเวลา", "give days, or the time in words");
        }
        provenance("provenance", &step.provenance, at);
    });
}

//! Checks of single fields.

use std::collections::BTreeSet;

use crate::catalogue::provenance::{Bilingual, Provenance, Standing};
use crate::violation::Checker;

/// Longest title or name, in characters.
const NAME_MAX: usize = 500;
/// Longest note, in characters.
const NOTE_MAX: usize = 1_000;
/// Longest code or key, in characters.
const KEY_MAX: usize = 64;
/// The maximum number of entries of a small list.
pub(super) const LIST_MAX: usize = 50;

/// Runs a check on every entry of a list, unless the list is too long to be checked.
pub(super) fn each<T>(
    field: &str,
    list: &[T],
    max: usize,
    checker: &mut Checker,
    mut check: impl FnMut(&T, &mut Checker),
) {
    if checker.limit_length(field, list.len(), max) {
        checker.at(field, |at| {
            for (index, entry) in list.iter().enumerate() {
                at.at(index, |at| check(entry, at));
            }
        });
    }
}

/// A text of one line must be present and already clean, because a catalogue is stored as it was sent.
pub(super) fn line(field: &str, text: &str, max_chars: usize, checker: &mut Checker) {
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

pub(super) fn name(field: &str, text: &str, checker: &mut Checker) {
    line(field, text, NAME_MAX, checker);
}

pub(super) fn bilingual(text: &Bilingual, checker: &mut Checker) {
    line("th", &text.th, NOTE_MAX, checker);
    line("en", &text.en, NOTE_MAX, checker);
}

pub(super) fn provenance(field: &str, provenance: &Provenance, checker: &mut Checker) {
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
pub(super) fn unique(field: &str, value: String, seen: &mut BTreeSet<String>, checker: &mut Checker) {
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
pub(super) fn key(field: &str, text: &str, checker: &mut Checker) {
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
                "คีย์ใช้อักษรพิมพ์เล็ก ตัวเลข และขีดล่างที่ไม่ติดกัน ไม่เกิน 64 ตัว ขึ้นต้นด้วยตัวอักษร เช่น measure_plan",
                "a key is at most 64 lower-case letters, digits and single underscores and begins with a letter, e.g. \
                 measure_plan",
            );
        });
    }
}

/// Reports a reference to something that does not exist.
pub(super) fn unknown(field: &str, value: &str, checker: &mut Checker) {
    checker.at(field, |at| {
        at.refuse(
            "unknown-reference",
            format!("ไม่พบ \"{value}\" ในบัญชีรายการนี้"),
            format!("this catalogue has no \"{value}\""),
        );
    });
}

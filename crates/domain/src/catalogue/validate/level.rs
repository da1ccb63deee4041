use std::collections::BTreeSet;

use super::field::{each, line, name, provenance, unique};
use crate::catalogue::hundredths::Score;
use crate::catalogue::level::{Level, LevelBasis, LevelScheme};
use crate::violation::Checker;

/// The maximum number of levels of a scheme.
const LEVELS_MAX: usize = 20;
/// Longest code of a level, in characters.
const CODE_MAX: usize = 20;

/// Every score must have a level, and every level must be reachable.
pub(super) fn check(scheme: &LevelScheme, checker: &mut Checker) {
    let mut codes = BTreeSet::new();
    each("levels", &scheme.levels, LEVELS_MAX, checker, |level, at| {
        line("code", &level.code, CODE_MAX, at);
        unique("code", level.code.clone(), &mut codes, at);
        name("name_th", &level.name_th, at);
        name("name_en", &level.name_en, at);
        check_range(level, scheme.basis, at);
    });
    provenance("provenance", &scheme.provenance, checker);
    if scheme.levels.len() <= LEVELS_MAX {
        check_reachable(&scheme.levels, checker);
        check_cover(&scheme.levels, checker);
    }
}

fn check_range(level: &Level, basis: LevelBasis, at: &mut Checker) {
    if level.max_total < level.min_total {
        at.at("max_total", |at| {
            at.refuse(
                "range-is-empty",
                "คะแนนสูงสุดต่ำกว่าคะแนนต่ำสุด",
                "the highest total is below the lowest",
            );
        });
    }
    if level.min_each_instrument.is_some_and(|lowest| lowest > level.max_total) {
        at.at("min_each_instrument", |at| {
            at.refuse(
                "level-unreachable",
                "คะแนนขั้นต่ำของแต่ละแบบวัดสูงกว่าคะแนนรวมสูงสุดของระดับนี้",
                "the lowest score of each instrument is above the highest total of this level",
            );
        });
    }
    if basis == LevelBasis::BandsOnTotal && level.min_each_instrument.is_some() {
        at.at("min_each_instrument", |at| {
            at.refuse(
                "condition-not-in-scheme",
                "เกณฑ์แบบช่วงคะแนนรวมไม่มีเงื่อนไขรายแบบวัด",
                "a scheme of bands on the total has no condition on instruments",
            );
        });
    }
}

/// The first level whose conditions are met applies, so a level may not follow others that cover all of its scores.
fn check_reachable(levels: &[Level], checker: &mut Checker) {
    checker.at("levels", |at| {
        for (index, level) in levels.iter().enumerate() {
            if is_hidden(level, levels.iter().take(index)) {
                at.at(index, |at| {
                    at.refuse(
                        "level-unreachable",
                        "ระดับก่อนหน้าครอบคลุมคะแนนทั้งหมดของระดับนี้แล้ว",
                        "the earlier levels take every score of this one",
                    );
                });
            }
        }
    });
}

/// Whether earlier levels with no stricter condition cover all scores of a level, one alone or several together.
fn is_hidden<'a>(level: &Level, earlier: impl Iterator<Item = &'a Level>) -> bool {
    let mut earlier: Vec<&Level> = earlier
        .filter(|before| {
            before
                .min_each_instrument
                .is_none_or(|mark| Some(mark) <= level.min_each_instrument)
        })
        .collect();
    earlier.sort_unstable_by_key(|before| before.min_total);
    let (min, max) = (level.min_total.hundredths(), level.max_total.hundredths());
    // The lowest score that the levels so far leave.
    let mut open = min;
    for before in earlier {
        if before.min_total.hundredths() <= open {
            open = open.max(before.max_total.hundredths() + 1);
        }
    }
    min <= max && open > max
}

/// The levels without a condition on instruments must divide 0 to 100 without gap or overlap.
fn check_cover(levels: &[Level], checker: &mut Checker) {
    let mut pieces: Vec<(u16, u16)> = levels
        .iter()
        .filter(|level| level.min_each_instrument.is_none())
        .map(|level| (level.min_total.hundredths(), level.max_total.hundredths()))
        .collect();
    pieces.sort_unstable();
    let end = Score::FULL.hundredths() + 1;
    let mut next = 0;
    let mut fits = true;
    for (min, max) in pieces {
        fits &= min == next;
        next = max + 1;
    }
    if !fits || next != end {
        checker.at("levels", |at| {
            at.refuse(
                "levels-do-not-cover",
                "ระดับที่ไม่มีเงื่อนไขรายแบบวัดต้องครอบคลุมคะแนน 0–100 โดยไม่ขาดและไม่ซ้อนกัน",
                "the levels without a condition on instruments must cover 0 to 100 with neither gap nor overlap",
            );
        });
    }
}

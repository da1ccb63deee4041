//! The level as an organization writes it.

use crate::catalogue::{Catalogue, Level, LevelBasis};
use crate::text::fold;

/// Words that stand before the level itself.
const PREFIXES: [&str; 5] = ["ผลการประเมิน", "อยู่ใน", "ระดับผลการประเมิน", "ระดับ", "level"];
/// The grades of the years up to 2565.
const GRADES: [&str; 7] = ["aa", "a", "b", "c", "d", "e", "f"];
/// The levels of the years from 2566 on.
const PASS_LEVELS: [&str; 5] = ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง"];
/// Longest level that is read, in bytes.
const READ_BYTES: usize = 1_000;

/// The level without words before it, folded: `ระดับ A` is `a`.
fn bare(text: &str) -> Option<String> {
    if text.len() > READ_BYTES {
        return None;
    }
    let folded = fold(text);
    let mut rest = folded.as_str();
    // Each of the words may stand before the next one.
    for _ in 0..PREFIXES.len() {
        let Some(after) = PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix)) else {
            break;
        };
        rest = after.trim_start_matches([':', '"', '\'']);
    }
    // A range or a remark in brackets may follow.
    let rest = rest.split(['(', '[']).next().unwrap_or(rest);
    Some(rest.trim_matches(['"', '\'', '.']).to_owned())
}

/// The level of the catalogue's scheme that the text names, by code or name.
pub fn stated_level<'a>(text: &str, catalogue: &'a Catalogue) -> Option<&'a Level> {
    let wanted = bare(text).filter(|bare| !bare.is_empty())?;
    let names = |level: &Level| {
        [&level.code, &level.name_th, &level.name_en]
            .into_iter()
            .any(|name| bare(name).as_ref() == Some(&wanted))
    };
    catalogue.level_scheme.levels.iter().find(|level| names(level))
}

/// Whether the text names a level that only another year's scheme has: a grade in a year of `ผ่าน`, or the reverse.
pub fn is_level_of_another_year(text: &str, catalogue: &Catalogue) -> bool {
    let Some(bare) = bare(text).filter(|_| stated_level(text, catalogue).is_none()) else {
        return false;
    };
    let others = match catalogue.level_scheme.basis {
        LevelBasis::BandsOnTotal => &PASS_LEVELS[..],
        LevelBasis::TotalAndEachInstrument => &GRADES[..],
    };
    others.contains(&bare.as_str())
}

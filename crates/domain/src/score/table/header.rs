use std::collections::BTreeMap;

use super::errors::Errors;
use super::model::{COLUMNS_MAX, COMPARED_BYTES, IgnoredColumn};
use super::target::{Target, Targets};
use crate::text::fold;

/// The columns of a table, from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub(super) code: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) score: Option<usize>,
    pub(super) organization: Option<usize>,
    pub(super) fiscal_year: Option<usize>,
    /// The columns of a wide table.
    pub(super) wide: Vec<(usize, Target)>,
    /// The columns with other names.
    pub(super) ignored: Vec<IgnoredColumn>,
}

impl Header {
    /// Whether each row has one score.
    pub(super) const fn is_long(&self) -> bool {
        self.score.is_some() && (self.code.is_some() || self.name.is_some())
    }

    fn ignore(&mut self, column: usize, name: &str) {
        self.ignored.push(IgnoredColumn {
            column: column + 1,
            name: name.chars().take(NAME_SHOWN).collect(),
        });
    }
}

/// The number of characters of an unknown name that are shown.
const NAME_SHOWN: usize = 100;
const CODE: [&str; 6] = ["code", "รหัส", "รหัสตัวชี้วัด", "รหัสข้อ", "ข้อ", "item"];
const NAME: [&str; 8] = [
    "name",
    "title",
    "indicator",
    "รายการ",
    "ชื่อ",
    "ตัวชี้วัด",
    "ชื่อตัวชี้วัด",
    "ประเด็น",
];
const SCORE: [&str; 7] = [
    "score",
    "คะแนน",
    "ผลคะแนน",
    "คะแนนที่ได้",
    "ค่าคะแนน",
    "ร้อยละ",
    "ผลคะแนน (ร้อยละ)",
];
const ORGANIZATION: [&str; 6] = ["organization", "หน่วยงาน", "ชื่อหน่วยงาน", "อปท.", "local_code", "รหัส อปท."];
pub(super) const FISCAL_YEAR: [&str; 5] = ["fiscal_year", "year", "ปี", "ปีงบประมาณ", "ปีงบประมาณ พ.ศ."];

/// Reads the names of the columns; `None` when the table is neither long nor wide.
pub(super) fn read_header<S: AsRef<str>>(
    row: usize,
    cells: &[S],
    targets: &Targets,
    errors: &mut Errors<'_>,
) -> Option<Header> {
    let mut header = Header::default();
    let mut wide: BTreeMap<Target, usize> = BTreeMap::new();
    for (column, cell) in cells.iter().enumerate().take(COLUMNS_MAX) {
        let text = cell.as_ref().trim_start_matches('\u{FEFF}').trim();
        if text.is_empty() {
            continue;
        }
        if text.len() > COMPARED_BYTES {
            header.ignore(column, text);
            continue;
        }
        let folded = fold(text);
        let is_one_of = |names: &[&str]| names.iter().any(|name| fold(name) == folded);
        let place = if is_one_of(&CODE) {
            &mut header.code
        } else if is_one_of(&NAME) {
            &mut header.name
        } else if is_one_of(&SCORE) {
            &mut header.score
        } else if is_one_of(&ORGANIZATION) {
            &mut header.organization
        } else if is_one_of(&FISCAL_YEAR) {
            &mut header.fiscal_year
        } else if let Some(target) = targets.get(&folded) {
            if let Some(first) = wide.get(target) {
                errors.repeated_column(row, column, *first);
            } else {
                wide.insert(target.clone(), column);
            }
            continue;
        } else {
            header.ignore(column, text);
            continue;
        };
        match *place {
            Some(first) => errors.repeated_column(row, column, first),
            None => *place = Some(column),
        }
    }
    header.wide = wide.into_iter().map(|(target, column)| (column, target)).collect();
    header.wide.sort_unstable_by_key(|(column, _)| *column);
    if !header.is_long() && header.wide.is_empty() {
        errors.no_header(row);
        return None;
    }
    Some(header)
}

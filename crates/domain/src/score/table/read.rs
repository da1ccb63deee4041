use std::collections::BTreeMap;

use super::cell::{ScoreCell, is_blank, read_score};
use super::errors::Errors;
use super::header::{Header, read_header};
use super::model::{COLUMNS_MAX, COMPARED_BYTES, ROWS_MAX, TableEntry, TableScores, bounded_fold};
use super::target::{Target, Targets};
use crate::calendar::FiscalYear;
use crate::catalogue::Catalogue;
use crate::score::input::ScoreCardInput;

/// Reads a table. `catalogue` is that of the assessed year: it names the indicators, sub-indicators and items.
pub fn parse<S: AsRef<str>>(rows: &[Vec<S>], catalogue: &Catalogue) -> TableScores {
    let targets = Targets::of(catalogue);
    let mut errors = Errors::new(catalogue);
    let rows_with_content = rows
        .iter()
        .enumerate()
        .take(ROWS_MAX)
        .filter(|(_, row)| has_content(row));
    let mut rows_with_content = rows_with_content.map(|(index, row)| (index + 1, row.as_slice()));
    let Some((header_row, names)) = rows_with_content.next() else {
        errors.empty_table();
        return errors.into_table(Vec::new());
    };
    let Some(header) = read_header(header_row, names, &targets, &mut errors) else {
        return errors.into_table(Vec::new());
    };
    let mut reader = Reader {
        header,
        targets,
        errors,
        entries: Vec::new(),
        index: BTreeMap::new(),
        seen: BTreeMap::new(),
    };
    for (number, row) in rows_with_content {
        reader.row(number, row);
    }
    if rows.len() > ROWS_MAX {
        reader.errors.too_many_rows(rows.len());
    }
    let ignored = reader.header.ignored;
    TableScores {
        ignored,
        ..reader.errors.into_table(reader.entries)
    }
}

pub(super) fn has_content<S: AsRef<str>>(row: &[S]) -> bool {
    row.iter()
        .take(COLUMNS_MAX)
        .any(|cell| !cell.as_ref().trim().is_empty())
}

/// The organization as written, folded, and the year.
type EntryKey = (Option<String>, Option<FiscalYear>);

struct Reader<'a> {
    header: Header,
    targets: Targets,
    errors: Errors<'a>,
    entries: Vec<TableEntry>,
    /// The positions of the entries.
    index: BTreeMap<EntryKey, usize>,
    /// The row in which a score of an entry stands.
    seen: BTreeMap<(usize, Target), usize>,
}

impl Reader<'_> {
    fn row<S: AsRef<str>>(&mut self, number: usize, row: &[S]) {
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| row.get(column))
                .map_or("", |cell| cell.as_ref())
        };
        let organization = Some(cell(self.header.organization).trim()).filter(|text| !is_blank(text));
        let written_year = cell(self.header.fiscal_year).trim();
        let fiscal_year = if is_blank(written_year) {
            None
        } else {
            match FiscalYear::parse(written_year) {
                Ok(year) => Some(year),
                Err(error) => {
                    self.errors.year(number, self.header.fiscal_year, &error);
                    return;
                }
            }
        };
        let key = (organization.map(bounded_fold), fiscal_year);
        let known = self.index.get(&key).copied();
        if self.header.is_long() {
            let Some((column, target)) = self.long_target(number, &cell) else {
                return;
            };
            let entry = known.unwrap_or_else(|| self.add_entry(key, number, organization, fiscal_year));
            self.set(entry, number, column, target, cell(self.header.score));
            return;
        }
        if let Some(first) = known.and_then(|entry| self.entries.get(entry)) {
            let first = first.row;
            self.errors.repeated_row(number, first);
            return;
        }
        let entry = self.add_entry(key, number, organization, fiscal_year);
        for (column, target) in self.header.wide.clone() {
            self.set(entry, number, column, target, cell(Some(column)));
        }
    }

    /// The column of the score and what it belongs to, in a row of a long table. A row without a name and a score is
    /// skipped.
    fn long_target<'c>(&mut self, number: usize, cell: &impl Fn(Option<usize>) -> &'c str) -> Option<(usize, Target)> {
        let score = self.header.score?;
        let columns = [self.header.code, self.header.name];
        let named = columns.map(|column| column.filter(|_| !is_blank(cell(column))));
        let found = named.map(|column| column.map(|column| (column, self.find(cell(Some(column))))));
        match found {
            // A code and a name that are both known have to mean the same.
            [Some((_, Some(by_code))), Some((column, Some(by_name)))] if by_code != by_name => {
                self.errors.code_and_name_differ(number, column);
                None
            }
            // The code decides; the name beside it may be a text of the organization.
            [Some((_, Some(target))), _] | [None, Some((_, Some(target)))] => Some((score, target)),
            [Some((column, None)), _] | [None, Some((column, None))] => {
                self.errors.unknown_name(number, column, cell(Some(column)));
                None
            }
            [None, None] => {
                if !is_blank(cell(Some(score))) {
                    self.errors.score_without_name(number, score);
                }
                None
            }
        }
    }

    fn find(&self, name: &str) -> Option<Target> {
        self.targets.get(&bounded_fold(name)).cloned()
    }

    fn add_entry(
        &mut self,
        key: EntryKey,
        row: usize,
        organization: Option<&str>,
        fiscal_year: Option<FiscalYear>,
    ) -> usize {
        let position = self.entries.len();
        self.entries.push(TableEntry {
            row,
            organization: organization.map(|text| text.chars().take(COMPARED_BYTES).collect()),
            fiscal_year,
            scores: ScoreCardInput::default(),
        });
        self.index.insert(key, position);
        position
    }

    fn set(&mut self, entry: usize, row: usize, column: usize, target: Target, raw: &str) {
        let score = if target == Target::Level || is_blank(raw) {
            None
        } else {
            match read_score(raw) {
                ScoreCell::Unknown => None,
                ScoreCell::Score(score) => Some(score),
                ScoreCell::Refused(meant) => return self.errors.not_a_score(row, column, meant),
            }
        };
        if is_blank(raw) {
            return;
        }
        if let Some(first) = self.seen.insert((entry, target.clone()), row) {
            return self.errors.duplicate(row, column, first);
        }
        let Some(entry) = self.entries.get_mut(entry) else {
            return;
        };
        store(&mut entry.scores, target, score, raw.trim());
    }
}

fn store(scores: &mut ScoreCardInput, target: Target, score: Option<f64>, raw: &str) {
    match target {
        Target::Total => scores.total = score,
        Target::Iit => scores.iit = score,
        Target::Eit => scores.eit = score,
        Target::EitPart1 => scores.eit_part_1 = score,
        Target::EitPart2 => scores.eit_part_2 = score,
        Target::Oit => scores.oit = score,
        Target::Level => scores.published_level = Some(raw.chars().take(COMPARED_BYTES).collect()),
        Target::Indicator(code) => scores.indicators.extend(score.map(|score| (code.to_string(), score))),
        Target::SubIndicator(code) => scores.sub_indicators.extend(score.map(|score| (code, score))),
        Target::Item(code) => scores.items.extend(score.map(|score| (code.to_string(), score))),
    }
}

//! Tables whose rows are of several fiscal years. The same code or name may mean something else in another year.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cell_error::{CELL_ERRORS_MAX, CellError};
use super::header::FISCAL_YEAR;
use super::model::{COLUMNS_MAX, COMPARED_BYTES, ROWS_MAX, TableEntry, TableScores, bounded_fold};
use super::read::{has_content, parse};
use crate::calendar::FiscalYear;
use crate::catalogue::Catalogue;
use crate::text::fold;

/// The maximum number of fiscal years of one table. The rows are read once for each of them.
pub const YEARS_MAX: usize = 20;

/// The fiscal years that the rows of a table state.
pub fn stated_years<S: AsRef<str>>(rows: &[Vec<S>]) -> BTreeSet<FiscalYear> {
    row_years(rows).into_iter().flatten().collect()
}

/// Reads a table as [`parse`] does, each row with the catalogue of its fiscal year. `default` is the year of rows that
/// state none. `catalogues` has the catalogues in force in these years; a year without one is not read.
pub fn parse_years<S: AsRef<str>>(
    rows: &[Vec<S>],
    default: Option<FiscalYear>,
    catalogues: &BTreeMap<FiscalYear, Arc<Catalogue>>,
) -> TableScores {
    let of_rows = row_years(rows);
    // Rows without a year that can be read belong to this year, so that they are reported once.
    let Some(first) = default.or_else(|| catalogues.keys().next().copied()) else {
        return TableScores::default();
    };
    let header = rows.iter().position(|row| has_content(row));
    let mut all = TableScores::default();
    for (year, catalogue) in catalogues {
        let of_year: Vec<Vec<&str>> = rows
            .iter()
            .zip(&of_rows)
            .enumerate()
            .map(|(index, (row, stated))| {
                let is_read = Some(index) == header || stated.unwrap_or(first) == *year;
                let cells = row.iter().take(if is_read { COLUMNS_MAX } else { 0 });
                cells.map(AsRef::as_ref).collect()
            })
            .collect();
        merge(&mut all, parse(&of_year, catalogue), default);
    }
    all.errors.sort_by_key(|error| (error.row, error.column, error.code));
    all.errors
        .dedup_by(|next, kept| (next.row, next.column, next.code) == (kept.row, kept.column, kept.code));
    all.entries.sort_by_key(|entry| entry.row);
    all.ignored.sort();
    all.ignored.dedup();
    all
}

fn merge(all: &mut TableScores, read: TableScores, default: Option<FiscalYear>) {
    all.ignored.extend(read.ignored);
    all.further_errors += read.further_errors;
    all.errors.extend(read.errors);
    for mut entry in read.entries {
        entry.fiscal_year = entry.fiscal_year.or(default);
        if entry.fiscal_year.is_none() {
            all.errors.push(without_year(&entry));
        } else {
            all.entries.push(entry);
        }
    }
    all.further_errors += all.errors.len().saturating_sub(CELL_ERRORS_MAX);
    all.errors.truncate(CELL_ERRORS_MAX);
}

fn without_year(entry: &TableEntry) -> CellError {
    CellError {
        row: entry.row,
        column: None,
        code: "fiscal-year-required",
        message_th: "แถวนี้ไม่ได้ระบุปีงบประมาณ".to_owned(),
        message_en: "the row does not state its fiscal year".to_owned(),
        suggestion: None,
    }
}

/// The year of each row; `None` for rows that state none, or one that cannot be read.
fn row_years<S: AsRef<str>>(rows: &[Vec<S>]) -> Vec<Option<FiscalYear>> {
    let mut column = None;
    let mut is_header = true;
    let year = |row: &Vec<S>| {
        if is_header && has_content(row) {
            is_header = false;
            column = row.iter().take(COLUMNS_MAX).position(|cell| is_year(cell.as_ref()));
            return None;
        }
        let written = column.and_then(|column| row.get(column))?.as_ref().trim();
        FiscalYear::parse(written).ok()
    };
    rows.iter()
        .take(ROWS_MAX)
        .map(year)
        .chain(std::iter::repeat(None))
        .take(rows.len())
        .collect()
}

fn is_year(cell: &str) -> bool {
    let name = cell.trim_start_matches('\u{FEFF}').trim();
    name.len() <= COMPARED_BYTES && FISCAL_YEAR.iter().any(|known| fold(known) == bounded_fold(name))
}

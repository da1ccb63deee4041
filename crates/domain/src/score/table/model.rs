use super::cell_error::CellError;
use crate::calendar::FiscalYear;
use crate::score::input::ScoreCardInput;
use crate::text::fold;

/// The maximum number of rows that are read.
pub const ROWS_MAX: usize = 10_000;
/// The maximum number of columns that are read.
pub const COLUMNS_MAX: usize = 400;
/// Longest cell that is compared with names, in bytes.
pub(super) const COMPARED_BYTES: usize = 2_000;

/// What a table says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableScores {
    /// One entry for each organization and year, in the order of the rows; a long table without these columns has one.
    pub entries: Vec<TableEntry>,
    /// The first [`CELL_ERRORS_MAX`] errors, by row.
    pub errors: Vec<CellError>,
    /// The number of further errors.
    pub further_errors: usize,
    /// The columns whose names belong to no score of the year, in their order.
    pub ignored: Vec<IgnoredColumn>,
}

/// A column that is not read, because its name is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IgnoredColumn {
    /// The column, from 1.
    pub column: usize,
    /// Its name; of a long one the beginning.
    pub name: String,
}

/// The scores of one organization in one year. They are not checked yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableEntry {
    /// The first row of the entry, from 1.
    pub row: usize,
    /// The organization as written, if the table has a column for it.
    pub organization: Option<String>,
    /// The fiscal year, if the table has a column for it.
    pub fiscal_year: Option<FiscalYear>,
    /// The scores.
    pub scores: ScoreCardInput,
}

/// The folded text; of a long text only the beginning, which then is the name of nothing.
pub(super) fn bounded_fold(text: &str) -> String {
    if text.len() <= COMPARED_BYTES {
        return fold(text);
    }
    fold(&text.chars().take(COMPARED_BYTES).collect::<String>())
}

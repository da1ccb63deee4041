//! Scores from the rows of a sheet, whose cells were split before.
//!
//! The first row that is not empty names the columns, in Thai or English. A table is *long* if it has a column of codes
//! or names and a column of scores, and *wide* if it has a column for each score: `total`, `iit`, `i7`, `o31`. Columns
//! with other names are ignored. Every error is reported with its row and column.

mod cell;
mod cell_error;
mod errors;
mod header;
mod model;
mod read;
mod target;
mod years;

pub use cell_error::{CELL_ERRORS_MAX, CellError};
pub use model::{COLUMNS_MAX, IgnoredColumn, ROWS_MAX, TableEntry, TableScores};
pub use read::parse;
pub use years::{YEARS_MAX, parse_years, stated_years};

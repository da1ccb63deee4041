use crate::SheetError;
use crate::limits::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX, TEXT_MAX};

/// The rows of a file. A row is at the index that is its number in the file, less one; blank rows are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The cells of the rows.
    pub rows: Vec<Vec<String>>,
    /// The name of the sheet that was read; `None` for a file without sheets.
    pub sheet: Option<String>,
    /// The names of the other visible sheets.
    pub other_sheets: Vec<String>,
    /// The number of cells.
    pub(crate) cells: usize,
    /// The number of bytes of all cells.
    pub(crate) bytes: usize,
}

impl Table {
    /// Puts a text into a cell; row and column count from 0. Empty texts take no room.
    pub(crate) fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), SheetError> {
        if text.is_empty() {
            return Ok(());
        }
        if text.contains('\0') {
            return Err(SheetError::Damaged);
        }
        if row >= ROWS_MAX {
            return Err(SheetError::TooManyRows);
        }
        if column >= COLUMNS_MAX {
            return Err(SheetError::TooManyColumns);
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        // The row exists now; without indexing the compiler does not know.
        let Some(cells) = self.rows.get_mut(row) else {
            return Ok(());
        };
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            if self.cells > CELLS_MAX {
                return Err(SheetError::TooManyCells);
            }
            cells.resize_with(column + 1, String::new);
        }
        // A shared text may stand in every cell, so texts are cut and counted before they are copied.
        let text = cut(text);
        self.bytes += text.len();
        if self.bytes > TEXT_MAX {
            return Err(SheetError::TooLarge);
        }
        if let Some(cell) = cells.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }
}

/// The beginning of a text that a cell keeps.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(CELL_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

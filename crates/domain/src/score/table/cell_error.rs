/// The maximum number of errors that are kept. A sheet may have as many as it has cells.
pub const CELL_ERRORS_MAX: usize = 1_000;

/// An error in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The row, from 1.
    pub row: usize,
    /// The column, from 1; `None` for the row as a whole.
    pub column: Option<usize>,
    /// Stable kebab-case code for programs.
    pub code: &'static str,
    /// The error, in Thai.
    pub message_th: String,
    /// The error, in English.
    pub message_en: String,
    /// A value that would be accepted, if known.
    pub suggestion: Option<String>,
}

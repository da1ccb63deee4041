/// The maximum number of rows.
pub const ROWS_MAX: usize = 20_000;
/// The maximum number of columns.
pub const COLUMNS_MAX: usize = 400;
/// The maximum number of cells, with the empty ones before the last cell of each row.
pub const CELLS_MAX: usize = 1_000_000;

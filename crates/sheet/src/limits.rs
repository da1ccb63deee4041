/// The maximum number of rows.
pub const ROWS_MAX: usize = 20_000;
/// The maximum number of columns.
pub const COLUMNS_MAX: usize = 400;
/// The maximum number of bytes of a cell. What is longer is cut: no figure and no name is as long. One more than the domain
/// compares with names (`COMPARED_BYTES`), so that the beginning of a long text is not read as a name.
pub(crate) const CELL_MAX: usize = 2_001;
/// The maximum number of bytes of all cells together.
pub(crate) const TEXT_MAX: usize = 8_388_608;
/// The maximum number of visible sheets that are read or named. A sheet after them counts as unknown.
pub(crate) const SHEETS_NAMED_MAX: usize = 100;
/// The maximum number of characters of the name of a sheet, as the format has it.
pub(crate) const SHEET_NAME_MAX: usize = 31;
/// The maximum number of cells, with the empty ones before the last cell of each row.
pub const CELLS_MAX: usize = 1_000_000;

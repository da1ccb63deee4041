//! Tables from files that organizations send: CSV and XLSX. Cells become text; nothing is interpreted.
//!
//! Every file is bounded before it is read: the libraries for XLSX bound neither what is decompressed nor what is
//! allocated. A file that is too large, damaged, encrypted or has macros is refused with a [`SheetError`].

mod csv;
mod error;
mod guard;
mod limits;
mod table;
#[cfg(test)]
mod tests;
mod xlsx;

pub use self::csv::read_csv;
pub use self::error::SheetError;
pub use self::limits::{CELLS_MAX, COLUMNS_MAX, ROWS_MAX};
pub use self::table::Table;
pub use self::xlsx::read_xlsx;

//! XLSX. Formulas have the values that the spreadsheet program stored.

use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use crate::guard::check;
use crate::limits::{SHEET_NAME_MAX, SHEETS_NAMED_MAX};
use crate::{SheetError, Table};

/// The number of digits of a number that a spreadsheet program shows, after the first one.
const DIGITS: usize = 14;

/// Reads a sheet of an XLSX file: the one with this name, otherwise the first visible one.
///
/// # Errors
/// [`SheetError`] when the file is not such a file, is damaged, encrypted or too large, or has macros; and when it does
/// not have the sheet.
pub fn read_xlsx(bytes: &[u8], sheet: Option<&str>) -> Result<Table, SheetError> {
    check(bytes)?;
    // The library computes with numbers of the file and may overflow.
    let read = catch_unwind(AssertUnwindSafe(|| read_checked(bytes, sheet)));
    read.unwrap_or(Err(SheetError::Damaged))
}

fn read_checked(bytes: &[u8], wanted: Option<&str>) -> Result<Table, SheetError> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let visible = workbook.sheets_metadata().iter();
    let visible = visible.filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let known: Vec<String> = visible.map(|sheet| sheet.name.clone()).take(SHEETS_NAMED_MAX).collect();
    if known.iter().any(|name| name.chars().nth(SHEET_NAME_MAX).is_some()) {
        return Err(SheetError::Damaged);
    }
    let name = match wanted {
        None => known.first().cloned().ok_or(SheetError::NoSheet)?,
        Some(name) if known.iter().any(|it| it == name) => name.to_owned(),
        Some(_) => return Err(SheetError::UnknownSheet { known }),
    };
    let mut cells = workbook
        .worksheet_cells_reader(&name)
        .map_err(|error| refused(&error))?;
    let is_percent: Vec<bool> = cells.styles().iter().map(shows_percent).collect();
    let mut table = Table {
        other_sheets: known.into_iter().filter(|other| *other != name).collect(),
        sheet: Some(name),
        ..Table::default()
    };
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| refused(&error))? {
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row), usize::try_from(column));
        let (Ok(row), Ok(column)) = (row, column) else {
            return Err(SheetError::TooManyRows);
        };
        let is_percent = is_percent.get(style).copied().unwrap_or(false);
        table.put(row, column, &text(cell.get_value(), is_percent))?;
    }
    Ok(table)
}

fn refused(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Encrypted,
        _ => SheetError::Damaged,
    }
}

/// Whether cells with this style show their numbers as percent.
fn shows_percent(style: &Style) -> bool {
    style
        .number_format
        .as_ref()
        .is_some_and(|format| format.format_code.contains('%'))
}

fn text<'a>(value: &'a DataRef<'_>, is_percent: bool) -> Cow<'a, str> {
    let shown = match value {
        DataRef::SharedString(text) => return Cow::Borrowed(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => return Cow::Borrowed(text),
        DataRef::Empty => String::new(),
        DataRef::Int(number) if is_percent => number.saturating_mul(100).to_string(),
        DataRef::Int(number) => number.to_string(),
        // What the cell shows: 0.8412 as 84.12 %.
        DataRef::Float(number) if is_percent => shown(number * 100.0),
        DataRef::Float(number) => shown(*number),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        // A duration stays the number of days that the file has.
        DataRef::DateTime(duration) => shown(duration.as_f64()),
        DataRef::Error(error) => error.to_string(),
    };
    Cow::Owned(shown)
}

/// A number with as many digits as a spreadsheet program shows: sums of binary fractions are off in the last ones.
fn shown(number: f64) -> String {
    let rounded: f64 = format!("{number:.DIGITS$e}").parse().unwrap_or(number);
    rounded.to_string()
}

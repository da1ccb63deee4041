//! Helpers for the rows of several tables.

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use serde::Serialize;

use crate::StoreError;

/// Rows as a JSON array, for `json_populate_recordset`: any number of rows in one statement.
pub(crate) fn as_json(rows: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(corrupt)
}

/// The maximum number of rows of one statement. A statement holds its rows several times, as values, as JSON and as bytes for
/// the connection; an import has a hundred thousand.
pub(crate) const ROWS_AT_ONCE: usize = 1_000;

/// The error for stored data that is not valid.
pub(crate) fn corrupt(error: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}

/// The names of the kinds of documents that this program has. Reads over several kinds are limited to them: a newer
/// program on the same database may have added another kind. `migrate` adds their rows.
pub(crate) fn known_kinds() -> Vec<&'static str> {
    DocumentKind::ALL.map(DocumentKind::as_str).to_vec()
}

/// The number of an edition as it is stored. It always fits, because no document has as many editions as `i32::MAX`.
pub(crate) fn stored_number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The number of an edition or version as it was stored.
pub(crate) fn loaded_number(stored: i32) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(corrupt)
}

/// The time and the reason of a withdrawal. The program never stores the one without the other.
pub(crate) fn withdrawal(
    at: jiff_diesel::Timestamp,
    reason: Option<String>,
) -> Result<(jiff::Timestamp, String), StoreError> {
    let reason = reason.ok_or_else(|| corrupt("a withdrawal has no reason"))?;
    Ok((at.to_jiff(), reason))
}

/// A fiscal year as it is stored: the B.E. number. It always fits, because `FiscalYear` ends long before 32767.
pub(crate) fn stored_year(year: FiscalYear) -> i16 {
    i16::try_from(year.get()).unwrap_or(i16::MAX)
}

/// A fiscal year as it was stored.
pub(crate) fn loaded_year(stored: i16) -> Result<FiscalYear, StoreError> {
    u16::try_from(stored)
        .ok()
        .and_then(|year| FiscalYear::new(year).ok())
        .ok_or_else(|| StoreError::Corrupt(format!("{stored} is no fiscal year")))
}

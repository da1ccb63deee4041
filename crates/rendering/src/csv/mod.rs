//! The plan and result tables as CSV, for spreadsheets and open data. The file is UTF-8 with a byte order mark, without
//! which Excel assumes another encoding. It has commas between cells, CRLF line ends, and English column names without
//! spaces.
//!
//! The format is for programs: dates and months are ISO 8601 in the Gregorian calendar, fiscal years are B.E. years,
//! and amounts are bare numbers.
//!
//! **Formulas.** A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula. Such
//! a cell gets an apostrophe in front, and so does one that begins like that after apostrophes of its own. A reader removes
//! exactly one apostrophe before such a sign, and has the text. The module `cell` has all the rules. Numbers and codes never
//! begin like that.

mod cell;
mod plan;
mod results;

use prongsai_domain::document::DocumentKind;

use crate::kind;
use crate::outline::reported::reported;
use crate::rendition::{Body, Rendition};
use cell::{OVERRIDE_REASON, harmless, optional};

/// The reason why a rendition has no such table.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// Most kinds of documents have no table; a plan has no results.
    #[error("a rendition of the kind `{0}` has no such table")]
    NoTable(&'static str),
    /// The table could not be written.
    #[error("the table could not be written: {0}")]
    Write(#[from] ::csv::Error),
}

/// The table of a plan: one row for each step of each measure.
pub fn plan(rendition: &Rendition<'_>) -> Result<Vec<u8>, CsvError> {
    let Body::Plan(plan) = &rendition.body else {
        return Err(CsvError::NoTable(rendition.body.kind()));
    };
    let rows = (1..).zip(&plan.measures).flat_map(|(number, measure)| {
        let steps = measure.content.steps.iter().enumerate();
        steps.map(move |(index, step)| plan::row(rendition, number, *measure, index + 1, step))
    });
    write(&plan::COLUMNS, rows)
}

/// The table of the results of a report: one row for each result and each activity, and one for each measure without either. Only a
/// table with activities, or with reasons for a stated progress, has columns for them.
pub fn results(rendition: &Rendition<'_>) -> Result<Vec<u8>, CsvError> {
    let document = match &rendition.body {
        Body::Document(document) if document.content.kind() == DocumentKind::Report => document,
        _ => return Err(CsvError::NoTable(rendition.body.kind())),
    };
    let measures = reported(document);
    let has_more = results::needs_more(&measures);
    let rows = (1..)
        .zip(&measures)
        .flat_map(|(number, reported)| results::rows(rendition, document, number, reported));
    let more = results::MORE_COLUMNS.iter().filter(|_| has_more);
    let columns: Vec<&str> = results::COLUMNS.iter().chain(more).copied().collect();
    write(&columns, rows.map(|row| row.into_cells(has_more)))
}

/// A single document as a table. The last column is that of its override.
pub fn document(rendition: &Rendition<'_>) -> Result<Vec<u8>, CsvError> {
    let no_table = || CsvError::NoTable(rendition.body.kind());
    let Body::Document(document) = &rendition.body else {
        return Err(no_table());
    };
    let sheet = kind::sheet(&document.content, rendition).ok_or_else(no_table)?;
    let columns: Vec<&str> = sheet.columns.iter().copied().chain([OVERRIDE_REASON]).collect();
    let reason = optional(document.signatures.override_reason);
    let marked = |row: Vec<String>| -> Vec<String> { row.into_iter().chain([reason.clone()]).collect() };
    write(&columns, sheet.rows.into_iter().map(marked))
}

/// Writes the byte order mark, the column names and the rows.
fn write(columns: &[&str], rows: impl IntoIterator<Item = impl AsRef<[String]>>) -> Result<Vec<u8>, CsvError> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.as_ref().iter().map(|cell| harmless(cell)))?;
    }
    writer
        .into_inner()
        .map_err(|error| CsvError::Write(::csv::Error::from(error.into_error())))
}

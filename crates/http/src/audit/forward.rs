use prongsai_application::audit::{AuditRecord, SecurityEvent};
use serde::Serialize;

use super::event_view::SecurityEventView;
use super::view::AuditEntryView;

/// A row as a program that collects logs reads it. The members are those of the API, and the name of the list.
#[derive(Serialize)]
struct Line<T> {
    list: &'static str,
    #[serde(flatten)]
    row: T,
}

/// An entry of the audit trail as a line of JSON, without the line feed.
///
/// # Errors
/// The text of the error if the entry cannot be written.
pub fn entry_line(entry: AuditRecord) -> Result<String, String> {
    line("audit", AuditEntryView::of(entry))
}

/// A security event as a line of JSON, without the line feed.
///
/// # Errors
/// As [`entry_line`].
pub fn event_line(event: SecurityEvent) -> Result<String, String> {
    line("security-events", SecurityEventView::of(event))
}

fn line<T: Serialize>(list: &'static str, row: Result<T, crate::problem::Problem>) -> Result<String, String> {
    let row = row.map_err(|problem| problem.log_text().unwrap_or_default().to_owned())?;
    serde_json::to_string(&Line { list, row }).map_err(|error| error.to_string())
}

//! Documents, their editions, and what the audit trail says of them.

mod history;
mod list;
mod read;
mod rows;
mod visibility;
mod write;
mod year;

pub use history::HistoryEntry;
pub use list::{DocumentFilter, DocumentSummary};
pub use read::Current;
pub(crate) use rows::{loaded_year, stored_number, stored_year};
pub use visibility::Visibility;

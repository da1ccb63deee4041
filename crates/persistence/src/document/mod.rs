//! Documents, their editions, and their history from the audit trail.

mod acts;
mod authors;
mod history;
mod list;
mod lock;
mod read;
mod rows;
mod visibility;
mod write;
mod year;

pub use authors::Authors;
pub use history::HistoryEntry;
pub use list::{DocumentFilter, DocumentSummary, document_list_statement};
pub use lock::LockedDocument;
pub(crate) use lock::documents_of_year;
pub use read::Current;
pub(crate) use rows::change_note;
pub use visibility::Visibility;
pub use write::NewDocument;

//! Documents, their editions, and their history from the audit trail.

mod acts;
mod authors;
mod create;
mod history;
mod list;
mod lock;
mod lock_and_read;
mod read;
mod rows;
mod shown;
mod visibility;
mod write;
mod year;

pub use authors::Authors;
pub use create::Creation;
pub use history::HistoryEntry;
pub use list::{DocumentFilter, DocumentSummary, document_list_statement};
pub use lock::LockedDocument;
pub(crate) use lock::documents_of_year;
pub use lock_and_read::LockedCurrent;
pub use read::Current;
pub(crate) use rows::change_note;
pub use visibility::Visibility;
pub use write::NewDocument;

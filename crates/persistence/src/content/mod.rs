//! The contents of documents, results, activities and analyses. Their rows are inserted once and never changed.

mod author;
mod changes;
mod codec;
mod frozen;
mod read;
mod row;
#[cfg(test)]
mod tests;
mod write;

pub use author::Authorship;
pub use changes::FrozenChange;
pub use codec::{Encoded, Stored, read_document};
pub use frozen::{EditionToFreeze, MeasureToFreeze};
pub use read::StoredContent;
pub(crate) use row::ContentRow;
pub use write::NewContent;

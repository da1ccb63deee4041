//! The implementation results of measures. The text of a result is content: each change is a new version.

mod read;
mod write;

pub use read::StoredResult;

//! The implementation results of measures. What a result says is content: each change is a new version.

mod read;
mod write;

pub use read::StoredResult;

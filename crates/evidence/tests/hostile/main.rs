//! Files that do harm, or tell more than their author meant. Each is refused with a code, or cleaned; then a search
//! of the result shows that what was removed is gone. All files are made here.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bounds;
mod documents;
mod documents_refused;
mod make;
mod package;
mod page;
mod pdfs;
mod pdfs_refused;
mod pictures;
mod polyglots;
mod raw;
mod texts;

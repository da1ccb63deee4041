//! Renditions as DOCX, unpacked and read.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed expectation fails the test"
)]

#[path = "../html_specimen/mod.rs"]
mod specimen;

mod document;
mod hostile;
mod unpacked;

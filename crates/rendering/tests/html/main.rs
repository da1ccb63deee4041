//! Renditions and public pages as HTML, read with a browser's parser.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed expectation fails the test"
)]

#[path = "../html_specimen/mod.rs"]
mod specimen;

mod accessible;
mod activities;
mod hostile;
mod pages;
mod site;

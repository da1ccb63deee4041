//! Renditions as PDF, examined with independent tools: poppler, qpdf, a QR decoder.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failed expectation fails the test"
)]

mod golden;
mod injection;
mod kinds;
mod large;
mod tools;
mod year;

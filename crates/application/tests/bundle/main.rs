//! Tests of the import and export of bundles. Each test has its own database.
//!
//! The bundles are in `tests/fixtures`. The real document is also tested if it is in `../shared/real`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod chunks;
mod export;
mod import;
mod states;
mod support;

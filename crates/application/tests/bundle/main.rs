//! Bundles brought in and taken out, on a database of each test's own.
//!
//! The bundles are the project's own, from `tests/fixtures`; the real document is tried too where it lies beside the
//! project (`../shared/real`).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod export;
mod import;
mod states;
mod support;

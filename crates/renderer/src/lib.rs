//! Makes PDFs, in a process of its own: the program `prongsai-renderer`, which the server starts.
//!
//! This is the only crate that depends on typst and that reads fonts. It uses no clock, no network and no files except the
//! fonts, which are read at the start.

mod drill;
pub mod pdf;
pub mod serve;

/// A hash over the sources that determine the bytes of a PDF (see `build.rs`).
pub const SOURCES: &str = env!("PRONGSAI_RENDERER_SOURCES");

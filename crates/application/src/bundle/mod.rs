//! Bundles: an office's whole fiscal year as one JSON document, brought in and taken out.
//!
//! The way in is [`parse`] (shape), [`check`](check::check) (everything else, all mistakes at once), then one
//! transaction; [`doubts`](doubts::doubts) says what a careful reader would ask about.

pub mod check;
pub mod doubts;
mod export;
mod import;
mod parse;
pub mod wire;

pub use export::export;
pub use import::{Change, ChangedKind, ImportOutcome, ImportTurns, import, import_file_as};
pub use parse::parse;

//! Bundles: an organization's whole fiscal year as one JSON document, as people write it.
//!
//! The way in is [`parse`] (shape), [`check`](check::check) (everything else, all mistakes at once) and
//! [`doubts`](doubts::doubts) (what a careful reader would ask about). The way out is [`Bundle::push`] and [`part`].
//! Everything here is pure; storing and loading is the application's.

pub mod check;
mod choice;
pub mod doubts;
mod keyed;
pub mod kind;
mod parse;
pub mod part;
mod pointer;
pub mod wire;

pub use kind::{Bundle, FORMAT};
pub use parse::parse;

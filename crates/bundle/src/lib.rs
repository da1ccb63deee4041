//! Bundles: an organization's whole fiscal year as one JSON document, in a form that people can write.
//!
//! To read a bundle, use [`parse()`] (its structure), [`check`](check::check) (its content, all field errors at once)
//! and [`doubts`](doubts::doubts) (warnings). To write one, use [`Bundle::push`] and [`part`]. This crate does no input or
//! output; the application stores and loads the data.

pub mod check;
mod checked;
mod choice;
pub mod doubts;
mod keyed;
pub mod kind;
mod parse;
pub mod part;
mod pointer;
pub mod wire;

pub use checked::{CheckedBundle, CheckedDocument, CheckedMeasure, NewDivision};
pub use kind::{Bundle, FORMAT};
pub use parse::parse;

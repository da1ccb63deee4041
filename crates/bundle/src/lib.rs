//! Bundles: an organization's whole fiscal year as one JSON document, in a form that people can write.
//!
//! To read a bundle, use [`parse()`] (its structure) and [`check`](check::check) (its content, all field errors at once,
//! and warnings). To write one, use [`Bundle::push`] and [`part`]. This crate does no input or
//! output; the application stores and loads the data.

pub mod check;
mod checked;
mod choice;
pub mod difference;
mod keyed;
pub mod kind;
pub mod matching;
pub mod part;
mod text;
pub mod wire;

pub use checked::{CheckedAnalysis, CheckedBundle, CheckedDocument, CheckedMeasure, NewDivision};
pub use kind::{Bundle, FORMAT};
pub use text::{BundleText, Entry, Outline, Written, parse};

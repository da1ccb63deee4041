//! Measures: what is particular to drafting and editing them.

mod create;
mod edit;
mod rules;

pub use create::{NewMeasure, create};
pub use edit::{MeasureChange, edit};
pub use rules::{content_of, division_ref};

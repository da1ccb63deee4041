//! Drafting and editing measures.

mod create;
mod edit;
mod rules;

pub use create::{NewMeasure, create};
pub use edit::{MeasureChange, edit};
pub(crate) use rules::measure_in;

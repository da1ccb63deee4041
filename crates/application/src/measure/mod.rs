//! Drafting and editing measures.

mod create;
mod edit;
mod open;
mod rules;

pub use create::{NewMeasure, create};
pub use edit::{MeasureChange, edit};
pub(crate) use open::{check_open, lock_open};
pub(crate) use rules::measure_in;

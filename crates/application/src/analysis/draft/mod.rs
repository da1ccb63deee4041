//! Findings that the scores suggest for an analysis, and what people decided about them.

mod decide;
mod drafted;

pub use decide::{Decided, decide};
pub use drafted::{Draft, DraftedFinding, SuggestedMeasure, drafted};

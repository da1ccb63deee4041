//! Findings that the scores suggest. People accept, edit or reject each of them; nothing enters an analysis by itself.

mod apply;
mod decision;
mod input;
mod proposal;
mod propose;
mod wording;

pub use apply::{Applied, with_decisions};
pub use decision::{Decided, Decision, DecisionInput, Decisions};
pub use input::{DraftInput, LastYear, Medians, Thresholds};
pub use proposal::{ProposedFinding, Reason};
pub use propose::draft;

//! The analysis of an assessment's result (การวิเคราะห์ผลการประเมิน): the scores, and the conclusions from them.

mod content;
pub mod draft;
mod input;

pub use content::{Analysis, Finding, FindingKind, Heading};
pub use input::{AnalysisInput, FindingInput, finding_keys};

pub use crate::score::{ScoreCard, ScoreCardInput};

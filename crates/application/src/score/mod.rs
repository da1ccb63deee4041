//! The scores of organizations in assessments.

mod assessment;
mod import;
mod put;
mod read;

pub use assessment::{Assessed, Assessment, ScoreReview};
pub use import::{ImportEffect, ImportedScores, ScoreImport, ScoreImportOutcome, ScoreTable, admit, import};
pub use put::put;
pub use read::{find, list};

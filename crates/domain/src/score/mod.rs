//! The scores of an assessment: what is known, what follows from it, and what contradicts it.
//!
//! [`ScoreCard`] holds what an organization states. [`roll_up`] computes each figure from the level below, [`level`]
//! draws the level, and [`weighted_points`] recognises points that were written for scores. [`table`] reads scores from
//! the rows of a sheet. docs/scores.md explains the rules.

mod card;
mod change;
mod input;
mod item_code;
mod level;
mod outcome;
mod published_level;
mod ratio;
mod roll_up;
mod span;
pub mod table;
mod weighted;

pub use card::{ScoreCard, YearScores};
pub use change::{ChangedValues, ScoreChange};
pub use input::ScoreCardInput;
pub use item_code::{ItemCode, ItemCodeError};
pub use level::level;
pub use outcome::{LevelOutcome, Undetermined};
pub use published_level::{is_level_of_another_year, stated_level};
pub use ratio::Ratio;
pub use roll_up::{Disagreement, Figure, FigureKey, NotComputed, RollUp, TOLERANCE, roll_up};
pub use weighted::weighted_points;

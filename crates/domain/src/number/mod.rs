//! Numbers as people write them: amounts, budgets, percentages and scores.
//!
//! The API wants JSON numbers. These functions read what stands in a text instead, so that a refusal can suggest the
//! number, and so that tables of other programs can be read. Digits may be Thai. Commas or spaces separate groups of three
//! digits; misplaced ones are refused. Numbers are never rounded.

mod error;
mod meant;
mod read;
mod written;

pub use error::NumberError;
pub use meant::{meant_budget, meant_score, meant_whole, meant_whole_or_percent};
pub use read::{Budget, budget, hundredths, percent, whole, whole_baht};

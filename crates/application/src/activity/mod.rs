//! The activities for measures, entered through the year.

mod change;
mod progress;
mod read;

pub use change::{create, delete, edit};
pub use progress::{MeasureProgress, progress};
pub use read::{find_one, list};

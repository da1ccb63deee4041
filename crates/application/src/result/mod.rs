//! The implementation results of measures, entered through the year.

mod change;
mod read;

pub use change::{create, delete, edit};
pub use read::{find_one, list};

pub(crate) use change::new_result;

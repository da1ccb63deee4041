//! Divisions of an organization.

mod change;
mod read;

pub use change::{DivisionChange, create, delete, edit};
pub use read::{find, list};

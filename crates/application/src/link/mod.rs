//! The link check: visits the addresses that an organization shows the public, and says since when they fail.

mod check;
mod list;
mod wanted;

pub(crate) use check::check;
pub use list::{LinkQuery, list};

//! Rules that are binding for an organization or for a province.

mod change;
mod read;

pub use change::{accept_release, bind, propose_release};
pub use read::{list_for_organization, list_of_province};

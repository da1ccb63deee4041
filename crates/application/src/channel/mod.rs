//! Channels of an organization.

mod change;
mod read;

pub use change::{create, delete, replace};
pub(crate) use read::in_public_order;
pub use read::{find, list, list_public};

//! People with a login and their roles.

mod acting;
mod grants;
mod rows;
mod users;

pub(crate) use rows::membership;
pub use users::{Credential, UserFilter};

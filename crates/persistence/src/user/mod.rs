//! People with a login and the roles given to them.

mod acting;
mod grants;
mod rows;
mod users;

pub(crate) use rows::membership;
pub use users::{Credential, UserFilter};

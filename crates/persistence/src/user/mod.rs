//! People with a login and their roles.

mod acting;
mod demo;
mod grants;
mod rows;
mod users;

pub(crate) use acting::person_of;
pub use acting::{ActingPerson, ActingUser};
pub use demo::{DemoAccount, DemoMarks};
pub(crate) use rows::membership;
pub use users::{Credential, UserFilter};

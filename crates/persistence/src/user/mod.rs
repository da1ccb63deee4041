//! People with a login and their roles.

mod acting;
mod demo;
mod grants;
mod notices;
mod password_tokens;
mod pending_grants;
mod rows;
mod second_factors;
mod users;

pub use acting::{ActingPerson, ActingUser};
pub(crate) use acting::{actor_of, person_of};
pub use demo::{DemoAccount, DemoMarks};
pub use notices::{NewNotice, Notice, NoticeKind};
pub use password_tokens::{NewPasswordToken, PasswordToken};
pub use pending_grants::GrantConfirmation;
pub(crate) use rows::{membership, required_by};
pub use second_factors::StoredFactor;
pub use users::{Credential, UserFilter};

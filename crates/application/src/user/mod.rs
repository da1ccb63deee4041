//! People with a login, and their roles, within the administrator's scope.

mod account;
mod admin_scope;
mod by_program;
mod create;
mod edit;
mod grant;
mod input;
mod read;
mod sessions;

pub use account::Account;
pub use by_program::{ActivityChange, set_active_as_system};
pub use create::{create, create_user_as_system};
pub use edit::{UserChange, edit};
pub use grant::{grant, revoke};
pub use input::{MembershipInput, UserInput};
pub use read::{Me, find, find_by_username, find_grant, list, me};
pub use sessions::{end_session, end_sessions, list_sessions};

//! People with a login, and their roles, within the administrator's scope.

mod account;
mod admin_scope;
mod begin_again;
mod by;
mod by_program;
mod confirm;
mod confirmers;
mod create;
mod edit;
mod gain;
mod grant;
mod housekeeping;
mod input;
mod last_administrator;
mod notice;
mod password_token;
mod read;
mod second_factor;
mod sessions;
mod tell;

pub use account::Account;
pub(crate) use account::only_organization;
pub use by_program::{ActivityChange, set_active_as_system};
pub use confirm::{
    ConfirmSelection, Confirmed, RoleSelection, WaitingAccount, confirm, confirm_as_operator, confirm_grant,
    waiting_for_operator,
};
pub use confirmers::Confirmers;
pub use create::{create, create_as_operator};
pub use edit::{UserChange, edit};
pub use grant::{HeldGrant, grant, revoke};
pub use housekeeping::{forget_expired, tell_of_expired_proposals};
pub use input::{MembershipInput, UserInput};
pub use notice::{Notice, mark_notices_read, notices};
pub use password_token::{HandedOver, HandedOverToken, hand_over_token, hand_over_token_as_operator};
pub(crate) use read::all_of;
pub use read::{Me, UserQuery, find, find_by_username, find_grant, list, me, pending_grants};
pub use second_factor::{remove_second_factor, remove_second_factor_as_operator};
pub use sessions::{end_session, end_sessions, list_sessions};
pub(crate) use tell::has_second;

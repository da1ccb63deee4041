//! Login, refresh, logout, authentication by access token, and the sessions of a person.

mod activate;
mod authenticate;
mod client;
mod end;
mod housekeeping;
mod list;
mod login;
mod logout;
mod network;
mod password;
mod presence;
mod refresh;
mod refusal;
pub mod second_factor;
mod throttle;
mod tokens;

pub use activate::activate;
pub use authenticate::{authenticate, authenticate_with};
pub use client::ClientInfo;
pub use end::{end, end_others};
pub use housekeeping::{forget_ended, forget_expired_tokens, forget_old_failures};
pub(crate) use list::of_person;
pub use list::{SessionQuery, list};
pub use login::login;
pub use logout::logout;
pub use password::change_password;
pub(crate) use presence::Presence;
pub use refresh::refresh;
pub use tokens::Tokens;

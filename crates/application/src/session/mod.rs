//! Login, refresh, logout, and authentication by access token.

mod activate;
mod authenticate;
mod client;
mod housekeeping;
mod login;
mod logout;
mod password;
mod refresh;
mod throttle;
mod tokens;

pub use activate::activate;
pub use authenticate::authenticate;
pub use client::ClientInfo;
pub use housekeeping::{forget_expired_tokens, forget_old_failures};
pub use login::login;
pub use logout::logout;
pub use password::change_password;
pub use refresh::refresh;
pub use tokens::Tokens;

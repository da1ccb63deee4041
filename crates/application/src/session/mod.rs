//! Login, refresh, logout, and authentication by access token.

mod authenticate;
mod client;
mod housekeeping;
mod login;
mod logout;
mod network;
mod refresh;
mod throttle;
mod tokens;

pub use authenticate::{authenticate, authenticate_with};
pub use client::ClientInfo;
pub use housekeeping::{forget_expired_tokens, forget_old_failures};
pub use login::login;
pub use logout::logout;
pub use refresh::refresh;
pub use tokens::Tokens;

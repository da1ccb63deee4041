//! Credentials: hashed passwords, access tokens, and tokens whose hash is stored.

mod access_token;
mod password;
mod token_secret;

pub use access_token::{AccessClaims, AccessTokens};
pub use password::{PasswordCost, Passwords};
pub(crate) use token_secret::TokenSecret;

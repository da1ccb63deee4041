//! Credentials: hashed passwords, access tokens and refresh tokens.

mod access_token;
mod password;
mod refresh_token;
#[cfg(test)]
mod rotation;
mod token_secrets;

pub use access_token::{AccessClaims, AccessTokens};
pub use password::{PasswordCost, Passwords};
pub(crate) use refresh_token::RefreshSecret;
pub use token_secrets::TokenSecrets;

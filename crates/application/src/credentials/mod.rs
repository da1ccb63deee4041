//! Credentials: hashed passwords, access tokens, and tokens whose hash is stored.

mod access_token;
mod authenticator;
mod factor_code;
mod mailed_token;
mod password;
#[cfg(test)]
mod rotation;
mod service_secret;
mod token_secret;
mod token_secrets;
mod token_signature;

pub use access_token::{AccessClaims, AccessTokens};
pub(crate) use authenticator::Authenticator;
pub(crate) use factor_code::{FactorCode, RecoveryCode};
pub use mailed_token::MailedTokens;
pub use password::{PasswordCost, Passwords};
pub use service_secret::ServiceSecret;
pub(crate) use token_secret::TokenSecret;
pub use token_secrets::TokenSecrets;

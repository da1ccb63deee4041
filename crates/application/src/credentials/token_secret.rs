use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// The length of a token: 256 random bits, or one HMAC-SHA-256 (`mailed_token`).
const BYTES: usize = 32;

/// A token for one purpose, such as a refresh token: random bytes that only the client stores; the server stores their hash.
pub(crate) struct TokenSecret {
    text: SecretString,
    sha256: [u8; 32],
}

impl TokenSecret {
    /// A new token.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut bytes = [0_u8; BYTES];
        getrandom::fill(&mut bytes).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self::of(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The token that consists of these bytes, which nobody can guess.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self::of(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Parses a token that a client sent; `None` when it is malformed.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == BYTES).then(|| Self::of(text.to_owned()))
    }

    fn of(text: String) -> Self {
        let sha256 = Sha256::digest(text.as_bytes()).into();
        Self {
            text: SecretString::from(text),
            sha256,
        }
    }

    /// The hash that the server stores.
    pub(crate) const fn sha256(&self) -> &[u8] {
        &self.sha256
    }

    /// The token, for the client.
    pub(crate) fn expose(&self) -> String {
        self.text.expose_secret().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_comes_back_has_the_hash_that_was_kept() {
        let token = TokenSecret::generate().unwrap();
        assert_eq!(TokenSecret::read(&token.expose()).unwrap().sha256(), token.sha256());
        assert_ne!(TokenSecret::generate().unwrap().sha256(), token.sha256());
    }

    #[test]
    fn what_cannot_be_a_token_is_not_looked_for() {
        for text in ["", "short", "not base64 url!", &"A".repeat(44), &"A".repeat(42)] {
            assert!(TokenSecret::read(text).is_none(), "{text}");
        }
    }
}

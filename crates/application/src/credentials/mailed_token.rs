use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretSlice};
use sha2::Sha256;
use uuid::Uuid;

use super::token_secret::TokenSecret;
use super::token_secrets::TokenSecrets;
use crate::Error;

/// Separates these tokens from other uses of the same secrets.
const PURPOSE: &[u8] = b"prongsai password token by mail\n";

/// Makes the tokens that go by mail. A token is computed from the job that sends it and a secret of the server, so no row
/// has it, and a mail that is sent again has the same one.
pub struct MailedTokens {
    /// The first one makes tokens. Tokens of the others may still wait in jobs.
    secrets: Vec<SecretSlice<u8>>,
}

impl MailedTokens {
    /// With the secrets of the server.
    pub(crate) fn new(secrets: &TokenSecrets) -> Self {
        let others = secrets.accepted.iter().chain(&secrets.earlier);
        Self {
            secrets: std::iter::once(&secrets.signing).chain(others).cloned().collect(),
        }
    }

    /// The token of a new job.
    pub(crate) fn make(&self, job: Uuid) -> Result<TokenSecret, Error> {
        let missing = || Error::Internal("there is no secret for tokens".to_owned());
        self.possible(job).next().ok_or_else(missing)?
    }

    /// The tokens that a job may have, one for each secret.
    pub(crate) fn possible(&self, job: Uuid) -> impl Iterator<Item = Result<TokenSecret, Error>> {
        self.secrets.iter().map(move |secret| {
            let mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret());
            let mut mac = mac.map_err(|error| Error::Internal(format!("a secret for tokens: {error}")))?;
            mac.update(PURPOSE);
            mac.update(job.as_bytes());
            Ok(TokenSecret::of_bytes(&mac.finalize().into_bytes()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(byte: u8) -> SecretSlice<u8> {
        SecretSlice::from(vec![byte; 32])
    }

    #[test]
    fn a_token_belongs_to_its_job_and_survives_a_new_secret() {
        let before = MailedTokens::new(&TokenSecrets::from(secret(1)));
        let (job, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let token = before.make(job).unwrap().expose();
        assert_eq!(before.make(job).unwrap().expose(), token);
        assert_ne!(before.make(other).unwrap().expose(), token);
        assert!(TokenSecret::read(&token).is_some());
        let after = MailedTokens::new(&TokenSecrets {
            accepted: vec![secret(1)],
            ..TokenSecrets::from(secret(2))
        });
        assert_ne!(after.make(job).unwrap().expose(), token);
        assert!(after.possible(job).any(|possible| possible.unwrap().expose() == token));
    }
}

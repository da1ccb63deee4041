use jiff::Timestamp;
use secrecy::SecretString;
use totp_rs::{Builder, Totp};

use crate::Error;

/// 160 bits, as RFC 4226 recommends: the length of the key of HMAC-SHA-1.
const SECRET_BYTES: usize = 20;
/// The name of the service that the authenticator shows.
const ISSUER: &str = "Prongsai";

/// The one-time codes of a person's authenticator: six digits that change every 30 seconds (RFC 6238). SHA-1, because many
/// authenticators know nothing else; HMAC does not depend on what is broken of it. It has no `Debug`, so that a log never
/// contains the secret.
pub(crate) struct Authenticator(Totp);

impl Authenticator {
    /// A new secret for the person with this login name.
    pub(crate) fn generate(username: &str) -> Result<Self, Error> {
        let mut secret = [0_u8; SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(|error| Error::Internal(error.to_string()))?;
        Self::with_secret(&secret, username)
    }

    /// The codes of a stored secret.
    pub(crate) fn with_secret(secret: &[u8], username: &str) -> Result<Self, Error> {
        // Six digits, 30 seconds and one step of skew are the defaults of the builder; the tests below hold it to them.
        let totp = Builder::new()
            .with_secret(secret)
            .with_account_name(username)
            .with_issuer(Some(ISSUER))
            .build();
        let invalid = |_| Error::Internal("the secret of a second factor is not usable".to_owned());
        totp.map(Self).map_err(invalid)
    }

    /// The secret, to be stored.
    pub(crate) fn secret(&self) -> &[u8] {
        self.0.secret().as_bytes()
    }

    /// The secret in base32, for people who type it.
    pub(crate) fn typed(&self) -> SecretString {
        self.0.secret().to_base32().into()
    }

    /// The address that authenticators read from a QR code.
    pub(crate) fn url(&self) -> Result<String, Error> {
        let failed = |_| Error::Internal("the address of a second factor cannot be made".to_owned());
        self.0.to_url().map_err(failed)
    }

    /// The time step of a code that is valid now: of the present step, the one before or the one after.
    pub(crate) fn step_of(&self, digits: &str, now: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(now.as_second()).ok()?;
        let step = self.0.check(digits, seconds)?;
        i64::try_from(step).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the examples in RFC 6238. Their codes have eight digits; ours are the last six.
    fn of_the_standard() -> Authenticator {
        Authenticator::with_secret(b"12345678901234567890", "somchai.r").unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        let authenticator = of_the_standard();
        for (second, digits) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(authenticator.step_of(digits, at(second)), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_is_valid_one_step_before_and_after_its_own() {
        let authenticator = of_the_standard();
        let step = 1_111_111_109 / 30;
        for (distance, is_valid) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let now = at((step + distance) * 30);
            let found = authenticator.step_of("081804", now);
            assert_eq!(found, is_valid.then_some(step), "{distance}");
        }
    }

    #[test]
    fn each_secret_is_new_and_has_160_bits() {
        let secrets: std::collections::HashSet<Vec<u8>> = (0..100)
            .map(|_| Authenticator::generate("somchai.r").unwrap().secret().to_vec())
            .collect();
        assert_eq!(secrets.len(), 100);
        assert!(secrets.iter().all(|secret| secret.len() == 20));
    }

    #[test]
    fn an_authenticator_learns_everything_from_the_address() {
        let fresh = Authenticator::generate("somchai.r").unwrap();
        assert_eq!(fresh.secret().len(), SECRET_BYTES);
        let url = fresh.url().unwrap();
        assert!(url.starts_with("otpauth://totp/Prongsai:somchai.r?"), "{url}");
        let again = Totp::from_url(&url).unwrap();
        assert_eq!(again.secret().as_bytes(), fresh.secret());
        let other = Authenticator::generate("somchai.r").unwrap();
        assert_ne!(other.secret(), fresh.secret());
    }
}

use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// What every service token begins with, so that people and secret scanners recognise one.
const PREFIX: &str = "prs_";
/// The digits of base 62.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The number of random digits: 238 bits.
const RANDOM: usize = 40;
/// The number of digits of the checksum.
const CHECK: usize = 6;
/// Random bytes below this number are used: the largest multiple of 62 in a byte, so that all digits are equally likely.
const FAIR: u8 = 248;

/// The secret of a service token: `prs_`, 40 random digits of base 62, and their CRC-32 in 6 digits of base 62. The checksum
/// is no secret: it shows a typing error, or that a text only looks like a token, without the server.
pub struct ServiceSecret {
    text: SecretString,
    sha256: [u8; 32],
}

impl ServiceSecret {
    /// A new secret.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut random = String::with_capacity(RANDOM);
        let mut bytes = [0_u8; RANDOM];
        while random.len() < RANDOM {
            getrandom::fill(&mut bytes).map_err(|error| Error::Internal(error.to_string()))?;
            let fair = bytes.iter().filter(|byte| **byte < FAIR);
            random.extend(fair.map(|byte| digit(u32::from(*byte))).take(RANDOM - random.len()));
        }
        let check = checksum(&random);
        Ok(Self::of(&format!("{PREFIX}{random}{check}")))
    }

    /// Whether a text begins as service tokens do.
    pub fn has_prefix(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    /// Parses a token that a client sent; `None` when it is malformed or its checksum is wrong.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(PREFIX)?;
        let are_digits = digits.len() == RANDOM + CHECK && digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let (random, check) = digits.split_at_checked(RANDOM).filter(|_| are_digits)?;
        (checksum(random) == check).then(|| Self::of(text))
    }

    fn of(text: &str) -> Self {
        Self {
            sha256: Sha256::digest(text.as_bytes()).into(),
            text: SecretString::from(text),
        }
    }

    /// The hash that the server stores.
    pub const fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// The token, for the person.
    pub(crate) fn expose(&self) -> SecretString {
        self.text.expose_secret().into()
    }
}

/// The last digit of a number in base 62.
fn digit(number: u32) -> char {
    let place = usize::try_from(number % 62).unwrap_or_default();
    DIGITS.get(place).copied().map_or('0', char::from)
}

/// CRC-32, as in zip and PNG, in base 62 with leading zeros.
fn checksum(random: &str) -> String {
    let mut rest = crc32fast::hash(random.as_bytes());
    let mut digits = ['0'; CHECK];
    for place in digits.iter_mut().rev() {
        *place = digit(rest);
        rest /= 62;
    }
    digits.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(secret: &ServiceSecret) -> String {
        secret.expose().expose_secret().to_owned()
    }

    #[test]
    fn a_token_that_comes_back_has_the_hash_that_was_stored() {
        let secret = ServiceSecret::generate().unwrap();
        let text = text(&secret);
        assert_eq!(text.len(), 50);
        assert!(ServiceSecret::has_prefix(&text));
        assert_eq!(ServiceSecret::read(&text).unwrap().sha256(), secret.sha256());
        assert_ne!(ServiceSecret::generate().unwrap().sha256(), secret.sha256());
    }

    /// Values of another implementation: Python's `zlib.crc32`.
    #[test]
    fn the_checksum_is_that_of_the_documentation() {
        assert_eq!(checksum("0000000000000000000000000000000000000000"), "2kaqcA");
        assert_eq!(checksum("4f7Qx2LmZ0aB9cD8eF6gH5iJ4kL3mN2oP1qR7sTu"), "0Px62O");
        assert!(ServiceSecret::read("prs_4f7Qx2LmZ0aB9cD8eF6gH5iJ4kL3mN2oP1qR7sTu0Px62O").is_some());
    }

    #[test]
    fn a_typing_error_is_recognised_without_the_database() {
        let text = text(&ServiceSecret::generate().unwrap());
        for place in 4..text.len() {
            let wrong = if text.as_bytes()[place] == b'x' { "y" } else { "x" };
            let mut typed = text.clone();
            typed.replace_range(place..=place, wrong);
            assert!(ServiceSecret::read(&typed).is_none(), "{place}");
        }
        for malformed in ["", "prs_", &text[4..], &text[..49], &format!("{text}0"), "prs_ก"] {
            assert!(ServiceSecret::read(malformed).is_none());
        }
    }
}

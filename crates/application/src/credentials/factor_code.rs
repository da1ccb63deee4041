use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use totp_rs::Secret;

use crate::Error;

/// 120 random bits: a hash needs no salt and no slow function, because nobody can try them all (ASVS 5.0 V6.5.2: 112 or more).
const RECOVERY_BYTES: usize = 15;
/// Base32 has five bits a letter.
const RECOVERY_LETTERS: usize = 24;
const DIGITS: usize = 6;

/// A code that a person typed to prove their second factor. It has no `Debug`, so that a log never contains it.
pub(crate) enum FactorCode {
    /// The six digits that an authenticator shows.
    OneTime(SecretString),
    /// SHA-256 of a recovery code.
    Recovery([u8; 32]),
    /// Neither of them.
    Malformed,
}

impl FactorCode {
    /// Reads a code. Spaces, hyphens and the case of letters do not matter.
    pub(crate) fn read(typed: &SecretString) -> Self {
        let code: String = typed
            .expose_secret()
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '-'))
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        if code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::OneTime(code.into());
        }
        let is_base32 = |byte: u8| byte.is_ascii_uppercase() || matches!(byte, b'2'..=b'7');
        let is_recovery = code.len() == RECOVERY_LETTERS && code.bytes().all(is_base32);
        let sha256 = is_recovery.then(|| Sha256::digest(code.as_bytes()).into());
        sha256.map_or(Self::Malformed, Self::Recovery)
    }
}

/// A recovery code, which is shown once.
pub(crate) struct RecoveryCode {
    /// Six groups of four letters, for people.
    pub(crate) text: SecretString,
    /// The hash that the server stores.
    pub(crate) sha256: [u8; 32],
}

impl RecoveryCode {
    /// The number of codes that a person gets.
    pub(crate) const COUNT: usize = 10;

    /// A new code.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut bytes = [0_u8; RECOVERY_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| Error::Internal(error.to_string()))?;
        let letters = Secret::from(bytes.as_slice()).to_base32();
        let mut text = String::with_capacity(RECOVERY_LETTERS + 5);
        for (index, letter) in letters.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        Ok(Self {
            text: text.into(),
            sha256: Sha256::digest(letters.as_bytes()).into(),
        })
    }

    /// The codes of a person.
    pub(crate) fn generate_all() -> Result<Vec<Self>, Error> {
        (0..Self::COUNT).map(|_| Self::generate()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> FactorCode {
        FactorCode::read(&SecretString::from(text))
    }

    fn is_one_time(text: &str, digits: &str) -> bool {
        matches!(read(text), FactorCode::OneTime(code) if code.expose_secret() == digits)
    }

    #[test]
    fn digits_are_a_one_time_code() {
        assert!(is_one_time("081804", "081804") && is_one_time("081 804", "081804"));
        for text in ["", "08180", "0818044", "๐๘๑๘๐๔", "O81804"] {
            assert!(matches!(read(text), FactorCode::Malformed), "{text}");
        }
    }

    #[test]
    fn a_recovery_code_is_found_again_however_it_is_typed() {
        let code = RecoveryCode::generate().unwrap();
        let text = code.text.expose_secret();
        assert_eq!(text.len(), 29, "{text}");
        let spaced = text.replace('-', " ").to_lowercase();
        for typed in [text, spaced.as_str(), &text.replace('-', "")] {
            assert!(matches!(read(typed), FactorCode::Recovery(sha256) if sha256 == code.sha256));
        }
        let other = RecoveryCode::generate().unwrap();
        assert!(!matches!(read(other.text.expose_secret()), FactorCode::Recovery(sha256) if sha256 == code.sha256));
        assert!(matches!(read("AAAA-BBBB-CCCC-DDDD-EEEE-FFF1"), FactorCode::Malformed));
    }

    #[test]
    fn a_person_gets_ten_different_codes_of_120_bits() {
        let codes = RecoveryCode::generate_all().unwrap();
        let texts: std::collections::HashSet<&str> = codes.iter().map(|code| code.text.expose_secret()).collect();
        assert_eq!(texts.len(), 10);
        for text in texts {
            // Five bits a letter.
            assert_eq!(
                text.replace('-', "").len() * 5,
                RECOVERY_BYTES * 8,
                "the length of a code"
            );
        }
    }
}

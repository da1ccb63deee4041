//! The cryptography of access tokens: HMAC-SHA-256 (HS256) and no other algorithm.
//!
//! `jsonwebtoken` takes a provider of cryptography once for each process. Those that it has support RSA and elliptic curves
//! too, and bring 33 packages for them.

use std::sync::OnceLock;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error as JwtError, ErrorKind, Result as JwtResult};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily};
use sha2::Sha256;

use crate::Error;

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(Hs256::new(*algorithm, key.family(), key.as_bytes())?)),
    verifier_factory: |algorithm, key| Ok(Box::new(Hs256::new(*algorithm, key.family(), key.try_get_as_bytes()?)?)),
    // Keys are never read from JWKs.
    key_utils: KeyUtils::new_unimplemented(),
};

/// A key of HS256.
struct Hs256(Hmac<Sha256>);

/// Makes this the cryptography of tokens of the process. Later calls do nothing.
///
/// # Errors
/// [`Error::Internal`] when something else chose another one before.
pub(super) fn install() -> Result<(), Error> {
    static IS_OURS: OnceLock<bool> = OnceLock::new();
    if *IS_OURS.get_or_init(|| PROVIDER.install_default().is_ok()) {
        return Ok(());
    }
    Err(Error::Internal(
        "the cryptography of tokens was chosen elsewhere".to_owned(),
    ))
}

impl Hs256 {
    fn new(algorithm: Algorithm, family: AlgorithmFamily, key: &[u8]) -> JwtResult<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(JwtError::from(ErrorKind::InvalidAlgorithm));
        }
        if family != AlgorithmFamily::Hmac {
            return Err(JwtError::from(ErrorKind::InvalidKeyFormat));
        }
        let mac = Hmac::new_from_slice(key).map_err(|_| JwtError::from(ErrorKind::InvalidKeyFormat))?;
        Ok(Self(mac))
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let mut mac = self.0.clone();
        mac.update(message);
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        let mut mac = self.0.clone();
        mac.update(message);
        // Takes the same time wherever the signature differs, and refuses one that is not 32 bytes long.
        mac.verify_slice(signature).map_err(|_| SignatureError::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE;
    use jsonwebtoken::crypto::{sign, verify};
    use jsonwebtoken::{DecodingKey, EncodingKey};

    use super::*;

    /// RFC 7515, appendix A.1.
    const KEY: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow==";
    const MESSAGE: &[u8] = b"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
        eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const SIGNATURE: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn keys() -> (EncodingKey, DecodingKey) {
        install().unwrap();
        let key = URL_SAFE.decode(KEY).unwrap();
        (EncodingKey::from_secret(&key), DecodingKey::from_secret(&key))
    }

    #[test]
    fn the_example_of_rfc_7515_is_signed_and_verified() {
        let (encoding, decoding) = keys();
        assert_eq!(sign(MESSAGE, &encoding, Algorithm::HS256).unwrap(), SIGNATURE);
        assert!(verify(SIGNATURE, MESSAGE, &decoding, Algorithm::HS256).unwrap());
    }

    #[test]
    fn another_message_or_signature_is_refused() {
        let (_, decoding) = keys();
        let is_valid = |signature: &str, message: &[u8]| {
            verify(signature, message, &decoding, Algorithm::HS256).is_ok_and(|is_valid| is_valid)
        };
        assert!(!is_valid(SIGNATURE, b"another message"));
        // One bit at the beginning and one at the end, a part, more bytes, and none.
        for signature in [
            "dRjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXg",
            "dBjftJeZ4CVP-mB92K27ug",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXkAAA",
            "",
        ] {
            assert!(!is_valid(signature, MESSAGE), "{signature}");
        }
    }

    #[test]
    fn there_is_no_other_algorithm() {
        let (encoding, decoding) = keys();
        for algorithm in [
            Algorithm::HS384,
            Algorithm::HS512,
            Algorithm::RS256,
            Algorithm::PS256,
            Algorithm::ES256,
            Algorithm::EdDSA,
        ] {
            assert!(sign(MESSAGE, &encoding, algorithm).is_err(), "{algorithm:?}");
            assert!(
                verify(SIGNATURE, MESSAGE, &decoding, algorithm).is_err(),
                "{algorithm:?}"
            );
        }
    }
}

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use prongsai_domain::text::{other_spellings, spelling};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use crate::Error;

/// The number of passwords that are hashed at once; each needs a core and [`PasswordCost::memory_kib`].
const MAX_CONCURRENT: usize = 2;
/// The maximum time that a password waits until it is hashed.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// The cost of hashing a password (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// The number of passes over the memory.
    pub passes: u32,
    /// The number of lanes, which could run in parallel.
    pub lanes: u32,
}

impl PasswordCost {
    /// For real passwords: 19 MiB, two passes, one lane, as OWASP recommends for Argon2id.
    pub const STANDARD: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    /// For tests only: very low.
    pub const CHEAP: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
}

/// Hashes and verifies passwords, at most two at once, outside of the threads that answer requests.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Verified in place of the hash of a user that does not exist; no password matches it.
    dummy_hash: Arc<str>,
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// Makes the service for hashing at this cost.
    ///
    /// # Errors
    /// [`Error::Internal`] when the cost is out of range or the system has no randomness.
    pub fn new(cost: PasswordCost) -> Result<Self, Error> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(internal)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        // A salt of 16 bytes and a hash of 32 bytes, the lengths of real hashes.
        let mut random = [0_u8; 48];
        getrandom::fill(&mut random).map_err(internal)?;
        let (salt, output) = random.split_at(16);
        let dummy_hash = format!(
            "$argon2id$v=19$m={},t={},p={}${}${}",
            cost.memory_kib,
            cost.passes,
            cost.lanes,
            STANDARD_NO_PAD.encode(salt),
            STANDARD_NO_PAD.encode(output),
        );
        Ok(Self {
            argon2,
            dummy_hash: dummy_hash.into(),
            permits: Arc::new(Semaphore::new(MAX_CONCURRENT)),
        })
    }

    /// The hash of a password with a salt of its own, in the PHC format. It is that of one spelling: see [`spelling`].
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many passwords are waiting, [`Error::Internal`] when hashing fails.
    pub async fn hash(&self, password: SecretString) -> Result<String, Error> {
        let argon2 = self.argon2.clone();
        self.with_permit(move || {
            argon2
                .hash_password(spelling(password.expose_secret()).as_bytes())
                .map(|hash| hash.to_string())
                .map_err(internal)
        })
        .await?
    }

    /// Whether a password matches a hash. Without a hash, for a user that does not exist, it takes the same time and
    /// returns false. Before 0.3 the hash was of the password as it was typed, so its other spellings are tried too. Their
    /// number depends only on what was typed: at most two, mostly none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many passwords are waiting, [`Error::Internal`] when the hash is malformed.
    pub async fn verify(&self, password: SecretString, hash: Option<String>) -> Result<bool, Error> {
        let argon2 = self.argon2.clone();
        let exists = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy_hash.to_string());
        let matches = self
            .with_permit(move || {
                let hash = PasswordHash::new(&hash).map_err(internal)?;
                let typed = password.expose_secret();
                let tried = std::iter::once(spelling(typed)).chain(other_spellings(typed));
                for password in tried.map(SecretString::from) {
                    match argon2.verify_password(password.expose_secret().as_bytes(), &hash) {
                        Ok(()) => return Ok(true),
                        Err(argon2::password_hash::Error::PasswordInvalid) => {}
                        Err(error) => return Err(internal(error)),
                    }
                }
                Ok(false)
            })
            .await??;
        Ok(matches && exists)
    }

    async fn with_permit<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let busy = || Error::Unavailable("too many passwords are being checked".to_owned());
        let permit = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| busy())?
            .map_err(|_| busy())?;
        // The permit is held until the work ends, also when the client disconnects: the work still uses the core.
        let hashing = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(permit);
            outcome
        });
        hashing.await.map_err(internal)
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords").finish_non_exhaustive()
    }
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new(PasswordCost::CHEAP).unwrap();
        let hash = passwords.hash(secret("ระบบโปร่งใส-2566")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(
            passwords
                .verify(secret("ระบบโปร่งใส-2566"), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.verify(secret("ระบบโปร่งใส-2567"), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_fits_in_every_spelling() {
        let passwords = Passwords::new(PasswordCost::CHEAP).unwrap();
        let spellings = [
            "ก\u{E38}\u{E48}ม-caf\u{E9}",
            "ก\u{E48}\u{E38}ม-cafe\u{301}",
            "ก\u{E48}\u{E38}ม-caf\u{E9}",
        ];
        let verify =
            async |typed: &str, hash: &str| passwords.verify(secret(typed), Some(hash.to_owned())).await.unwrap();
        for set in spellings {
            let hash = passwords.hash(secret(set)).await.unwrap();
            for typed in spellings {
                assert!(verify(typed, &hash).await, "{typed:?} for {set:?}");
            }
            assert!(!verify("กุ่ม-cafe", &hash).await && !verify("กุ่ม-CAFÉ", &hash).await);
        }
        // Stored as it was typed, by an earlier version, in NFC or NFD.
        for set in ["caf\u{E9}-กุ่มสองต้น", "cafe\u{301}-กุ่มสองต้น"] {
            let stored = passwords.argon2.hash_password(set.as_bytes()).unwrap().to_string();
            for typed in ["caf\u{E9}-กุ่มสองต้น", "cafe\u{301}-กุ่มสองต้น"] {
                assert!(verify(typed, &stored).await, "{typed:?} for {set:?}");
            }
        }
    }

    #[tokio::test]
    async fn nobody_has_a_password_and_refusing_it_costs_the_same_work() {
        let passwords = Passwords::new(PasswordCost::CHEAP).unwrap();
        assert!(!passwords.verify(secret("anything"), None).await.unwrap());
        let dummy = PasswordHash::new(&passwords.dummy_hash).unwrap();
        let real = passwords.hash(secret("twelve-letters")).await.unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(dummy.params, real.params);
        assert_eq!(
            dummy.hash.map(|output| output.len()),
            real.hash.map(|output| output.len())
        );
    }

    #[tokio::test]
    async fn equal_passwords_have_different_hashes() {
        let passwords = Passwords::new(PasswordCost::CHEAP).unwrap();
        let first = passwords.hash(secret("twelve-letters")).await.unwrap();
        assert_ne!(first, passwords.hash(secret("twelve-letters")).await.unwrap());
    }
}

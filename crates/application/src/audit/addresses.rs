use std::net::IpAddr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use prongsai_persistence::{AddressKey, Store};
use sha2::Sha256;

use crate::Error;

/// The number of addresses that a server remembers as kept. A change from any other address costs one more statement.
const REMEMBERED: u64 = 10_000;
/// The number of keys that a server remembers: this month, and the one before while the month changes.
const KEYS: u64 = 2;

/// Makes the digests of addresses in the audit trail, and keeps each address once a month beside them.
///
/// An address is personal data and is deleted after a stated time, with the key of its month. The audit trail never
/// changes, so it has only the digest.
pub struct AddressBook {
    keys: Cache<Date, AddressKey>,
    digests: Cache<(Date, IpAddr), String>,
}

impl Default for AddressBook {
    fn default() -> Self {
        Self {
            // The default policy would not admit a new month as long as the old ones were asked for more often.
            keys: Cache::builder()
                .max_capacity(KEYS)
                .eviction_policy(EvictionPolicy::lru())
                .build(),
            digests: Cache::new(REMEMBERED),
        }
    }
}

impl AddressBook {
    /// The digest of an address in the month of `now`; the address is kept.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the database cannot keep the address.
    pub async fn digest(&self, store: &Store, address: IpAddr, now: Timestamp) -> Result<String, Error> {
        let address = address.to_canonical();
        let month = now.to_zoned(TimeZone::UTC).date().first_of_month();
        if let Some(known) = self.digests.get(&(month, address)) {
            return Ok(known);
        }
        let key = self.key(store, month).await?;
        let digest = keyed_digest(&key.key, address)?;
        store.keep_address(&digest, month, &address.to_string()).await?;
        self.digests.insert((month, address), digest.clone());
        Ok(digest)
    }

    async fn key(&self, store: &Store, month: Date) -> Result<AddressKey, Error> {
        if let Some(known) = self.keys.get(&month) {
            return Ok(known);
        }
        let key = store.address_key(month).await?;
        self.keys.insert(month, key.clone());
        Ok(key)
    }
}

/// HMAC-SHA-256 of the address as text, in hexadecimal.
fn keyed_digest(key: &[u8], address: IpAddr) -> Result<String, Error> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key).map_err(|error| Error::Internal(format!("a key of addresses: {error}")))?;
    mac.update(address.to_string().as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_depends_on_address_and_key() {
        let of = |key: u8, address: &str| keyed_digest(&[key; 32], address.parse().unwrap()).unwrap();
        assert_eq!(of(1, "192.0.2.7"), of(1, "192.0.2.7"));
        assert_ne!(of(1, "192.0.2.7"), of(2, "192.0.2.7"));
        assert_ne!(of(1, "192.0.2.7"), of(1, "192.0.2.8"));
        // Computed with `openssl dgst -sha256 -mac HMAC`.
        assert_eq!(
            of(1, "192.0.2.7"),
            "3f4ea880108dafda9b9024484efaa10acbc89f554d17fac9fb9dd46bf622ee4e"
        );
    }
}

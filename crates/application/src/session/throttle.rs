use std::net::{IpAddr, Ipv6Addr};

use jiff::{SignedDuration, Timestamp};
use prongsai_persistence::{FailedLogins, LoginThrottle, Transaction};

use super::ClientInfo;
use crate::{App, Error, hex_sha256};

/// The number of failures of an account after which the next attempt has to wait.
const FREE_FAILURES_OF_ACCOUNT: u32 = 5;
/// The same for an address. It is higher, because all people of an organization may share one address.
const FREE_FAILURES_OF_ADDRESS: u32 = 20;
/// The maximum wait, in seconds.
const MAX_WAIT_SECONDS: i32 = 15 * 60;
/// The time without an attempt after which the failures are deleted.
pub(super) const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// The subjects that a login attempt counts against.
pub(super) struct Subjects {
    account: String,
    address: Option<String>,
}

impl Subjects {
    /// The subjects of an attempt under a name. The name is stored as a hash, because people type passwords into the
    /// wrong field.
    pub(super) fn of(username: &str, client: &ClientInfo) -> Self {
        Self {
            account: format!("account:{}", hex_sha256(username)),
            address: client.address.map(|address| format!("address:{}", network(address))),
        }
    }

    /// Counts an attempt as failed before it is made, so that simultaneous attempts cannot exceed the limit.
    ///
    /// # Errors
    /// [`Error::TooManyAttempts`] when the caller has to wait.
    pub(super) async fn count(&self, app: &App, now: Timestamp) -> Result<(), Error> {
        if let Some(address) = &self.address {
            count(app, address, FREE_FAILURES_OF_ADDRESS, now).await?;
        }
        let counted = count(app, &self.account, FREE_FAILURES_OF_ACCOUNT, now).await;
        if let (Err(_), Some(address)) = (&counted, &self.address) {
            // No password is checked, so nothing counts against the address.
            app.store.uncount_login_attempt(address).await?;
        }
        counted
    }

    /// After a successful attempt: deletes the failures of the account, and removes this one attempt of the address.
    pub(super) async fn forgive(&self, transaction: &mut Transaction) -> Result<(), Error> {
        if let Some(address) = &self.address {
            transaction.forgive_login(address).await?;
        }
        Ok(transaction.forget_failed_logins(&self.account).await?)
    }
}

async fn count(app: &App, subject: &str, free: u32, now: Timestamp) -> Result<(), Error> {
    let throttle = throttle(free);
    match app.store.count_login_attempt(subject, &throttle, now).await? {
        None => Ok(()),
        Some(failed) => Err(Error::TooManyAttempts {
            retry_after_seconds: wait_seconds(&throttle, failed, now),
        }),
    }
}

/// The waits after failures: one second after the last failure without a wait, then twice as long each time, up to the
/// maximum.
fn throttle(free: u32) -> LoginThrottle {
    let doubling = std::iter::successors(Some(1), |wait| Some(wait * 2)).take_while(|wait| *wait < MAX_WAIT_SECONDS);
    LoginThrottle {
        free_failures: free,
        waits: doubling.chain([MAX_WAIT_SECONDS]).collect(),
        forgotten_after: FORGOTTEN_AFTER,
    }
}

/// Seconds until the next attempt is allowed; at least one.
fn wait_seconds(throttle: &LoginThrottle, failed: FailedLogins, now: Timestamp) -> u64 {
    let beyond = usize::try_from(failed.count.saturating_sub(throttle.free_failures)).unwrap_or(usize::MAX);
    let whole = throttle
        .waits
        .get(beyond)
        .or(throttle.waits.last())
        .copied()
        .unwrap_or(1);
    let passed = now.duration_since(failed.last_at).as_secs();
    u64::try_from(i64::from(whole).saturating_sub(passed))
        .unwrap_or(0)
        .max(1)
}

/// The part of the address that identifies a client. For IPv6 this is the network (the first 64 bits), because one
/// client usually has all addresses of a network.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn waits_double_up_to_fifteen_minutes() {
        assert_eq!(throttle(5).waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
    }

    #[test]
    fn the_wait_is_counted_from_the_last_failure() {
        let throttle = throttle(5);
        let failed = |count| FailedLogins {
            count,
            last_at: at(100),
        };
        assert_eq!(wait_seconds(&throttle, failed(5), at(100)), 1);
        assert_eq!(wait_seconds(&throttle, failed(9), at(100)), 16);
        assert_eq!(wait_seconds(&throttle, failed(9), at(110)), 6);
        assert_eq!(wait_seconds(&throttle, failed(1_000), at(100)), 900);
        assert_eq!(wait_seconds(&throttle, failed(9), at(10_000)), 1);
    }

    #[test]
    fn an_ipv6_client_cannot_hop_within_its_network() {
        let network_of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network_of("::ffff:192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn a_name_is_not_kept_in_the_clear() {
        let subjects = Subjects::of("hunter2-typed-in-the-wrong-field", &ClientInfo::default());
        assert!(!subjects.account.contains("hunter2"));
        assert_eq!(subjects.address, None);
    }
}

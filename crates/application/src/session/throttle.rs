use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::user::{User, check_username};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AttemptBucket, NewSecurityEvent, Transaction};

use super::refusal::is_noted;
use super::{ClientInfo, network};
use crate::{App, Error, hex_sha256};

// docs/security.md and docs/adr/0018-login-throttle.md name these figures and what follows from them.

/// Attempts at one account from one address.
const PAIR: Limit = Limit {
    attempts: 10,
    drain_seconds: 120,
};
/// Attempts at one account from all addresses that are not usual for it. An attempt drains faster than a single address can
/// add the next one ([`PAIR`]), so a single address never fills it.
const ACCOUNT: Limit = Limit {
    attempts: 20,
    drain_seconds: 90,
};
/// Attempts from one block of addresses at all accounts for which the address is not usual.
const BLOCK: Limit = Limit {
    attempts: 100,
    drain_seconds: 10,
};
/// Attempts at the second factor of an account from one address. They drain slowly: three codes are valid at a time.
const CODE_PAIR: Limit = Limit {
    attempts: 10,
    drain_seconds: 1_800,
};
/// Attempts at the second factor of one account from all addresses that are not usual for it.
const CODE_ACCOUNT: Limit = Limit {
    attempts: 20,
    drain_seconds: 900,
};
/// How long an address stays usual for an account after a login. The security events of the last 90 days are never deleted.
const USUAL_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The attempts that may be made at once, and the time in which one of them drains.
struct Limit {
    attempts: i32,
    drain_seconds: i32,
}

impl Limit {
    fn bucket(&self, subject: String) -> AttemptBucket {
        AttemptBucket {
            subject,
            capacity: self.attempts,
            drain_seconds: self.drain_seconds,
        }
    }
}

/// What a login attempt counts against. Failures drain with time; a success takes back what it counted.
pub(super) struct Attempt {
    /// The login name as it was typed.
    name: String,
    /// Whether it is at the second factor, and not at the password.
    is_code: bool,
    client: ClientInfo,
    /// Those of the account and of the block if the address is not usual for the account, and last that of both together.
    /// They are ordered by subject.
    buckets: Vec<AttemptBucket>,
}

impl Attempt {
    /// An attempt under a name as it was typed. `name` is the same if it is well-formed.
    ///
    /// # Errors
    /// The database fails.
    pub(super) async fn new(
        app: &App,
        name: Option<&str>,
        typed: &str,
        client: &ClientInfo,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let is_usual = match (name, client.address) {
            (Some(name), Some(address)) => is_usual(app, name, address, now).await?,
            _ => false,
        };
        let name = name.unwrap_or(typed);
        Ok(Self {
            name: name.to_owned(),
            is_code: false,
            client: client.clone(),
            buckets: buckets((&PAIR, &ACCOUNT), name, client.address, is_usual),
        })
    }

    /// An attempt at the second factor of an account. It is counted apart from those at the password, because somebody who
    /// knows the password must not empty this bucket by using it.
    ///
    /// # Errors
    /// The database fails.
    pub(super) async fn of_code(app: &App, name: &str, client: &ClientInfo, now: Timestamp) -> Result<Self, Error> {
        let is_usual = match client.address {
            Some(address) => is_usual(app, name, address, now).await?,
            None => false,
        };
        Ok(Self {
            name: name.to_owned(),
            is_code: true,
            client: client.clone(),
            // No login name has a line break.
            buckets: buckets(
                (&CODE_PAIR, &CODE_ACCOUNT),
                &format!("{name}\nsecond factor"),
                client.address,
                is_usual,
            ),
        })
    }

    /// Counts the attempt before it is made, so that simultaneous attempts cannot exceed a limit.
    ///
    /// # Errors
    /// [`Error::TooManyAttempts`] when the caller has to wait. Then nothing is counted.
    pub(super) async fn count(&self, app: &App, now: Timestamp) -> Result<(), Error> {
        match app.store.count_login_attempt(&self.buckets, now).await? {
            None => Ok(()),
            Some(wait) => {
                self.note_refusal(app, now).await?;
                Err(Error::TooManyAttempts {
                    retry_after_seconds: whole_seconds(wait),
                })
            }
        }
    }

    /// Notes that the attempt has to wait, unless enough of them were noted.
    async fn note_refusal(&self, app: &App, now: Timestamp) -> Result<(), Error> {
        let (kind, address) = (SecurityEventKind::LoginThrottled, self.client.address);
        if !is_noted(app, kind, Some(&self.name), address, now).await? {
            return Ok(());
        }
        let name = check_username(&self.name, &mut Checker::new());
        let person: Option<User> = match name {
            Some(name) => app.store.find_user_by_username(&name).await?,
            None => None,
        };
        let event = NewSecurityEvent {
            detail: Some(serde_json::json!({ "of": if self.is_code { "second-factor" } else { "password" } })),
            ..self.client.event(now, person.map(|person| person.id), kind)
        };
        Ok(app.store.note_event(&event).await?)
    }

    /// Takes the attempt back because no password was checked.
    pub(super) async fn take_back(&self, app: &App) -> Result<(), Error> {
        Ok(app.store.take_login_attempt_back(&self.buckets).await?)
    }

    /// After a success: takes the attempt back, and forgets the failures of the account from this address. Those of the
    /// account from elsewhere and those of the block stay: somebody else may have made them.
    pub(super) async fn forgive(&self, transaction: &mut Transaction) -> Result<(), Error> {
        Self::forgive_all(transaction, &[self]).await
    }

    /// Forgives several attempts. Their rows are locked in the order of their subjects.
    pub(super) async fn forgive_all(transaction: &mut Transaction, attempts: &[&Self]) -> Result<(), Error> {
        let parts = || attempts.iter().filter_map(|attempt| attempt.buckets.split_last());
        let mut shared: Vec<AttemptBucket> = parts().flat_map(|(_, shared)| shared).cloned().collect();
        shared.sort_unstable_by(|one, other| one.subject.cmp(&other.subject));
        transaction.take_login_attempt_back(&shared).await?;
        let mut pairs: Vec<&AttemptBucket> = parts().map(|(pair, _)| pair).collect();
        pairs.sort_unstable_by_key(|pair| &pair.subject);
        for pair in pairs {
            transaction.forget_login_attempts(pair).await?;
        }
        Ok(())
    }
}

/// Names are stored as hashes, because people type passwords into the wrong field.
fn buckets(
    (of_pair, of_account): (&Limit, &Limit),
    name: &str,
    address: Option<IpAddr>,
    is_usual: bool,
) -> Vec<AttemptBucket> {
    let client = address.map(|address| network::of_client(address).to_string());
    let pair = format!("{}\n{name}", client.unwrap_or_default());
    let mut buckets = Vec::with_capacity(3);
    if !is_usual {
        buckets.push(of_account.bucket(format!("account:{}", hex_sha256(name))));
        buckets.extend(address.map(|address| BLOCK.bucket(format!("block:{}", network::block(address)))));
    }
    buckets.push(of_pair.bucket(format!("pair:{}", hex_sha256(pair))));
    buckets
}

/// Whether the account has logged in from this address lately.
async fn is_usual(app: &App, name: &str, address: IpAddr, now: Timestamp) -> Result<bool, Error> {
    let since = now.saturating_sub(USUAL_FOR).unwrap_or(Timestamp::MIN);
    let known = app.store.login_addresses(name, since).await?;
    let client = network::of_client(address);
    let is_same = |known: &String| known.parse().is_ok_and(|known| network::of_client(known) == client);
    Ok(known.iter().any(is_same))
}

/// The wait in whole seconds: when they have passed, it is over. At least one.
fn whole_seconds(wait: SignedDuration) -> u64 {
    let begun = i64::from(wait.subsec_nanos() > 0);
    u64::try_from(wait.as_secs().saturating_add(begun)).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects(name: &str, address: &str, is_usual: bool) -> Vec<String> {
        buckets((&PAIR, &ACCOUNT), name, address.parse().ok(), is_usual)
            .into_iter()
            .map(|bucket| bucket.subject)
            .collect()
    }

    /// The kinds of the subjects of an attempt.
    fn kinds(name: &str, address: &str, is_usual: bool) -> Vec<String> {
        let kind = |subject: String| subject.split_once(':').unwrap().0.to_owned();
        subjects(name, address, is_usual).into_iter().map(kind).collect()
    }

    #[test]
    fn at_a_usual_address_only_the_account_itself_counts() {
        assert_eq!(kinds("somchai", "192.0.2.7", false), ["account", "block", "pair"]);
        assert_eq!(kinds("somchai", "192.0.2.7", true), ["pair"]);
        assert_eq!(kinds("somchai", "unknown", false), ["account", "pair"]);
    }

    #[test]
    fn subjects_are_in_the_order_in_which_their_rows_are_locked() {
        let subjects = subjects("somchai", "192.0.2.7", false);
        assert!(subjects.is_sorted(), "{subjects:?}");
    }

    #[test]
    fn a_pair_is_of_one_account_and_one_address() {
        let pair = |name: &str, address: &str| subjects(name, address, true).remove(0);
        let ours = pair("somchai", "192.0.2.7");
        assert_eq!(ours, pair("somchai", "::ffff:192.0.2.7"));
        assert_ne!(ours, pair("somchai", "192.0.2.8"));
        assert_ne!(ours, pair("somsri", "192.0.2.7"));
        assert_eq!(pair("somchai", "2001:db8::1"), pair("somchai", "2001:db8::2"));
    }

    #[test]
    fn the_second_factor_is_counted_apart_from_the_password() {
        let of_password = subjects("somchai", "192.0.2.7", false);
        let of_code = subjects("somchai\nsecond factor", "192.0.2.7", false);
        let shared: Vec<&String> = of_code.iter().filter(|subject| of_password.contains(subject)).collect();
        assert!(shared.iter().all(|subject| subject.starts_with("block:")), "{shared:?}");
    }

    #[test]
    fn a_name_is_not_kept_in_the_clear() {
        let all = subjects("hunter2-typed-in-the-wrong-field", "192.0.2.7", false).concat();
        assert!(!all.contains("hunter2"), "{all}");
    }

    #[test]
    fn the_stated_seconds_are_enough() {
        assert_eq!(whole_seconds(SignedDuration::from_millis(1)), 1);
        assert_eq!(whole_seconds(SignedDuration::from_secs(90)), 90);
        assert_eq!(whole_seconds(SignedDuration::from_millis(89_999)), 90);
        assert_eq!(whole_seconds(SignedDuration::from_millis(90_001)), 91);
    }

    /// What docs/security.md promises of the figures.
    #[test]
    fn guesses_and_waits_have_the_stated_limits() {
        let within = |limit: &Limit, seconds: i32| limit.attempts + seconds / limit.drain_seconds;
        let (hour, day) = (60 * 60, 24 * 60 * 60);
        assert_eq!(within(&PAIR, day), 730, "one account, one address");
        assert_eq!(within(&ACCOUNT, day), 980, "one account, many addresses");
        assert_eq!(within(&BLOCK, day), 8_740, "many accounts, one block");
        assert_eq!(
            within(&PAIR, hour) + within(&ACCOUNT, hour),
            100,
            "one account in an hour"
        );
        assert_eq!(within(&CODE_PAIR, day), 58, "codes of one account, one address");
        assert_eq!(within(&CODE_ACCOUNT, day), 116, "codes of one account, many addresses");
        for limit in [&PAIR, &ACCOUNT, &BLOCK] {
            assert!(
                limit.drain_seconds <= 120,
                "nobody has to wait for more than two minutes at the password"
            );
        }
        // One address alone does not fill the bucket of an account.
        const { assert!(ACCOUNT.drain_seconds < PAIR.drain_seconds && ACCOUNT.attempts > PAIR.attempts) }
    }
}

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use prongsai_persistence::{OtherShare, OwnShare};
use uuid::Uuid;

use super::bucket::{RateDecision, RatePolicy};
use super::class::RateClass;
use super::options::RateLimitOptions;
use super::subject::{Key, RateSubject};
use super::table::Table;

/// The most keys in one share. Further ones come with the next share.
const KEYS_MAX: usize = 2_000;
/// How long a server remembers the last share that it read of another one. Shares are read for a minute at most.
const READ_KEPT: SignedDuration = SignedDuration::from_mins(5);

/// The limits of a server and what is left of them.
pub struct RateLimits {
    options: RateLimitOptions,
    table: Table,
    sharing: Mutex<Sharing>,
}

/// How far this server has come in telling the others, and in reading what they told.
#[derive(Default)]
struct Sharing {
    last_number: i64,
    /// The last share of each other server, and when it was read.
    read: HashMap<Uuid, (i64, Timestamp)>,
}

/// What the others are told: as it is sent, and as [`RateLimits::put_back`] needs it.
pub(super) struct Untold {
    pub(super) share: OwnShare,
    counts: Vec<(Key, u32)>,
}

impl RateLimits {
    /// Limits of which nothing is used.
    pub fn new(options: RateLimitOptions) -> Self {
        Self {
            options,
            table: Table::default(),
            sharing: Mutex::default(),
        }
    }

    /// The limit of a class; `None` if it has none.
    pub const fn policy(&self, class: RateClass) -> Option<RatePolicy> {
        self.options.policy(class)
    }

    /// Whether requests from an address are not counted, unless they are of a person.
    pub fn is_exempt(&self, address: IpAddr) -> bool {
        self.options.is_exempt(address)
    }

    /// Counts a request. `None` if its class has no limit.
    pub fn take(&self, class: RateClass, subject: RateSubject, now: Timestamp) -> Option<RateDecision> {
        let policy = self.options.policy(class)?;
        self.table.take(Key { class, subject }, policy, nanoseconds(now))
    }

    /// What the other servers are to be told; `None` if there is nothing. They are not told of a bucket that is hardly used:
    /// a hundredth of the quota more makes no difference.
    pub(super) fn untold(&self, instance: Uuid, now: Timestamp) -> Option<Untold> {
        let least = |key: Key| {
            let quota = self
                .options
                .policy(key.class)
                .map_or(u32::MAX, |policy| policy.quota.get());
            (quota / 100).max(1)
        };
        let counts = self.table.take_untold(nanoseconds(now), KEYS_MAX, least);
        if counts.is_empty() {
            return None;
        }
        let mut sharing = self.sharing.lock().unwrap_or_else(PoisonError::into_inner);
        sharing.last_number += 1;
        sharing.read.retain(|_, (_, at)| now.duration_since(*at) < READ_KEPT);
        let told = |(key, number): &(Key, u32)| (key.to_string(), i32::try_from(*number).unwrap_or(i32::MAX));
        let share = OwnShare {
            instance,
            number: sharing.last_number,
            counts: counts.iter().map(told).collect(),
            read: sharing
                .read
                .iter()
                .map(|(other, (number, _))| (*other, *number))
                .collect(),
        };
        Some(Untold { share, counts })
    }

    /// Counts again what the others could not be told, so that they are told later.
    pub(super) fn put_back(&self, untold: &Untold) {
        self.table.put_back(&untold.counts);
    }

    /// Counts what other servers told.
    pub(super) fn hear(&self, shares: Vec<OtherShare>, now: Timestamp) {
        for share in shares {
            let mut sharing = self.sharing.lock().unwrap_or_else(PoisonError::into_inner);
            let (last, at) = sharing.read.entry(share.instance).or_insert((0, now));
            if share.number <= *last {
                continue;
            }
            (*last, *at) = (share.number, now);
            drop(sharing);
            let at = now.saturating_sub(share.age).unwrap_or(now).min(now);
            for (text, number) in share.counts {
                self.count(&text, number, at, now);
            }
        }
    }

    /// Counts requests that another server carried out. A key that only another release knows is left out.
    fn count(&self, text: &str, number: i32, at: Timestamp, now: Timestamp) {
        let Some(key) = Key::parse(text) else { return };
        let Some(policy) = self.options.policy(key.class) else {
            return;
        };
        let number = u32::try_from(number).unwrap_or_default();
        self.table.count(key, policy, number, nanoseconds(at), nanoseconds(now));
    }
}

fn nanoseconds(moment: Timestamp) -> i64 {
    moment.as_microsecond().saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    const PERSON: RateSubject = RateSubject::Person(Uuid::from_u128(1));

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// A server that allows three reads of a person in a minute.
    fn server() -> RateLimits {
        let policy = RatePolicy {
            quota: NonZeroU32::new(3).unwrap(),
            window_seconds: NonZeroU32::new(60).unwrap(),
        };
        RateLimits::new(RateLimitOptions {
            read: Some(policy),
            ..RateLimitOptions::off()
        })
    }

    fn is_allowed(server: &RateLimits, now: i64) -> bool {
        server.take(RateClass::Read, PERSON, at(now)).unwrap().is_allowed
    }

    fn told(untold: &Untold, age: i64) -> Vec<OtherShare> {
        vec![OtherShare {
            instance: untold.share.instance,
            number: untold.share.number,
            age: SignedDuration::from_secs(age),
            counts: untold.share.counts.clone(),
        }]
    }

    #[test]
    fn servers_count_what_others_carried_out_once() {
        let (one, other) = (server(), server());
        assert!(is_allowed(&one, 0) && is_allowed(&one, 0));
        let untold = one.untold(Uuid::from_u128(10), at(1)).unwrap();
        assert_eq!(untold.share.counts.len(), 1);
        for _ in 0..2 {
            other.hear(told(&untold, 0), at(1));
        }
        assert!(is_allowed(&other, 1));
        assert!(!is_allowed(&other, 1));
        let back = other.untold(Uuid::from_u128(20), at(1)).unwrap();
        assert_eq!(back.share.read, [(Uuid::from_u128(10), 1)]);
        one.hear(told(&back, 0), at(1));
        assert!(!is_allowed(&one, 1));
    }

    #[test]
    fn requests_that_another_server_reports_late_count_from_their_moment() {
        let (one, other) = (server(), server());
        assert!(is_allowed(&one, 0) && is_allowed(&one, 0) && is_allowed(&one, 0));
        let untold = one.untold(Uuid::from_u128(10), at(1)).unwrap();
        other.hear(told(&untold, 40), at(41));
        assert!(is_allowed(&other, 41) && is_allowed(&other, 41));
        assert!(!is_allowed(&other, 41));
    }

    #[test]
    fn a_server_with_nothing_to_tell_tells_nothing() {
        let server = server();
        assert!(server.untold(Uuid::nil(), at(0)).is_none());
        assert!(is_allowed(&server, 0));
        let untold = server.untold(Uuid::nil(), at(0)).unwrap();
        assert!(server.untold(Uuid::nil(), at(0)).is_none());
        server.put_back(&untold);
        assert_eq!(server.untold(Uuid::nil(), at(0)).unwrap().share.number, 2);
    }

    #[test]
    fn a_class_without_a_limit_is_not_counted() {
        assert_eq!(server().take(RateClass::Write, PERSON, at(0)), None);
        server().count("write:person:x", 1, at(0), at(0));
    }
}

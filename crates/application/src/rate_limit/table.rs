use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};

use super::bucket::{Bucket, RateDecision, RatePolicy};
use super::subject::Key;

/// The parts of the table. Each has a lock of its own, so that threads seldom wait for each other.
const PARTS: usize = 16;
/// The most buckets of a part: 65,536 in all, about 5 MiB.
const BUCKETS_MAX: usize = 4_096;

/// The buckets that are not full.
///
/// A full bucket is as good as none, so it may be removed. When a part has no room for another one, its full buckets are
/// removed, and if they are few, also those that are nearest to being full. So a flood of requests from many addresses
/// makes the server forget those that used little of their limit, and not those that used it up.
pub(super) struct Table {
    hasher: RandomState,
    parts: Vec<Mutex<Part>>,
}

type Part = HashMap<Key, Entry>;

struct Entry {
    bucket: Bucket,
    /// The requests that the other servers were not told of.
    untold: u32,
}

impl Entry {
    const fn new() -> Self {
        Self {
            bucket: Bucket::full(),
            untold: 0,
        }
    }
}

impl Default for Table {
    fn default() -> Self {
        Self {
            hasher: RandomState::new(),
            parts: (0..PARTS).map(|_| Mutex::default()).collect(),
        }
    }
}

impl Table {
    /// Takes one request of a key. `None` only if the table has no parts.
    pub(super) fn take(&self, key: Key, policy: RatePolicy, now: i64) -> Option<RateDecision> {
        self.with(key, now, |entry| {
            let decision = entry.bucket.take(policy, now);
            if decision.is_allowed {
                entry.untold = entry.untold.saturating_add(1);
            }
            decision
        })
    }

    /// Takes requests of a key that another server carried out at a moment.
    pub(super) fn count(&self, key: Key, policy: RatePolicy, requests: u32, at: i64, now: i64) {
        self.with(key, now, |entry| entry.bucket.count(policy, requests, at, now));
    }

    /// Removes the full buckets, and takes the requests that the other servers were not told of, of at most `most` keys.
    /// The requests of a key are left for later if they are fewer than `least` returns for the key.
    pub(super) fn take_untold(&self, now: i64, most: usize, least: impl Fn(Key) -> u32) -> Vec<(Key, u32)> {
        let mut taken = Vec::new();
        for part in &self.parts {
            let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
            part.retain(|_, entry| !entry.bucket.is_full(now));
            for (key, entry) in part.iter_mut() {
                if taken.len() < most && entry.untold >= least(*key) {
                    taken.push((*key, std::mem::take(&mut entry.untold)));
                }
            }
        }
        taken
    }

    /// Puts back what [`Self::take_untold`] took, because the other servers were not told.
    pub(super) fn put_back(&self, untold: &[(Key, u32)]) {
        for (key, number) in untold {
            let Some(part) = self.part(*key) else { continue };
            let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(entry) = part.get_mut(key) {
                entry.untold = entry.untold.saturating_add(*number);
            }
        }
    }

    fn with<T>(&self, key: Key, now: i64, work: impl FnOnce(&mut Entry) -> T) -> Option<T> {
        let mut part = self.part(key)?.lock().unwrap_or_else(PoisonError::into_inner);
        if part.len() >= BUCKETS_MAX && !part.contains_key(&key) {
            make_room(&mut part, now);
        }
        Some(work(part.entry(key).or_insert_with(Entry::new)))
    }

    fn part(&self, key: Key) -> Option<&Mutex<Part>> {
        // The part of a key depends on secrets of this process, as its place in the part does, so that nobody can choose
        // addresses that fill one part.
        let hash = usize::try_from(self.hasher.hash_one(key) % PARTS as u64).unwrap_or_default();
        self.parts.get(hash)
    }
}

/// Removes at least a quarter of the buckets: the full ones, and then those that are full first.
fn make_room(part: &mut Part, now: i64) {
    part.retain(|_, entry| !entry.bucket.is_full(now));
    if part.len() <= BUCKETS_MAX / 4 * 3 {
        return;
    }
    let mut moments: Vec<i64> = part.values().map(|entry| entry.bucket.full_at()).collect();
    let (_, last_removed, _) = moments.select_nth_unstable(BUCKETS_MAX / 4);
    let last_removed = *last_removed;
    part.retain(|_, entry| entry.bucket.full_at() > last_removed);
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::super::class::RateClass;
    use super::super::subject::RateSubject;
    use super::*;

    const SECOND: i64 = 1_000_000_000;

    fn address(number: u32) -> Key {
        Key {
            class: RateClass::Public,
            subject: RateSubject::Address(Ipv4Addr::from(number)),
        }
    }

    fn allowed(table: &Table, key: Key, now: i64) -> bool {
        table.take(key, RatePolicy::per_minute(60), now).unwrap().is_allowed
    }

    fn len(table: &Table) -> usize {
        table.parts.iter().map(|part| part.lock().unwrap().len()).sum()
    }

    #[test]
    fn each_key_has_a_bucket() {
        let table = Table::default();
        for _ in 0..60 {
            assert!(allowed(&table, address(1), 0));
        }
        assert!(!allowed(&table, address(1), 0));
        assert!(allowed(&table, address(2), 0));
        let other_class = Key {
            class: RateClass::SignIn,
            ..address(1)
        };
        assert!(allowed(&table, other_class, 0));
        assert!(allowed(&table, address(1), SECOND));
    }

    #[test]
    fn a_flood_of_addresses_is_bounded_and_frees_nobody_who_used_up_the_limit() {
        let table = Table::default();
        let busy: Vec<Key> = (0..100).map(address).collect();
        for key in &busy {
            for _ in 0..60 {
                allowed(&table, *key, 0);
            }
        }
        for number in 1_000..300_000 {
            assert!(allowed(&table, address(number), 0), "a new address is served");
        }
        assert!(len(&table) <= PARTS * BUCKETS_MAX, "{}", len(&table));
        for key in &busy {
            assert!(!allowed(&table, *key, 0), "{key}");
        }
    }

    #[test]
    fn full_buckets_are_removed() {
        let table = Table::default();
        for number in 0..1_000 {
            allowed(&table, address(number), 0);
        }
        allowed(&table, address(5_000), 10 * SECOND);
        assert_eq!(len(&table), 1_001);
        table.take_untold(10 * SECOND, 0, |_| 1);
        assert_eq!(len(&table), 1);
    }

    #[test]
    fn what_the_others_were_told_is_not_told_again() {
        let table = Table::default();
        for _ in 0..3 {
            allowed(&table, address(1), 0);
        }
        allowed(&table, address(2), 0);
        let untold = table.take_untold(0, 10, |_| 2);
        assert_eq!(untold, [(address(1), 3)], "one request is not worth telling");
        assert_eq!(table.take_untold(0, 10, |_| 2), []);
        table.put_back(&untold);
        assert_eq!(table.take_untold(0, 10, |_| 2), untold);
        assert_eq!(table.take_untold(0, 0, |_| 1), [], "the rest comes with the next share");
        assert_eq!(table.take_untold(0, 10, |_| 1), [(address(2), 1)]);
    }

    #[test]
    fn requests_of_other_servers_count() {
        let table = Table::default();
        table.count(address(1), RatePolicy::per_minute(60), 59, 0, 0);
        assert!(allowed(&table, address(1), 0));
        assert!(!allowed(&table, address(1), 0));
        assert_eq!(
            table.take_untold(0, 10, |_| 1),
            [(address(1), 1)],
            "they are not told back"
        );
    }
}

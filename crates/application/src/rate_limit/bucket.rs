use std::num::NonZeroU32;

/// A second, in nanoseconds.
const SECOND: i64 = 1_000_000_000;

/// A limit: a number of requests in a time. So many may come at once, and the allowance grows back evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatePolicy {
    /// The number of requests.
    pub quota: NonZeroU32,
    /// The time in which the whole quota grows back, in seconds.
    pub window_seconds: NonZeroU32,
}

impl RatePolicy {
    /// A limit of `quota` requests in a minute; at least one.
    pub(super) const fn per_minute(quota: u32) -> Self {
        Self {
            quota: at_least_one(quota),
            window_seconds: at_least_one(60),
        }
    }

    /// The time in which one request grows back, in nanoseconds.
    fn interval(self) -> i64 {
        (i64::from(self.window_seconds.get()) * SECOND / i64::from(self.quota.get())).max(1)
    }

    /// The time in which an empty bucket becomes full, in nanoseconds.
    fn capacity(self) -> i64 {
        self.interval() * i64::from(self.quota.get())
    }
}

const fn at_least_one(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// Whether a request is within its limit, with what a client is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateDecision {
    /// Whether the request is carried out.
    pub is_allowed: bool,
    /// The number of requests that may follow at once.
    pub remaining: u32,
    /// The time over which the remaining requests should be spread, in seconds. When none remains, the time until the
    /// next one is allowed.
    pub window_seconds: i64,
}

/// What is left of a limit, by the generic cell rate algorithm: one number, the moment at which all of it has grown back.
/// Moments are nanoseconds since the beginning of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    full_at: i64,
}

impl Bucket {
    /// A bucket that was always full.
    pub(super) const fn full() -> Self {
        Self { full_at: i64::MIN }
    }

    /// Whether it is as good as a new one.
    pub(super) const fn is_full(self, now: i64) -> bool {
        self.full_at <= now
    }

    /// The moment at which it is full.
    pub(super) const fn full_at(self) -> i64 {
        self.full_at
    }

    /// Takes one request, if there is one.
    pub(super) fn take(&mut self, policy: RatePolicy, now: i64) -> RateDecision {
        let (interval, empty) = (policy.interval(), now.saturating_add(policy.capacity()));
        // It is later than `empty` only if the clock was set back. Then the bucket is empty, and grows from now on.
        self.full_at = self.full_at.clamp(now, empty);
        let after = self.full_at.saturating_add(interval);
        if after > empty {
            return RateDecision {
                is_allowed: false,
                remaining: 0,
                window_seconds: seconds(after - empty),
            };
        }
        self.full_at = after;
        let left = empty - after;
        RateDecision {
            is_allowed: true,
            remaining: u32::try_from(left / interval).unwrap_or(u32::MAX),
            window_seconds: seconds(if left < interval { interval - left } else { left }),
        }
    }

    /// Takes requests that were carried out elsewhere at a moment, also more than there are.
    pub(super) fn count(&mut self, policy: RatePolicy, requests: u32, at: i64, now: i64) {
        let taken = policy.interval().saturating_mul(i64::from(requests));
        let empty = now.saturating_add(policy.capacity());
        self.full_at = self.full_at.max(at).saturating_add(taken).min(empty);
    }
}

/// Whole seconds, rounded up; at least one.
const fn seconds(nanoseconds: i64) -> i64 {
    let whole = nanoseconds / SECOND + (nanoseconds % SECOND > 0) as i64;
    if whole < 1 { 1 } else { whole }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn policy(quota: u32, window_seconds: u32) -> RatePolicy {
        RatePolicy {
            quota: at_least_one(quota),
            window_seconds: at_least_one(window_seconds),
        }
    }

    #[test]
    fn the_quota_may_come_at_once_and_grows_back_evenly() {
        let policy = policy(3, 60);
        let mut bucket = Bucket::full();
        let remaining: Vec<u32> = (0..3).map(|_| bucket.take(policy, 0).remaining).collect();
        assert_eq!(remaining, [2, 1, 0]);
        let refused = bucket.take(policy, SECOND);
        assert_eq!(
            (refused.is_allowed, refused.remaining, refused.window_seconds),
            (false, 0, 19)
        );
        assert!(!bucket.take(policy, 20 * SECOND - 1).is_allowed);
        assert!(bucket.take(policy, 20 * SECOND).is_allowed);
        assert!(!bucket.take(policy, 20 * SECOND).is_allowed);
        assert!(bucket.is_full(80 * SECOND) && !bucket.is_full(80 * SECOND - 1));
    }

    #[test]
    fn the_stated_time_lets_the_remaining_requests_come_at_the_rate_of_the_limit() {
        let policy = policy(6_000, 60);
        let mut bucket = Bucket::full();
        let first = bucket.take(policy, 0);
        assert_eq!((first.remaining, first.window_seconds), (5_999, 60));
        bucket.count(policy, 5_898, 0, 0);
        let later = bucket.take(policy, 0);
        assert_eq!((later.remaining, later.window_seconds), (100, 1));
        bucket.count(policy, 99, 0, 0);
        let last = bucket.take(policy, 0);
        assert_eq!((last.is_allowed, last.remaining, last.window_seconds), (true, 0, 1));
    }

    #[test]
    fn requests_elsewhere_count_from_their_moment_on() {
        let policy = policy(60, 60);
        let mut bucket = Bucket::full();
        bucket.count(policy, 60, 90 * SECOND, 100 * SECOND);
        assert_eq!(bucket.take(policy, 100 * SECOND).remaining, 9, "ten have grown back");
        bucket.count(policy, 1_000, 100 * SECOND, 100 * SECOND);
        assert!(!bucket.take(policy, 100 * SECOND).is_allowed);
        assert!(
            bucket.take(policy, 101 * SECOND).is_allowed,
            "too many do not lengthen the wait"
        );
    }

    #[test]
    fn a_clock_that_is_set_back_closes_for_one_interval_only() {
        let policy = policy(10, 10);
        let mut bucket = Bucket::full();
        assert!(bucket.take(policy, 1_000_000 * SECOND).is_allowed);
        let refused = bucket.take(policy, SECOND);
        assert_eq!((refused.is_allowed, refused.window_seconds), (false, 1));
        assert!(bucket.take(policy, 2 * SECOND).is_allowed);
        let mut bucket = Bucket {
            full_at: 1_000_000 * SECOND,
        };
        bucket.count(policy, 1, 0, SECOND);
        assert!(bucket.take(policy, 2 * SECOND).is_allowed);
    }

    proptest! {
        /// In every stretch of time at most the quota and what grows back in it is allowed, however the requests come.
        #[test]
        fn no_more_than_the_quota_and_the_rate(
            quota in 1_u32..50,
            window in 1_u32..100,
            pauses in prop::collection::vec(0_i64..3 * SECOND, 1..300),
        ) {
            let policy = policy(quota, window);
            let mut bucket = Bucket::full();
            let mut now = 0;
            let mut allowed = Vec::new();
            for pause in pauses {
                now += pause;
                if bucket.take(policy, now).is_allowed {
                    allowed.push(now);
                }
            }
            for (index, from) in allowed.iter().enumerate() {
                for (further, to) in allowed.iter().enumerate().skip(index) {
                    let number = i64::try_from(further - index + 1).unwrap();
                    prop_assert!(number <= i64::from(quota) + (to - from) / policy.interval());
                }
            }
        }

        /// A request is refused only when the quota is used up: after the stated time it is allowed.
        #[test]
        fn after_the_stated_time_a_request_is_allowed(
            quota in 1_u32..50,
            window in 1_u32..100,
            pauses in prop::collection::vec(0_i64..SECOND, 1..100),
        ) {
            let policy = policy(quota, window);
            let mut bucket = Bucket::full();
            let mut now = 0;
            for pause in pauses {
                now += pause;
                let decision = bucket.take(policy, now);
                if !decision.is_allowed {
                    now += decision.window_seconds * SECOND;
                    prop_assert!(bucket.take(policy, now).is_allowed);
                }
            }
        }
    }
}

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use prongsai_application::Clock;

/// 2023-10-02 10:00 in Bangkok: the first working day after fiscal year 2566.
const BEGINNING: i64 = 1_696_215_600_000_000;

/// A clock that a test sets. It advances one millisecond at each reading, so that no two moments are equal.
#[derive(Debug)]
pub struct TestClock {
    microseconds: AtomicI64,
}

impl Default for TestClock {
    fn default() -> Self {
        Self {
            microseconds: AtomicI64::new(BEGINNING),
        }
    }
}

impl TestClock {
    /// A clock that begins at this moment.
    pub fn at(beginning: Timestamp) -> Self {
        Self {
            microseconds: AtomicI64::new(beginning.as_microsecond()),
        }
    }

    /// Advances the clock by seconds.
    pub fn advance_seconds(&self, seconds: i64) {
        self.microseconds.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let now = self.microseconds.fetch_add(1_000, Ordering::Relaxed);
        Timestamp::from_microsecond(now).expect("a moment within jiff's range")
    }
}

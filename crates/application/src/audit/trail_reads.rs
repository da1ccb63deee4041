use std::time::Duration;

use moka::sync::Cache;
use prongsai_domain::id::UserId;

/// For this long, further pages of the same list make no event. A program that follows the trail would otherwise make an
/// event with each page, and read it with the next one.
const REMEMBERED_FOR: Duration = Duration::from_hours(1);
/// The number of lists that a server remembers. Reading a forgotten one makes another event.
const REMEMBERED: u64 = 10_000;

/// Remembers which lists of the trail each person has read lately.
pub struct TrailReads(Cache<(UserId, String), ()>);

impl Default for TrailReads {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(REMEMBERED_FOR)
                .build(),
        )
    }
}

impl TrailReads {
    /// Whether the person has read this list lately.
    pub(super) fn has(&self, person: UserId, list: &str) -> bool {
        self.0.contains_key(&(person, list.to_owned()))
    }

    /// Remembers that the person has read this list.
    pub(super) fn remember(&self, person: UserId, list: &str) {
        self.0.insert((person, list.to_owned()), ());
    }
}

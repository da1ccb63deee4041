use std::time::{Duration, Instant};

/// Says what is being done while the program starts: in plain lines to people, as log events otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    begun: Instant,
    is_plain: bool,
}

impl Progress {
    /// Begins to count the time.
    pub(crate) fn new(is_plain: bool) -> Self {
        Self {
            begun: Instant::now(),
            is_plain,
        }
    }

    /// Says one thing.
    pub(crate) fn say(&self, line: &str) {
        if self.is_plain {
            eprintln!("prongsai: {line}");
        } else {
            tracing::info!(after_ms = self.milliseconds(), "{line}");
        }
    }

    /// Notes, for whoever wonders where the time goes, that something is done.
    pub(crate) fn reached(&self, what: &str) {
        tracing::debug!(after_ms = self.milliseconds(), "{what}");
    }

    /// Whether it speaks to people.
    pub(crate) const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Time since the start, in milliseconds.
    pub(crate) fn milliseconds(&self) -> u64 {
        u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

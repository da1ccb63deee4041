use std::time::{Duration, Instant};

/// Reports progress while the program starts: as plain lines for people, otherwise as log events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    begun: Instant,
    is_plain: bool,
}

impl Progress {
    /// Starts the clock.
    pub(crate) fn new(is_plain: bool) -> Self {
        Self {
            begun: Instant::now(),
            is_plain,
        }
    }

    /// Reports a line.
    pub(crate) fn say(&self, line: &str) {
        if self.is_plain {
            eprintln!("prongsai: {line}");
        } else {
            tracing::info!(after_ms = self.milliseconds(), "{line}");
        }
    }

    /// Records that a stage is done, with its time.
    pub(crate) fn reached(&self, what: &str) {
        tracing::debug!(after_ms = self.milliseconds(), "{what}");
    }

    /// Whether the lines are for people.
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

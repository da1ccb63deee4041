use std::collections::HashMap;
use std::time::{Duration, Instant};

/// An input that failed twice is not tried again for this time.
const REMEMBERED: Duration = Duration::from_hours(1);
/// The number of failures after which an input is not tried again: it is retried once.
const TRIED_MAX: u8 = 2;
/// The largest number of inputs that are remembered.
const INPUTS_MAX: usize = 1_000;

/// The inputs with which renderers failed, by key.
#[derive(Debug, Default)]
pub(crate) struct FailedInputs {
    failures: HashMap<String, (u8, Instant)>,
}

impl FailedInputs {
    /// Whether the input failed too often to be tried again now.
    pub(crate) fn is_hopeless(&self, key: &str, now: Instant) -> bool {
        let failed = self.failures.get(key);
        failed.is_some_and(|(times, last)| *times >= TRIED_MAX && now.duration_since(*last) < REMEMBERED)
    }

    /// Remembers a failure.
    pub(crate) fn add(&mut self, key: &str, now: Instant) {
        self.failures
            .retain(|_, (_, last)| now.duration_since(*last) < REMEMBERED);
        if self.failures.len() >= INPUTS_MAX && !self.failures.contains_key(key) {
            let oldest = self.failures.iter().min_by_key(|(_, (_, last))| *last);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.failures.remove(&oldest);
            }
        }
        let (times, last) = self.failures.entry(key.to_owned()).or_insert((0, now));
        *times = times.saturating_add(1);
        *last = now;
    }

    /// Forgets an input, which was made after all.
    pub(crate) fn remove(&mut self, key: &str) {
        self.failures.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_retried_once_in_an_hour() {
        let begun = Instant::now();
        let mut failed = FailedInputs::default();
        failed.add("a", begun);
        assert!(!failed.is_hopeless("a", begun));
        failed.add("a", begun);
        assert!(failed.is_hopeless("a", begun) && !failed.is_hopeless("b", begun));
        assert!(!failed.is_hopeless("a", begun + REMEMBERED));
        failed.add("a", begun + REMEMBERED);
        assert!(
            !failed.is_hopeless("a", begun + REMEMBERED),
            "after the hour the count begins at zero"
        );
    }

    #[test]
    fn an_input_that_was_made_is_forgotten() {
        let now = Instant::now();
        let mut failed = FailedInputs::default();
        failed.add("a", now);
        failed.remove("a");
        failed.add("a", now);
        assert!(!failed.is_hopeless("a", now));
    }

    #[test]
    fn a_limited_number_is_remembered() {
        let begun = Instant::now();
        let mut failed = FailedInputs::default();
        for (second, number) in (0..).zip(0..INPUTS_MAX + 5) {
            failed.add(&number.to_string(), begun + Duration::from_millis(second));
        }
        assert_eq!(failed.failures.len(), INPUTS_MAX);
        assert!(!failed.failures.contains_key("0") && failed.failures.contains_key("5"));
    }
}

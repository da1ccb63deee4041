use std::time::Duration;

use crate::StoreError;

/// The maximum number of repeats of a transaction.
const REPEATS: u32 = 3;
/// The shortest pause before the first repeat; it doubles with each repeat.
const PAUSE: Duration = Duration::from_millis(20);

/// The error of a transaction's work.
pub trait Failure: From<StoreError> {
    /// Whether the database rolled the transaction back because of a conflict with another one, so that a repeat may
    /// succeed.
    fn is_clash(&self) -> bool;
}

impl Failure for StoreError {
    fn is_clash(&self) -> bool {
        matches!(self, Self::Clash(_))
    }
}

/// Counts the repeats of a transaction.
pub(super) struct Repeats {
    name: &'static str,
    done: u32,
}

impl Repeats {
    /// The counter for a new transaction with this name.
    pub(super) const fn of(name: &'static str) -> Self {
        Self { name, done: 0 }
    }

    /// Whether a transaction may be repeated after this error.
    pub(super) fn allow(&self, failure: &impl Failure) -> bool {
        failure.is_clash() && self.done < REPEATS
    }

    /// Counts a repeat and waits for the pause before it.
    pub(super) async fn wait(&mut self) {
        let pause = pause(self.done);
        self.done += 1;
        metrics::counter!("transaction_repeats_total", "transaction" => self.name).increment(1);
        tracing::info!(
            transaction = self.name,
            repeat = self.done,
            "a transaction conflicts with another one and is repeated"
        );
        tokio::time::sleep(pause).await;
    }
}

/// The pause before a repeat, counted from 0. It is random, so that two conflicting transactions do not conflict again.
fn pause(repeat: u32) -> Duration {
    // The limit only prevents an overflow of the shift; `REPEATS` is smaller.
    let least = PAUSE.saturating_mul(1 << repeat.min(8));
    // Without randomness the pause is the shortest one; the transactions may then conflict again.
    let part = getrandom::u32().unwrap_or(0);
    least + least.mul_f64(f64::from(part) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_clash_is_repeated_a_few_times_only() {
        let clash = StoreError::Clash("deadlock".to_owned());
        let mut repeats = Repeats::of("test");
        for _ in 0..3 {
            assert!(repeats.allow(&clash));
            repeats.wait().await;
        }
        assert!(!repeats.allow(&clash));
    }

    #[test]
    fn an_error_other_than_a_clash_is_not_repeated() {
        let timeout = StoreError::Unavailable("lock timeout".to_owned());
        assert!(!Repeats::of("test").allow(&timeout));
    }

    #[test]
    fn pauses_grow_and_stay_short() {
        for repeat in 0..REPEATS {
            let least = PAUSE * 2_u32.pow(repeat);
            assert!((least..=least * 2).contains(&pause(repeat)));
        }
    }
}

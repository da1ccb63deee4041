use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Error;

/// The number of imports that run at once; this many have reserved connections.
const AT_ONCE: usize = 2;
/// The time that an import waits for its turn; longer than a small import takes.
const WAIT: Duration = Duration::from_secs(2);

/// Limits how many imports run at once, because a large import holds much memory and its connection for seconds.
#[derive(Debug)]
pub struct ImportTurns {
    free: Semaphore,
    wait: Duration,
}

impl Default for ImportTurns {
    fn default() -> Self {
        Self {
            free: Semaphore::new(AT_ONCE),
            wait: WAIT,
        }
    }
}

impl ImportTurns {
    /// Waits for a turn.
    ///
    /// # Errors
    /// [`Error::ImportsBusy`] if no turn is free in time.
    pub(super) async fn take(&self) -> Result<SemaphorePermit<'_>, Error> {
        match tokio::time::timeout(self.wait, self.free.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(Error::ImportsBusy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_run_at_once_and_a_third_is_sent_away() {
        let turns = ImportTurns {
            wait: Duration::ZERO,
            ..ImportTurns::default()
        };
        let first = turns.take().await.unwrap();
        let _second = turns.take().await.unwrap();
        assert!(matches!(turns.take().await, Err(Error::ImportsBusy)));
        drop(first);
        assert!(turns.take().await.is_ok());
    }
}

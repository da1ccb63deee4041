use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Error;

/// The maximum number of imports that run at once. The store reserves as many connections for imports.
const MAX_CONCURRENT: usize = 2;
/// The maximum number of large bodies that arrive or wait in temporary files, at most 32 MiB each: `BUNDLE_MAX` in
/// `http`.
const MAX_SPOOLED: usize = 8;
/// The maximum time that an import waits until it may run; longer than a small import takes.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// Limits how many imports run at once, because a large import holds much memory and its connection for seconds.
#[derive(Debug)]
pub struct ImportLimit {
    permits: Arc<Semaphore>,
    /// The bodies that wait in temporary files.
    spooled: Arc<Semaphore>,
    /// One permit, for an import that needs much memory.
    large: Arc<Semaphore>,
    max_wait: Duration,
}

/// The place of a large body in a temporary file. The next one may begin when it is dropped.
#[derive(Debug)]
pub struct SpoolPlace(#[expect(dead_code, reason = "it is only held")] OwnedSemaphorePermit);

/// The turn of a large import. The next one may begin when it is dropped.
#[derive(Debug)]
pub struct LargeImport(#[expect(dead_code, reason = "it is only held")] OwnedSemaphorePermit);

/// The permits of an import. They are shared with the thread that examines the bundle, which goes on when the client goes
/// away.
pub(crate) type Running = Arc<(OwnedSemaphorePermit, Option<LargeImport>)>;

/// Does work of an import on a thread that serves no requests. The thread goes on when the client goes away, so it holds
/// the permits.
pub(crate) async fn off_thread<T: Send + 'static>(
    running: &Running,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let running = Arc::clone(running);
    let work = move || {
        let _held = running;
        work()
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

impl Default for ImportLimit {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(MAX_CONCURRENT)),
            spooled: Arc::new(Semaphore::new(MAX_SPOOLED)),
            large: Arc::new(Semaphore::new(1)),
            max_wait: MAX_WAIT,
        }
    }
}

impl ImportLimit {
    /// Waits for a place for the temporary file of a large body. It is free again when the permit is dropped.
    ///
    /// # Errors
    /// [`Error::ImportsBusy`] if there is none in time.
    pub async fn begin_spooling(&self) -> Result<SpoolPlace, Error> {
        self.in_time(&self.spooled).await.map(SpoolPlace)
    }

    /// Waits for the turn of a large import, which begins before its bundle is parsed.
    ///
    /// # Errors
    /// [`Error::ImportsBusy`] if it does not come in time.
    pub async fn begin_large(&self) -> Result<LargeImport, Error> {
        self.in_time(&self.large).await.map(LargeImport)
    }

    /// Waits until the import may run. It counts as running until the permit is dropped.
    ///
    /// # Errors
    /// [`Error::ImportsBusy`] if it may not run in time.
    pub(crate) async fn acquire(&self) -> Result<OwnedSemaphorePermit, Error> {
        self.in_time(&self.permits).await
    }

    async fn in_time(&self, permits: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
        match tokio::time::timeout(self.max_wait, Arc::clone(permits).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Error::ImportsBusy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_run_at_once_and_a_third_is_sent_away() {
        let limit = ImportLimit {
            max_wait: Duration::ZERO,
            ..ImportLimit::default()
        };
        let first = limit.acquire().await.unwrap();
        let _second = limit.acquire().await.unwrap();
        assert!(matches!(limit.acquire().await, Err(Error::ImportsBusy)));
        drop(first);
        assert!(limit.acquire().await.is_ok());
    }
}

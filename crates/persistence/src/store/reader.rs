use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use tokio::sync::Mutex;

use super::connect::connect;
use crate::StoreError;
use crate::error::is_broken;

/// A few connections that many short reads share. Statements are pipelined, so a read does not wait for a free
/// connection.
///
/// There must never be a transaction on them. A broken connection is replaced, and the read that detected it is
/// repeated once; reads are safe to repeat.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

struct Shared {
    url: String,
    statement_timeout: Duration,
    slots: Vec<Slot>,
}

#[derive(Default)]
struct Slot {
    connection: RwLock<Option<Arc<AsyncPgConnection>>>,
    opening: Mutex<()>,
}

impl Reader {
    /// Prepares `connections` shared connections. Each is opened when it is first needed.
    pub fn new(url: String, connections: usize, statement_timeout: Duration) -> Self {
        let slots = (0..connections.max(1)).map(|_| Slot::default()).collect();
        Self {
            shared: Arc::new(Shared {
                url,
                statement_timeout,
                slots,
            }),
        }
    }

    /// Runs a read of one thing. All of them share the first connection: the more of them run at once, the more of them
    /// one system call sends and receives.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached, otherwise the error of the read.
    pub async fn read<T>(
        &self,
        work: impl AsyncFn(&mut &AsyncPgConnection) -> diesel::QueryResult<T>,
    ) -> Result<T, StoreError> {
        self.read_on(self.shared.slots.first(), work).await
    }

    /// Runs a read of a page of a list, on the last connection, so that no read of one thing waits behind it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_page<T>(
        &self,
        work: impl AsyncFn(&mut &AsyncPgConnection) -> diesel::QueryResult<T>,
    ) -> Result<T, StoreError> {
        self.read_on(self.shared.slots.last(), work).await
    }

    async fn read_on<T>(
        &self,
        slot: Option<&Slot>,
        work: impl AsyncFn(&mut &AsyncPgConnection) -> diesel::QueryResult<T>,
    ) -> Result<T, StoreError> {
        let Some(slot) = slot else {
            return Err(StoreError::Unavailable("no read connection is configured".to_owned()));
        };
        let connection = self.connection(slot).await?;
        match work(&mut &*connection).await {
            Err(error) if is_broken(&error) => {
                slot.forget(&connection);
                let connection = self.connection(slot).await?;
                work(&mut &*connection).await.map_err(StoreError::from)
            }
            outcome => outcome.map_err(StoreError::from),
        }
    }

    async fn connection(&self, slot: &Slot) -> Result<Arc<AsyncPgConnection>, StoreError> {
        if let Some(connection) = slot.current() {
            return Ok(connection);
        }
        let _one_at_a_time = slot.opening.lock().await;
        if let Some(connection) = slot.current() {
            return Ok(connection);
        }
        let opened = connect(self.shared.url.clone(), self.shared.statement_timeout)
            .await
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let opened = Arc::new(opened);
        *slot.connection.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&opened));
        Ok(opened)
    }
}

impl Slot {
    fn current(&self) -> Option<Arc<AsyncPgConnection>> {
        self.connection.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn forget(&self, broken: &Arc<AsyncPgConnection>) {
        let mut held = self.connection.write().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_some_and(|held| Arc::ptr_eq(held, broken)) {
            *held = None;
        }
    }
}

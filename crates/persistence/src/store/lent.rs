use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Pool;

use super::connect::Connection;
use crate::StoreError;

/// A connection that is lent for one piece of work. When the work is dropped before it ends, because its caller went
/// away, the connection is closed. In its pool it would still run the statement, and the next user would wait for it.
struct Lent(Option<Connection>);

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(Connection::take(connection));
        }
    }
}

/// A connection of the pool.
///
/// # Errors
/// [`StoreError::Unavailable`] when none becomes free in time.
pub(super) async fn take(pool: &Pool<AsyncPgConnection>) -> Result<Connection, StoreError> {
    let taken = pool.get().await;
    taken.map_err(|error| StoreError::Unavailable(error.to_string()))
}

/// Runs work on a connection of the pool.
///
/// # Errors
/// [`StoreError::Unavailable`] when no connection becomes free in time; otherwise the error of the work.
pub(super) async fn lend<T>(
    pool: &Pool<AsyncPgConnection>,
    work: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut lent = Lent(Some(take(pool).await?));
    let Some(connection) = &mut lent.0 else {
        return Err(StoreError::Unavailable("the connection is gone".to_owned()));
    };
    let outcome = work(connection).await;
    // The work has ended, so the connection returns to the pool.
    drop(lent.0.take());
    outcome
}

use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};

use super::sqlstate_stream::SqlstateStream;
use crate::connection::{Target, in_time, open};

/// A connection that is checked out for one caller.
pub(super) type Connection = Object<AsyncPgConnection>;

/// The longest time that a transaction may be idle, before the server closes its connection and so frees its locks.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// The longest time that a statement waits for a lock.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// The interval in which a server that runs a statement, or waits for a lock, checks that its client is still there.
const CLIENT_CHECK: Duration = Duration::from_secs(1);

/// Opens a connection with the time limits for statements and transactions.
///
/// The connection is opened here and not by diesel-async, so that server errors carry their codes: see [`SqlstateStream`].
///
/// # Errors
/// When the server cannot be reached, refuses, or is not ready in time.
pub(super) async fn connect(url: String, statement_timeout: Duration) -> ConnectionResult<AsyncPgConnection> {
    in_time(prepare(url, statement_timeout)).await
}

async fn prepare(url: String, statement_timeout: Duration) -> ConnectionResult<AsyncPgConnection> {
    let target = Target::parse(&url)?;
    let (client, connection) = open(&target, SqlstateStream::new).await?;
    // The task ends with its client or with the server. The client then reports that it is closed.
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to the database ended");
        }
    });
    let mut connection = AsyncPgConnection::try_from(client).await?;
    // No statement runs so long that its compilation (`jit`) pays: it takes half a second.
    let limits = format!(
        "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}; SET lock_timeout = {}; \
         SET client_connection_check_interval = {}; SET jit = off; SET TIME ZONE 'UTC'",
        statement_timeout.as_millis(),
        IDLE_TIMEOUT.as_millis(),
        LOCK_TIMEOUT.as_millis(),
        CLIENT_CHECK.as_millis(),
    );
    connection
        .batch_execute(&limits)
        .await
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}

use std::pin::pin;

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use futures_util::future::join;
use tokio::time::timeout;

use super::connect::{Connection, IDLE_TIMEOUT};
use crate::StoreError;
use crate::user::{ActingPerson, ActingUser, person_of};

/// An open transaction. When it is dropped before it is committed or rolled back, because its caller was cancelled, it
/// is rolled back at once: its connection is closed, and PostgreSQL releases its locks.
pub struct Transaction {
    /// Present until the transaction ends.
    connection: Option<Connection>,
    /// See [`Self::may_have_waited`].
    may_have_waited: bool,
}

/// A value whose change is recorded in the audit trail ([`Transaction::record`]) or, for sessions, as a security event
/// ([`Transaction::record_event`]). The only other one is the stored answer to a repeated request, which changes
/// nothing. [`Store::write_counters`](crate::Store::write_counters) needs none.
#[must_use = "the work of a transaction returns what was recorded"]
#[derive(Debug)]
pub struct Recorded<T>(T);

impl Transaction {
    /// Begins a transaction. The statements that begin and end it are sent here and not by diesel, which would wait for
    /// each of them.
    pub(super) async fn begin(connection: Connection) -> Result<Self, StoreError> {
        let mut begun = Self::of(connection);
        begun.connection().batch_execute("BEGIN").await?;
        Ok(begun)
    }

    /// Begins a transaction and reads the person who acts in it: see [`Self::acting_person`]. Both statements are sent
    /// at once, because every change needs both.
    pub(super) async fn begin_as(
        connection: Connection,
        by: ActingUser,
    ) -> Result<(Self, Option<ActingPerson>), StoreError> {
        let mut begun = Self::of(connection);
        let shared: &AsyncPgConnection = begun.connection();
        let mut first = shared;
        let (is_begun, person) = join(first.batch_execute("BEGIN"), person_of(shared, by)).await;
        is_begun?;
        Ok((begun, person?))
    }

    const fn of(connection: Connection) -> Self {
        Self {
            connection: Some(connection),
            may_have_waited: false,
        }
    }

    /// Waits for work that takes longer than a transaction may be idle. Meanwhile the server of the database hears that
    /// the transaction still needs its locks.
    ///
    /// # Errors
    /// The connection was closed.
    pub async fn while_waiting<T>(&mut self, work: impl Future<Output = T>) -> Result<T, StoreError> {
        let mut work = pin!(work);
        loop {
            match timeout(IDLE_TIMEOUT / 3, &mut work).await {
                Ok(done) => return Ok(done),
                Err(_) => self.connection().batch_execute("SELECT 1").await?,
            }
        }
    }

    /// Commits what the work recorded, or rolls back if it failed.
    pub(super) async fn end<T, E: From<StoreError>>(self, done: Result<Recorded<T>, E>) -> Result<T, E> {
        match done {
            Ok(recorded) => {
                self.commit().await?;
                Ok(recorded.into_inner())
            }
            Err(error) => {
                self.roll_back().await;
                Err(error)
            }
        }
    }

    /// Commits. If that fails, the connection is closed.
    async fn commit(mut self) -> Result<(), StoreError> {
        self.connection().batch_execute("COMMIT").await?;
        // The transaction has ended, so the connection returns to the pool.
        drop(self.connection.take());
        Ok(())
    }

    /// Rolls back. If that fails, the connection is closed.
    pub(super) async fn roll_back(mut self) {
        match self.connection().batch_execute("ROLLBACK").await {
            Ok(()) => drop(self.connection.take()),
            Err(error) => tracing::warn!(%error, "roll-back failed; the connection is closed"),
        }
    }

    /// The connection, for the queries of this crate.
    #[expect(
        clippy::expect_used,
        reason = "only commit, roll-back and drop take it, and each ends the transaction"
    )]
    pub(crate) fn connection(&mut self) -> &mut AsyncPgConnection {
        self.connection
            .as_mut()
            .expect("a transaction has its connection until it ends")
    }

    /// The connection, for a statement that waits while another transaction holds a lock. It takes a lock itself, or it
    /// writes a row that another transaction may exclude: one with the same unique value, or the row that a foreign key
    /// names. A statement whose rows are all protected by locks that the transaction holds does not wait.
    pub(crate) fn waiting_connection(&mut self) -> &mut AsyncPgConnection {
        self.may_have_waited = true;
        self.connection()
    }

    /// Whether the transaction may have waited for another one since it last read the roles of the person. In the
    /// meantime the roles may have changed.
    pub const fn may_have_waited(&self) -> bool {
        self.may_have_waited
    }

    /// Notes that a statement has read the roles, and that they are still those with which the change was permitted;
    /// `has_waited` says whether the statement may have waited after that.
    pub(crate) const fn note_roles_read(&mut self, has_waited: bool) {
        self.may_have_waited = has_waited;
    }

    /// Reads the person who acts again. `None` when the account is closed or does not exist, and when the session has
    /// ended.
    pub async fn acting_person(&mut self, by: ActingUser) -> Result<Option<ActingPerson>, StoreError> {
        self.may_have_waited = false;
        person_of(self.connection(), by).await
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // The connection is taken out of the pool, where it would keep its locks until its next use.
            drop(Connection::take(connection));
        }
    }
}

impl<T> Recorded<T> {
    /// Converts the value; it stays recorded.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Recorded<U> {
        Recorded(f(self.0))
    }

    /// Converts the value with a function that can fail; it stays recorded.
    ///
    /// # Errors
    /// The error of `f`.
    pub fn try_map<U, E>(self, f: impl FnOnce(T) -> Result<U, E>) -> Result<Recorded<U>, E> {
        f(self.0).map(Recorded)
    }

    /// Converts the value with an asynchronous function that can fail; it stays recorded.
    ///
    /// # Errors
    /// The error of `f`.
    pub async fn try_map_async<U, E>(self, f: impl AsyncFnOnce(T) -> Result<U, E>) -> Result<Recorded<U>, E> {
        f(self.0).await.map(Recorded)
    }

    /// A reference to the value.
    pub const fn get(&self) -> &T {
        &self.0
    }

    pub(super) fn into_inner(self) -> T {
        self.0
    }

    /// Wraps a value whose change was written to the audit trail or to the security events.
    pub(crate) const fn written(value: T) -> Self {
        Self(value)
    }

    /// Wraps the stored answer to a repeated request. Its change was recorded by the first request.
    pub(crate) const fn replayed(value: T) -> Self {
        Self(value)
    }
}

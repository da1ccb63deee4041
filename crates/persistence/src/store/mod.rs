mod alone;
mod cached;
mod connect;
mod fixed;
mod lent;
mod ping;
mod reader;
mod repeat;
mod sqlstate_stream;
mod transaction;

use std::time::Duration;

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use futures_util::FutureExt as _;

pub(crate) use cached::cached;
pub(crate) use fixed::{Fixed, fixed};
pub use reader::Reader;
pub use repeat::Failure;
pub use transaction::{Recorded, Transaction};

use self::connect::connect;
use self::lent::lend;
use self::repeat::Repeats;
use crate::StoreError;
use crate::user::{ActingPerson, ActingUser};

/// The longest time that a caller waits for a free place in a pool, and again for the opening of a new connection.
///
/// A caller may need both waits. Together they are as long as [`CONNECT_TIMEOUT`](crate::connection::CONNECT_TIMEOUT), which
/// limits connections outside of the pools: those of a [`Reader`], of the listener for notifications, and of the commands that
/// prepare the database.
const POOL_TIMEOUT: Duration = Duration::from_secs(5);

/// The options of a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// The URL of the database.
    pub database_url: String,
    /// Connections for changes.
    pub writers: usize,
    /// Connections for long lists, whole years and large reports. Readers without an account use them too, so they are
    /// not those for changes.
    pub long_readers: usize,
    /// Shared connections for short reads, per [`Reader`]: the first for reads of one thing, the last for pages of lists.
    pub readers: usize,
    /// The time limit of one statement.
    pub statement_timeout: Duration,
    /// Connections for imports of whole years, which use them for seconds.
    pub importers: usize,
    /// The time limit of one statement of an import.
    pub import_timeout: Duration,
}

impl StoreOptions {
    /// The default options for a database at this URL.
    pub fn new(database_url: impl Into<String>) -> Self {
        Self {
            database_url: database_url.into(),
            writers: 8,
            long_readers: 4,
            readers: 2,
            statement_timeout: Duration::from_secs(10),
            importers: 2,
            import_timeout: Duration::from_mins(1),
        }
    }
}

/// Access to the database.
#[derive(Clone)]
pub struct Store {
    writer: Pool<AsyncPgConnection>,
    importer: Pool<AsyncPgConnection>,
    long_reader: Pool<AsyncPgConnection>,
    reader: Reader,
    options: StoreOptions,
}

impl Store {
    /// Prepares a store. Connections are opened when they are first needed.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the pool cannot be made.
    pub fn new(options: StoreOptions) -> Result<Self, StoreError> {
        let timeout = options.statement_timeout;
        let writer = pool(&options.database_url, options.writers, timeout)?;
        let importer = pool(&options.database_url, options.importers, options.import_timeout)?;
        let long_reader = pool(&options.database_url, options.long_readers, timeout)?;
        let reader = Reader::new(options.database_url.clone(), options.readers, timeout);
        Ok(Self {
            writer,
            importer,
            long_reader,
            reader,
            options,
        })
    }

    /// The same store, with the connections for imports in its transactions, so that a long import does not delay
    /// others.
    #[must_use]
    pub fn for_import(&self) -> Self {
        Self {
            writer: self.importer.clone(),
            ..self.clone()
        }
    }

    /// The same store with its own shared read connections. Each server thread has one, so that an answer arrives on
    /// the thread that waits for it.
    #[must_use]
    pub fn with_own_reader(&self) -> Self {
        let reader = Reader::new(
            self.options.database_url.clone(),
            self.options.readers,
            self.options.statement_timeout,
        );
        Self {
            writer: self.writer.clone(),
            importer: self.importer.clone(),
            long_reader: self.long_reader.clone(),
            reader,
            options: self.options.clone(),
        }
    }

    /// The URL of the database.
    pub fn database_url(&self) -> &str {
        &self.options.database_url
    }

    /// Runs a short read on a shared connection.
    ///
    /// # Errors
    /// The error of the read, as a [`StoreError`].
    pub async fn read<T>(
        &self,
        work: impl AsyncFn(&mut &AsyncPgConnection) -> diesel::QueryResult<T>,
    ) -> Result<T, StoreError> {
        self.reader.read(work).await
    }

    /// As [`Self::read`], for a page of a list.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) async fn read_page<T>(
        &self,
        work: impl AsyncFn(&mut &AsyncPgConnection) -> diesel::QueryResult<T>,
    ) -> Result<T, StoreError> {
        self.reader.read_page(work).await
    }

    /// Runs a read that takes longer, or has several statements, on a connection of its own. The connection is closed
    /// when the caller goes away.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection becomes free in time; otherwise the error of the read.
    pub(crate) async fn read_long<T>(
        &self,
        work: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        lend(&self.long_reader, work).await
    }

    /// Runs `work` in a transaction; `name` appears in traces. The transaction is committed when the work returns a
    /// [`Recorded`] value. Otherwise, and when the caller is cancelled, it is rolled back.
    ///
    /// A transaction that conflicts with another one (a deadlock, a serialization failure) is rolled back and repeated
    /// a few times. `work` is then called again, on another connection, and must keep nothing from the earlier call.
    /// Values from outside (the time, ids made before) stay the same; ids that the work makes are new. A transaction is
    /// not repeated when the answer to the commit is lost, because it may have been committed.
    ///
    /// # Errors
    /// The error of the work, or a [`StoreError`] from the start or the commit of the transaction.
    #[tracing::instrument(skip_all, fields(transaction = name))]
    pub async fn write<T, E: Failure>(
        &self,
        name: &'static str,
        work: impl AsyncFn(&mut Transaction) -> Result<Recorded<T>, E>,
    ) -> Result<T, E> {
        let mut repeats = Repeats::of(name);
        loop {
            let mut transaction = Transaction::begin(lent::take(&self.writer).await?).await?;
            // Boxed, because the work of an import would make every future that contains it large.
            let done = Box::pin(work(&mut transaction)).await;
            match transaction.end(done).await {
                Err(error) if repeats.allow(&error) => repeats.wait().await,
                outcome => return outcome,
            }
        }
    }

    /// Runs a change of counters, which are no data, in a transaction as [`Store::write`] does. The transaction is rolled
    /// back when the work fails.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub(crate) async fn write_counters<T, E: Failure>(
        &self,
        name: &'static str,
        work: impl AsyncFn(&mut Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let count = async |transaction: &mut Transaction| work(transaction).await.map(Recorded::written);
        self.write(name, count).await
    }

    /// As [`Store::write`], for a person. The work gets the person as the transaction reads it at its beginning; `None`
    /// when the account is closed or the session has ended.
    ///
    /// # Errors
    /// As [`Store::write`].
    #[tracing::instrument(skip_all, fields(transaction = name))]
    pub async fn write_as<T, E: Failure>(
        &self,
        name: &'static str,
        by: ActingUser,
        work: impl AsyncFn(&mut Transaction, Option<ActingPerson>) -> Result<Recorded<T>, E>,
    ) -> Result<T, E> {
        let mut repeats = Repeats::of(name);
        loop {
            let (mut transaction, person) = Transaction::begin_as(lent::take(&self.writer).await?, by).await?;
            let done = Box::pin(work(&mut transaction, person)).await;
            match transaction.end(done).await {
                Err(error) if repeats.allow(&error) => repeats.wait().await,
                outcome => return outcome,
            }
        }
    }

    /// Runs `work` as [`Store::write`] does and always rolls it back: a dry run.
    ///
    /// # Errors
    /// The error of the work, or a [`StoreError`] from the start of the transaction.
    #[tracing::instrument(skip_all, fields(transaction = name))]
    pub async fn dry_run<T, E: Failure>(
        &self,
        name: &'static str,
        work: impl AsyncFn(&mut Transaction) -> Result<Recorded<T>, E>,
    ) -> Result<T, E> {
        let mut repeats = Repeats::of(name);
        loop {
            let mut transaction = Transaction::begin(lent::take(&self.writer).await?).await?;
            let outcome = Box::pin(work(&mut transaction)).await;
            transaction.roll_back().await;
            match outcome {
                Err(error) if repeats.allow(&error) => repeats.wait().await,
                outcome => return outcome.map(Recorded::into_inner),
            }
        }
    }
}

/// A pool. Its connections are opened when they are first needed.
fn pool(database_url: &str, size: usize, timeout: Duration) -> Result<Pool<AsyncPgConnection>, StoreError> {
    let mut config = ManagerConfig::default();
    // A connection that is known to be closed is replaced without a round trip; another dead one fails at its first
    // statement. No connection returns to its pool with an open transaction: see `Transaction` and `Lent`.
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| connect(url.to_owned(), timeout).boxed());
    let manager = AsyncDieselConnectionManager::new_with_config(database_url, config);
    Pool::builder(manager)
        .max_size(size)
        .wait_timeout(Some(POOL_TIMEOUT))
        .create_timeout(Some(POOL_TIMEOUT))
        .runtime(deadpool::Runtime::Tokio1)
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}

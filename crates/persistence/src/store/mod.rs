mod coded;
mod connect;
mod ping;
mod reader;
mod repeat;
mod transaction;

use std::time::Duration;

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use futures_util::FutureExt as _;

pub use reader::Reader;
pub use repeat::Failure;
pub use transaction::{AuditEntry, Recorded, Transaction};

use self::connect::connect;
use self::repeat::Repeats;
use crate::StoreError;

/// A connection that is checked out for one caller.
pub type Connection = Object<AsyncPgConnection>;

/// How a store reaches its database.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// Where the database is.
    pub database_url: String,
    /// Connections for changes, roll-ups and long lists.
    pub writers: usize,
    /// Shared connections for short reads, per [`Reader`].
    pub readers: usize,
    /// How long one statement may run.
    pub statement_timeout: Duration,
    /// Connections for imports of whole years, which keep theirs for seconds.
    pub importers: usize,
    /// How long one statement of an import may run.
    pub import_timeout: Duration,
}

impl StoreOptions {
    /// The usual sizes for a database at this URL.
    pub fn new(database_url: impl Into<String>) -> Self {
        Self {
            database_url: database_url.into(),
            writers: 6,
            readers: 2,
            statement_timeout: Duration::from_secs(10),
            importers: 2,
            import_timeout: Duration::from_mins(1),
        }
    }
}

/// Everything that is kept.
#[derive(Clone)]
pub struct Store {
    writer: Pool<AsyncPgConnection>,
    importer: Pool<AsyncPgConnection>,
    reader: Reader,
    options: StoreOptions,
}

impl Store {
    /// Prepares a store; connections are opened when they are first needed.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the pool cannot be made.
    pub fn new(options: StoreOptions) -> Result<Self, StoreError> {
        let timeout = options.statement_timeout;
        let writer = pool(&options.database_url, options.writers, timeout)?;
        let importer = pool(&options.database_url, options.importers, options.import_timeout)?;
        let reader = Reader::new(options.database_url.clone(), options.readers, timeout);
        Ok(Self {
            writer,
            importer,
            reader,
            options,
        })
    }

    /// The same store with the connections of imports for its transactions, so that a long import does not hold up others.
    #[must_use]
    pub fn for_import(&self) -> Self {
        Self {
            writer: self.importer.clone(),
            ..self.clone()
        }
    }

    /// The same store with shared read connections of its own: one per server thread, so that answers arrive where
    /// they are awaited.
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
            reader,
            options: self.options.clone(),
        }
    }

    /// Where the database is.
    pub fn database_url(&self) -> &str {
        &self.options.database_url
    }

    /// Runs a short read on a shared connection.
    ///
    /// # Errors
    /// Whatever the read says, as a [`StoreError`].
    pub async fn read<T>(
        &self,
        work: impl AsyncFn(&mut &AsyncPgConnection) -> diesel::QueryResult<T>,
    ) -> Result<T, StoreError> {
        self.reader.read(work).await
    }

    /// A connection of one's own, for long lists and roll-ups.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when none becomes free in time.
    pub async fn connection(&self) -> Result<Connection, StoreError> {
        self.writer
            .get()
            .await
            .map_err(|error| StoreError::Unavailable(error.to_string()))
    }

    /// Runs `work` in a transaction that is named in traces. It is committed when the work returns a [`Recorded`]
    /// value and rolled back otherwise, also when the caller goes away meanwhile.
    ///
    /// A transaction that met another one (a deadlock, a serialization failure) is rolled back and done again, a few
    /// times: `work` is called anew, on another connection, and must not keep anything from the call before. What the
    /// work takes from outside (the time, ids made before) is the same then; ids that it makes are new ones.
    /// Nothing is done again after a commit of which the answer did not arrive, for it may have been carried out.
    ///
    /// # Errors
    /// Whatever the work says, or a [`StoreError`] of beginning and committing.
    #[tracing::instrument(skip_all, fields(transaction = name))]
    pub async fn write<T, E: Failure>(
        &self,
        name: &'static str,
        work: impl AsyncFn(&mut Transaction) -> Result<Recorded<T>, E>,
    ) -> Result<T, E> {
        let mut repeats = Repeats::of(name);
        loop {
            let mut transaction = Transaction::begin(self.connection().await?).await?;
            // On the heap: the work of an import would make every future around it large.
            let outcome = match Box::pin(work(&mut transaction)).await {
                Ok(recorded) => transaction
                    .commit()
                    .await
                    .map(|()| recorded.into_inner())
                    .map_err(E::from),
                Err(error) => {
                    transaction.roll_back().await;
                    Err(error)
                }
            };
            match outcome {
                Err(error) if repeats.allow(&error) => repeats.wait().await,
                outcome => return outcome,
            }
        }
    }

    /// Runs `work` as [`Store::write`] does and rolls it back whatever it returns: a dry run.
    ///
    /// # Errors
    /// Whatever the work says.
    #[tracing::instrument(skip_all, fields(transaction = name))]
    pub async fn dry_run<T, E: Failure>(
        &self,
        name: &'static str,
        work: impl AsyncFn(&mut Transaction) -> Result<Recorded<T>, E>,
    ) -> Result<T, E> {
        let mut repeats = Repeats::of(name);
        loop {
            let mut transaction = Transaction::begin(self.connection().await?).await?;
            let outcome = Box::pin(work(&mut transaction)).await;
            transaction.roll_back().await;
            match outcome {
                Err(error) if repeats.allow(&error) => repeats.wait().await,
                outcome => return outcome.map(Recorded::into_inner),
            }
        }
    }
}

/// A pool whose connections are opened when they are first needed.
fn pool(database_url: &str, size: usize, timeout: Duration) -> Result<Pool<AsyncPgConnection>, StoreError> {
    let mut config = ManagerConfig::default();
    // An open transaction is noticed without a round trip; a dead connection shows itself at its first statement.
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| connect(url.to_owned(), timeout).boxed());
    let manager = AsyncDieselConnectionManager::new_with_config(database_url, config);
    Pool::builder(manager)
        .max_size(size)
        .wait_timeout(Some(Duration::from_secs(5)))
        .create_timeout(Some(Duration::from_secs(5)))
        .runtime(deadpool::Runtime::Tokio1)
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}

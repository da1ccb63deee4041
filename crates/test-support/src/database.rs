use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;

use prongsai_local_postgres::with_database;
use tokio_postgres::Client;
use uuid::Uuid;

use crate::connection::connect;
use crate::template;

/// The variable with the URL of the maintenance database; `with-postgres` sets it.
const VARIABLE: &str = "PRONGSAI_TEST_DATABASE_URL";

/// A database for one test, with schema and reference data, dropped when the test ends.
///
/// Its name begins with `prongsai_test_`. `with-postgres` drops all databases with this prefix (`DATABASES` in its
/// `server.rs`).
pub struct TestDatabase {
    name: String,
    url: String,
    runtime_url: String,
    maintenance_url: String,
}

/// The blob store of the servers on a database: a folder for each database.
pub(crate) fn blob_folder(database_url: &str) -> PathBuf {
    let name = database_url.rsplit('/').next().unwrap_or_default();
    let name = name.split('?').next().unwrap_or_default();
    std::env::temp_dir().join("prongsai-test-blobs").join(name)
}

/// The sessions of a database that wait for a lock.
const WAITING: &str = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

/// The number of rows and a hash of the rows, by table. Equal fingerprints before and after a request mean that it
/// stored nothing.
pub type Fingerprint = BTreeMap<String, (i64, String)>;

impl TestDatabase {
    /// A copy of the template, which the first test of a run makes.
    pub async fn create() -> Self {
        let maintenance_url = maintenance_url();
        let template = template::ensure(&maintenance_url).await;
        let name = format!("prongsai_test_{}", Uuid::new_v4().simple());
        let maintenance = connect(&maintenance_url).await;
        clone(&maintenance, &name, &template).await;
        Self::named(name, maintenance_url)
    }

    /// An empty database, without schema.
    pub async fn create_empty() -> Self {
        let maintenance_url = maintenance_url();
        let name = format!("prongsai_test_{}", Uuid::new_v4().simple());
        let maintenance = connect(&maintenance_url).await;
        maintenance
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .await
            .expect("an empty database is made");
        Self::named(name, maintenance_url)
    }

    fn named(name: String, maintenance_url: String) -> Self {
        let url = with_database(&maintenance_url, &name).expect("the variable holds a PostgreSQL URL");
        let runtime_url = template::runtime_url(&url);
        Self {
            name,
            url,
            runtime_url,
            maintenance_url,
        }
    }

    /// The folder of the blob store that the servers on this database share.
    pub fn blob_folder(&self) -> PathBuf {
        blob_folder(&self.url)
    }

    /// The connection URL of a role with all rights, which owns the tables.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The connection URL of the role that serves. The servers of the tests use it.
    pub fn runtime_url(&self) -> &str {
        &self.runtime_url
    }

    /// A connection with all rights, to read and change what the API does not offer.
    pub async fn connect(&self) -> Client {
        connect(&self.url).await
    }

    /// A connection whose open transaction has locked every row of a table.
    pub async fn lock_rows(&self, table: &str) -> Client {
        let holder = self.connect().await;
        let lock = format!("BEGIN; SELECT FROM {table} FOR UPDATE");
        holder.batch_execute(&lock).await.expect("the rows are locked");
        holder
    }

    /// The number of sessions in this database that wait for a lock.
    pub async fn waiting(&self) -> i64 {
        self.number(&format!("SELECT count(*) {WAITING}")).await
    }

    /// Ends the sessions in this database that wait for a lock.
    pub async fn end_waiting(&self) {
        let end = format!("SELECT pg_terminate_backend(pid) {WAITING}");
        self.execute(&end).await.expect("the sessions end");
    }

    /// Runs a statement with all rights.
    ///
    /// # Errors
    /// The `SQLSTATE` of PostgreSQL's error, or the message of another error.
    pub async fn execute(&self, sql: &str) -> Result<u64, String> {
        execute(&self.connect().await, sql).await
    }

    /// Runs a statement with the rights of the role that serves.
    ///
    /// # Errors
    /// As [`execute`](Self::execute).
    pub async fn execute_as_server(&self, sql: &str) -> Result<u64, String> {
        execute(&connect(&self.runtime_url).await, sql).await
    }

    /// The rule that refuses a statement of the owner: the name of the constraint, or the `SQLSTATE` of an error without
    /// one.
    pub async fn refusal(&self, sql: &str) -> String {
        let outcome = self.connect().await.execute(sql, &[]).await;
        let error = outcome.expect_err("a refusal");
        let rule = error.as_db_error().and_then(|error| error.constraint());
        rule.map_or_else(|| state_of(&error), str::to_owned)
    }

    /// The value of a query of one row and one column, as text. `NULL` is the empty text.
    pub async fn text(&self, sql: &str) -> String {
        let row = self
            .connect()
            .await
            .query_one(&format!("SELECT ({sql})::text"), &[])
            .await
            .expect("one row");
        row.get::<_, Option<String>>(0).unwrap_or_default()
    }

    /// The value of a query of one row and one column, as a number.
    pub async fn number(&self, sql: &str) -> i64 {
        self.text(sql).await.parse().expect("a number")
    }

    /// Refuses new connections and ends the current ones, as if the database had failed. [`open`](Self::open) ends
    /// this.
    pub async fn shut(&self) {
        self.maintain(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.name))
            .await;
        self.cut_connections().await;
    }

    /// Accepts connections again.
    pub async fn open(&self) {
        self.maintain(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name))
            .await;
    }

    /// Ends all connections to the database, and waits at most 5,000 ms for each to close.
    pub async fn cut_connections(&self) {
        let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ";
        self.maintain(&format!("{end} '{}'", self.name)).await;
    }

    /// Runs a statement in the maintenance database.
    async fn maintain(&self, statement: &str) {
        let maintenance = connect(&self.maintenance_url).await;
        maintenance
            .batch_execute(statement)
            .await
            .expect("the maintenance database answers");
    }

    /// The fingerprint of every table except those named `without`.
    pub async fn fingerprint(&self, without: &[&str]) -> Fingerprint {
        let client = self.connect().await;
        let tables = client
            .query(
                "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
                &[],
            )
            .await
            .expect("the tables are listed");
        let parts: Vec<String> = tables
            .iter()
            .map(|row| row.get::<_, String>(0))
            .filter(|table| !without.contains(&table.as_str()))
            // Entries of the trail are in the outbox too.
            .filter(|table| !(table.starts_with("outbox") && without.contains(&"audit_entries")))
            .map(|table| {
                format!("SELECT '{table}', count(*), coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {table} t")
            })
            .collect();
        let rows = client
            .query(&parts.join(" UNION ALL "), &[])
            .await
            .expect("the tables are read");
        rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect()
    }
}

impl Drop for TestDatabase {
    /// Best effort: `with-postgres` removes databases that remain.
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let url = self.maintenance_url.clone();
        let _ = std::fs::remove_dir_all(self.blob_folder());
        // In a separate thread, because the runtime may be ending and cannot await anything.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(async {
                    let dropped = connect(&url).await.batch_execute(&statement).await;
                    if let Err(error) = dropped {
                        eprintln!("{statement}: {error}");
                    }
                });
            }
        });
        let _ = dropping.join();
    }
}

async fn execute(client: &Client, sql: &str) -> Result<u64, String> {
    client.execute(sql, &[]).await.map_err(|error| state_of(&error))
}

/// The `SQLSTATE` of an error, or its message if it has none.
fn state_of(error: &tokio_postgres::Error) -> String {
    error
        .code()
        .map_or_else(|| error.to_string(), |code| code.code().to_owned())
}

/// Copies a database. `file_copy` is by far the fastest method on the throwaway cluster, but not the default of PostgreSQL.
async fn clone(maintenance: &Client, name: &str, template: &str) {
    let copy = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    maintenance
        .batch_execute(&copy)
        .await
        .expect("a test database is cloned from the template");
    // A copy has the rights on tables, but not those on the database, so this repeats what `migrations/runtime_role.sql`
    // revokes there.
    let no_temporary_tables = format!("REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC");
    maintenance
        .batch_execute(&no_temporary_tables)
        .await
        .expect("temporary tables are refused");
}

fn maintenance_url() -> String {
    match std::env::var(VARIABLE) {
        Ok(url) if !url.trim().is_empty() => url,
        _ => panic!("{VARIABLE} is not set: run `make test`, or `target/debug/with-postgres cargo nextest run`"),
    }
}

use std::ffi::OsStr;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use prongsai_local_postgres::Binaries;
use tokio::process::Command;

use crate::{TestClock, TestDatabase, template};

impl TestDatabase {
    /// Restores a dump of an earlier release and migrates it, like the first start of a new binary.
    pub async fn restored(dump: &Path) -> Self {
        Self::restored_with(dump, "").await
    }

    /// As [`Self::restored`], but `sql` changes what was restored before it is migrated.
    pub async fn restored_with(dump: &Path, sql: &str) -> Self {
        let database = Self::create_empty().await;
        database.restore(dump, sql).await;
        database
    }

    /// Replaces the content of this database by that of a dump, as docs/operations.md tells an operator to, and migrates
    /// it.
    pub async fn replace_by(&self, dump: &Path) {
        // As PostgreSQL makes the schema in a new database.
        let emptied = "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; \
                       GRANT USAGE ON SCHEMA public TO PUBLIC";
        let connection = self.connect().await;
        connection.batch_execute(emptied).await.expect("an empty schema");
        self.restore(dump, "").await;
    }

    async fn restore(&self, dump: &Path, sql: &str) {
        let arguments = ["--single-transaction", "--no-owner", "--no-privileges", "--dbname"];
        let arguments = arguments.map(OsStr::new).into_iter();
        run(
            "pg_restore",
            arguments.chain([OsStr::new(self.url()), dump.as_os_str()]),
        )
        .await;
        let connection = self.connect().await;
        connection
            .batch_execute(sql)
            .await
            .expect("the change of the restored database");
        template::fill(self.url().to_owned()).await;
    }

    /// Writes a dump of this database, as docs/operations.md tells an operator to.
    pub async fn dump_to(&self, file: &Path) {
        let arguments = [
            OsStr::new("-Fc"),
            OsStr::new("-f"),
            file.as_os_str(),
            OsStr::new(self.url()),
        ];
        run("pg_dump", arguments.into_iter()).await;
    }

    /// A clock that begins a day after the newest document was drafted.
    pub async fn clock_afterwards(&self) -> TestClock {
        let newest =
            "SELECT to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM documents";
        let newest: Timestamp = self.text(newest).await.parse().expect("the moment of a document");
        TestClock::at(newest + SignedDuration::from_hours(24))
    }
}

/// Runs a program of PostgreSQL: of the newest installed server or, if none is found, from `PATH`.
async fn run(name: &str, arguments: impl Iterator<Item = &OsStr>) {
    let program = Binaries::newest().map_or_else(|_| name.into(), |found| found.program(name));
    let mut command = Command::new(&program);
    // Variables such as `PGPORT` must not change the connection. `clean_environment` of `local-postgres` removes them too.
    for (variable, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
        command.env_remove(variable);
    }
    let output = command
        .args(arguments)
        .output()
        .await
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", program.display());
}

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use prongsai_local_postgres::Binaries;
use tokio::process::Command;

use crate::{TestClock, TestDatabase, template};

impl TestDatabase {
    /// Restores a dump of an earlier release and migrates it, like the first start of a new binary.
    pub async fn restored(dump: &Path) -> Self {
        let database = Self::create_empty().await;
        // If no installed server is found, uses the program from PATH.
        let program = Binaries::newest().map_or_else(|_| "pg_restore".into(), |found| found.program("pg_restore"));
        let mut command = Command::new(&program);
        // Variables such as `PGPORT` must not change the connection. `clean_environment` of `local-postgres` removes
        // them too.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
            command.env_remove(name);
        }
        let restoring = command
            .args(["--no-owner", "--no-privileges", "--exit-on-error", "--dbname"])
            .arg(database.url())
            .arg(dump)
            .output()
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let said = String::from_utf8_lossy(&restoring.stderr);
        assert!(restoring.status.success(), "{}: {said}", dump.display());
        template::fill(database.url().to_owned()).await;
        database
    }

    /// A clock that begins a day after the newest document was drafted.
    pub async fn clock_afterwards(&self) -> TestClock {
        let newest =
            "SELECT to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM documents";
        let newest: Timestamp = self.text(newest).await.parse().expect("the moment of a document");
        TestClock::at(newest + SignedDuration::from_hours(24))
    }
}

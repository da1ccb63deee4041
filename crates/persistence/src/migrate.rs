use diesel_async::pg::AsyncPgConnection;
use diesel_async::{AsyncConnection as _, AsyncMigrationHarness};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use crate::StoreError;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Updates the schema and returns the migrations that were run. Call it on a multi-threaded runtime.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached or a migration fails.
pub async fn migrate(database_url: &str) -> Result<Vec<String>, StoreError> {
    let unavailable = |error: &dyn std::fmt::Display| StoreError::Unavailable(error.to_string());
    let connection = AsyncPgConnection::establish(database_url)
        .await
        .map_err(|error| unavailable(&error))?;
    let mut harness = AsyncMigrationHarness::new(connection);
    let run = harness
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(run.into_iter().map(|version| version.to_string()).collect())
}

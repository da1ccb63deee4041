use diesel::sql_types::{Array, Text};
use diesel_async::pg::AsyncPgConnection;
use diesel_async::{AsyncConnection as _, AsyncMigrationHarness, RunQueryDsl as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};
use prongsai_domain::document::DocumentKind;

use crate::StoreError;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// `$1` is an array of the names of the kinds of documents. A document's kind is also the kind of its contents.
const ADD_KINDS: [&str; 2] = [
    "INSERT INTO kinds (name) SELECT unnest($1) ON CONFLICT DO NOTHING",
    "INSERT INTO document_kinds (name) SELECT unnest($1) ON CONFLICT DO NOTHING",
];

/// Updates the schema, adds the kinds of documents that are missing in the database, and returns the names of the
/// migrations that ran. A new kind needs no migration of its own. Must be called on a
/// multi-threaded runtime, because a migration blocks its thread.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached or a migration fails.
pub async fn migrate(database_url: &str) -> Result<Vec<String>, StoreError> {
    let connection = AsyncPgConnection::establish(database_url)
        .await
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    let mut harness = AsyncMigrationHarness::new(connection);
    let run = harness
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    let run = run.into_iter().map(|version| version.to_string()).collect();
    let mut connection = harness.into_inner();
    for statement in ADD_KINDS {
        diesel::sql_query(statement)
            .bind::<Array<Text>, _>(DocumentKind::ALL.map(DocumentKind::as_str).to_vec())
            .execute(&mut connection)
            .await?;
    }
    Ok(run)
}

use diesel::QueryableByName;
use diesel::migration::{Migration, MigrationSource as _};
use diesel::pg::Pg;
use diesel::sql_types::{Array, Bool, Text};
use diesel_async::pg::AsyncPgConnection;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use crate::StoreError;
use crate::connection::{Target, client};
use crate::refold::refold;
use crate::rows::known_kinds;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// `$1` is an array of the names of the kinds of documents. A document's kind is also the kind of its contents.
const ADD_KINDS: [&str; 2] = [
    "INSERT INTO kinds (name) SELECT unnest($1) ON CONFLICT DO NOTHING",
    "INSERT INTO document_kinds (name) SELECT unnest($1) ON CONFLICT DO NOTHING",
];

/// Updates the schema, adds the kinds of documents that are missing in the database, and computes the comparison keys of names
/// again. Returns the names of the migrations that ran. A new kind needs no migration of its own. When neither a migration nor
/// a kind is missing, it only reads, so the role that serves may call it too. Must be called on a multi-threaded runtime,
/// because a migration blocks its thread.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached or a migration fails; otherwise the error of the
/// statement that looks for migrations or adds kinds.
pub async fn migrate(database_url: &str) -> Result<Vec<String>, StoreError> {
    let client = client(&Target::parse(database_url)?).await?;
    let mut connection = AsyncPgConnection::try_from(client)
        .await
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    if is_current(&mut connection).await? {
        return Ok(Vec::new());
    }
    let mut harness = AsyncMigrationHarness::new(connection);
    let run = harness
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    let run = run.into_iter().map(|version| version.to_string()).collect();
    let mut connection = harness.into_inner();
    for statement in ADD_KINDS {
        diesel::sql_query(statement)
            .bind::<Array<Text>, _>(known_kinds())
            .execute(&mut connection)
            .await?;
    }
    refold(&mut connection).await?;
    Ok(run)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    found: bool,
}

/// Whether every migration of this program has run and every kind of document has its row. diesel's own question for
/// pending migrations creates its table first, which only the owner of the schema may do.
async fn is_current(connection: &mut AsyncPgConnection) -> Result<bool, StoreError> {
    const HAS_TABLE: &str = "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL \
                             AND to_regclass('document_kinds') IS NOT NULL AS found";
    const HAS_ALL: &str = "SELECT ARRAY(SELECT version::text FROM __diesel_schema_migrations) @> $1 \
                           AND ARRAY(SELECT name FROM document_kinds) @> $2 AS found";
    let has_table: Found = diesel::sql_query(HAS_TABLE).get_result(connection).await?;
    if !has_table.found {
        return Ok(false);
    }
    let has_all: Found = diesel::sql_query(HAS_ALL)
        .bind::<Array<Text>, _>(versions()?)
        .bind::<Array<Text>, _>(known_kinds())
        .get_result(connection)
        .await?;
    Ok(has_all.found)
}

/// The versions of the migrations in this program.
pub(crate) fn versions() -> Result<Vec<String>, StoreError> {
    let migrations: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS
        .migrations()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(migrations.iter().map(|one| one.name().version().to_string()).collect())
}

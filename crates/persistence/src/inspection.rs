//! What can be told about a database before it is used. Nothing is changed.

use jiff::{SignedDuration, Timestamp};
use tokio_postgres::Client;

use crate::StoreError;
use crate::connection::{Target, client, in_time};
use crate::migrate::versions;
use crate::runtime_role::{unavailable, undue_rights};

/// What a role finds in its database.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The version of PostgreSQL, as it calls itself.
    pub version: String,
    /// The major version of PostgreSQL.
    pub major: i32,
    /// Whether names can be sorted in Thai: PostgreSQL has ICU.
    pub has_thai_collation: bool,
    /// The encoding of texts; only `UTF8` has Thai letters.
    pub encoding: String,
    /// Whether the server refuses changes, such as a standby.
    pub is_read_only: bool,
    /// The role.
    pub role: String,
    /// The same for two URLs that lead to the same database of the same running server.
    pub place: String,
    /// How far the clock of the database is ahead of that of this program.
    pub ahead: SignedDuration,
    /// `None`: there is no schema yet.
    pub schema: Option<Schema>,
    /// Whether the role may run migrations.
    pub may_migrate: bool,
}

/// What a role finds in the schema.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The migrations of this program that have not run.
    pub pending: Vec<String>,
    /// The migrations that have run and that this program does not know: those of a newer release.
    pub unknown: Vec<String>,
    /// What the role must be able to do and may not.
    pub missing_rights: Vec<String>,
    /// What the role may do although only the owner of the tables should; see [`undue_rights`].
    pub undue_rights: Vec<String>,
}

/// One row. Schemas and tables are looked for in the catalogue, because a role may have no right to name them.
const PRESENT: &str = "
SELECT current_setting('server_version'), current_setting('server_version_num')::integer / 10000,
       EXISTS (SELECT FROM pg_collation WHERE collname = 'th-x-icu'),
       pg_encoding_to_char(present.encoding)::text,
       pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on',
       current_user::text,
       concat(extract(epoch FROM pg_postmaster_start_time()), '/', present.oid),
       migrations.oid IS NOT NULL,
       CASE WHEN migrations.oid IS NULL THEN has_schema_privilege(schema.oid, 'CREATE')
            ELSE pg_has_role(migrations.relowner, 'MEMBER') END IS TRUE
FROM pg_database present
LEFT JOIN pg_namespace schema ON schema.nspname = 'public'
LEFT JOIN pg_class migrations ON migrations.relnamespace = schema.oid
    AND migrations.relname = '__diesel_schema_migrations'
WHERE present.datname = current_database()";

/// The relations of the schema that the role cannot use; `migrations/runtime_role.sql` gives it at least this of each.
const MISSING_RIGHTS: &str = "
SELECT 'USAGE ON SCHEMA public' FROM pg_namespace
WHERE nspname = 'public' AND NOT has_schema_privilege(oid, 'USAGE')
UNION ALL
SELECT needed.privilege || ' ON ' || relation.relname FROM pg_namespace schema
JOIN pg_class migrations ON migrations.relnamespace = schema.oid AND migrations.relname = '__diesel_schema_migrations'
JOIN pg_class relation ON relation.relnamespace = schema.oid AND relation.relkind IN ('r', 'v')
    AND relation.relowner = migrations.relowner
CROSS JOIN (VALUES ('SELECT'), ('INSERT')) needed (privilege)
WHERE schema.nspname = 'public'
  AND (needed.privilege = 'SELECT' OR relation.relname IN ('audit_entries', 'acts', 'contents', 'sessions'))
  AND NOT has_any_column_privilege(relation.oid, needed.privilege)
ORDER BY 1";

const CLOCK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// Looks at the database of a URL as its role. `clock` is that of this program.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached or does not answer in time.
pub async fn inspect(url: &str, clock: impl Fn() -> Timestamp) -> Result<Inspection, StoreError> {
    in_time(look(url, clock)).await
}

async fn look(url: &str, clock: impl Fn() -> Timestamp) -> Result<Inspection, StoreError> {
    let client = client(&Target::parse(url)?).await?;
    let row = client.query_one(PRESENT, &[]).await.map_err(unavailable)?;
    let has_schema: bool = row.get(7);
    Ok(Inspection {
        version: row.get(0),
        major: row.get(1),
        has_thai_collation: row.get(2),
        encoding: row.get(3),
        is_read_only: row.get(4),
        role: row.get(5),
        place: row.get(6),
        ahead: ahead(&client, clock).await?,
        schema: if has_schema {
            Some(schema(&client, url).await?)
        } else {
            None
        },
        may_migrate: row.get(8),
    })
}

async fn ahead(client: &Client, clock: impl Fn() -> Timestamp) -> Result<SignedDuration, StoreError> {
    let statement = client.prepare(CLOCK).await.map_err(unavailable)?;
    let before = clock();
    let row = client.query_one(&statement, &[]).await.map_err(unavailable)?;
    let took = clock().duration_since(before);
    let there = Timestamp::from_microsecond(row.get(0)).map_err(|error| StoreError::Unavailable(error.to_string()))?;
    // The database read its clock about halfway.
    Ok(there.duration_since(before) - took / 2)
}

async fn schema(client: &Client, url: &str) -> Result<Schema, StoreError> {
    let missing = client.query(MISSING_RIGHTS, &[]).await.map_err(unavailable)?;
    let mut schema = Schema {
        missing_rights: missing.iter().map(|row| row.get(0)).collect(),
        ..Schema::default()
    };
    let may_not_look = |right: &String| right.ends_with("SCHEMA public") || right.ends_with("schema_migrations");
    if schema.missing_rights.iter().any(may_not_look) {
        return Ok(schema);
    }
    let run = "SELECT version::text FROM public.__diesel_schema_migrations ORDER BY 1";
    let run = client.query(run, &[]).await.map_err(unavailable)?;
    let run: Vec<String> = run.iter().map(|row| row.get(0)).collect();
    let known = versions()?;
    schema.pending = known.iter().filter(|version| !run.contains(version)).cloned().collect();
    schema.unknown = run.into_iter().filter(|version| !known.contains(version)).collect();
    if schema.pending.is_empty() {
        schema.undue_rights = undue_rights(url).await?;
    }
    Ok(schema)
}

/// Whether the role of `runtime_url` exists in the database of `owner_url`.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached.
pub async fn has_role_of(owner_url: &str, runtime_url: &str) -> Result<bool, StoreError> {
    let runtime = Target::parse(runtime_url)?;
    let client = client(&Target::parse(owner_url)?).await?;
    let asked = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)";
    let row = client.query_one(asked, &[&runtime.user().unwrap_or_default()]).await;
    Ok(row.map_err(unavailable)?.get(0))
}

//! What the role that serves cannot do, whatever statement a fault of the program makes it send.

mod rows;

use prongsai_persistence::{set_up_runtime_role, undue_rights};
use prongsai_test_support::{TestApp, TestDatabase};
use serde_json::json;

/// `insufficient_privilege`.
const REFUSED: &str = "42501";

/// Statements against the rules of the schema.
const SCHEMA: &[&str] = &[
    "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
    "ALTER TABLE acts DISABLE TRIGGER acts_four_eyes",
    "DROP TRIGGER acts_four_eyes ON acts",
    "CREATE OR REPLACE FUNCTION acts_four_eyes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "ALTER FUNCTION acts_four_eyes() RENAME TO unused",
    "ALTER TABLE publications DROP CONSTRAINT publications_pkey",
    "CREATE RULE none AS ON INSERT TO audit_entries DO INSTEAD NOTHING",
    "DROP TABLE audit_entries",
    "CREATE TABLE mine (x integer)",
    "CREATE SCHEMA mine",
    // In a trigger it would be found before the table.
    "CREATE TEMPORARY TABLE editions (state text)",
    "SET session_replication_role = replica",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "COPY (SELECT 1) TO PROGRAM 'true'",
];

/// Statements against rows that stay.
const ROWS: &[&str] = &[
    "UPDATE audit_entries SET action = 'nothing'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
    "INSERT INTO audit_entries (id, at, action, subject_kind) OVERRIDING SYSTEM VALUE VALUES (1, now(), 'x', 'x')",
    "UPDATE contents SET body = '{}'",
    "DELETE FROM contents",
    "UPDATE acts SET person_name = 'x'",
    "DELETE FROM acts",
    "UPDATE publications SET body = '{}'",
    "DELETE FROM publications",
    "UPDATE verification_records SET content_sha256 = 'x'",
    "DELETE FROM verification_records",
    "DELETE FROM letterheads",
    "UPDATE catalogues SET content = '{}'",
    "DELETE FROM users",
    "DELETE FROM organizations",
    "UPDATE memberships SET role = 'platform_admin'",
    "UPDATE users SET username = 'x'",
    "UPDATE jobs SET payload = '{}'",
    "UPDATE jobs SET caused_by = NULL",
    "UPDATE job_ticks SET name = 'x'",
    "UPDATE sessions SET expires_at = 'infinity'",
    "UPDATE refresh_tokens SET generation = 1",
    "UPDATE provinces SET name_th = 'x'",
    "INSERT INTO document_kinds VALUES ('x')",
    "UPDATE outbox SET position = position + 1",
    "DELETE FROM outbox",
    "INSERT INTO outbox_pending VALUES (1, NULL)",
    "DELETE FROM outbox_pending",
    "UPDATE outbox_head SET last_position = 0",
    "UPDATE blobs SET size = 1",
    "DELETE FROM __diesel_schema_migrations",
];

#[tokio::test]
async fn the_role_that_serves_changes_neither_rules_nor_rows_that_stay() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let owner = app.database.text("SELECT quote_ident(current_user)").await;
    let become_owner = format!("SET ROLE {owner}");
    for statement in SCHEMA.iter().chain(ROWS).copied().chain([become_owner.as_str()]) {
        let outcome = app.database.execute_as_server(statement).await;
        assert_eq!(outcome, Err(REFUSED.to_owned()), "{statement}");
    }
}

/// A table that a migration adds and `runtime_role.sql` forgets is found here, not in production.
#[tokio::test]
async fn every_relation_has_its_rights() {
    let database = TestDatabase::create().await;
    let forgotten = "SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class \
                     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p') \
                       AND NOT has_table_privilege('prongsai_test_runtime', oid, 'SELECT')";
    assert_eq!(database.text(forgotten).await, "");
    let can_own = "SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class \
                   WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' \
                     AND has_table_privilege('prongsai_test_runtime', oid, 'TRUNCATE, TRIGGER, REFERENCES')";
    assert_eq!(database.text(can_own).await, "");
}

/// docs/data-model.md explains every table, view and trigger.
#[tokio::test]
async fn the_data_model_names_every_table_and_trigger() {
    let database = TestDatabase::create().await;
    let names = "SELECT string_agg(name, ' ') FROM ( \
                     SELECT relname::text AS name FROM pg_class \
                     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') \
                     UNION SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal) named";
    let names = database.text(names).await;
    let page = include_str!("../../docs/data-model.md");
    let is_ours = |name: &&str| *name != "__diesel_schema_migrations";
    for name in names.split(' ').filter(is_ours) {
        assert!(
            page.contains(&format!("`{name}`")),
            "{name} is missing in docs/data-model.md"
        );
    }
    assert!(names.split(' ').count() > 60, "{names}");
}

/// The other tests of this file would pass on a server that could do nothing.
#[tokio::test]
async fn the_role_that_serves_can_serve() {
    let app = TestApp::start().await;
    let published = app.published_measure(&json!({})).await;
    let path = format!("/public/v1/measures/{}", published.id);
    app.anonymous().get(&path).await.is(200);
    let owned = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                 AND usename = 'prongsai_test_runtime'";
    assert_ne!(app.database.number(owned).await, 0);
}

/// With a function of its own, found first, the role could make a trigger compare what it wants.
#[tokio::test]
async fn functions_do_not_follow_the_search_path_of_a_session() {
    let database = TestDatabase::create().await;
    let followers = "SELECT coalesce(string_agg(proname, ', '), '') FROM pg_proc \
                     JOIN pg_language ON pg_language.oid = prolang AND lanname = 'plpgsql' \
                     WHERE pronamespace = 'public'::regnamespace \
                       AND proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, public, pg_temp']";
    assert_eq!(database.text(followers).await, "");
}

#[tokio::test]
async fn the_owner_does_not_serve() {
    let database = TestDatabase::create().await;
    let refused = set_up_runtime_role(database.runtime_url(), database.runtime_url()).await;
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("must be different"), "{said}");
}

#[tokio::test]
async fn undue_rights_are_taken_away_or_named() {
    let database = TestDatabase::create().await;
    let undue = async || undue_rights(database.runtime_url()).await.unwrap();
    assert_eq!(undue().await, Vec::<String>::new());
    let name = database.text("SELECT quote_ident(current_database())").await;
    for grant in [
        "GRANT CREATE ON SCHEMA public TO prongsai_test_runtime".to_owned(),
        format!("GRANT CREATE, TEMPORARY ON DATABASE {name} TO PUBLIC"),
        "GRANT DELETE ON audit_entries TO prongsai_test_runtime".to_owned(),
    ] {
        database.execute(&grant).await.unwrap();
    }
    let found = undue().await.join("\n");
    for named in [
        "in the schema public",
        "may create schemas",
        "temporary tables",
        "the audit trail",
    ] {
        assert!(found.contains(named), "{named}: {found}");
    }
    set_up_runtime_role(database.url(), database.runtime_url())
        .await
        .unwrap();
    assert_eq!(undue().await, Vec::<String>::new());
    // This one is not taken away: the role could take it back.
    let own = format!("ALTER DATABASE {name} OWNER TO prongsai_test_runtime");
    database.execute(&own).await.unwrap();
    set_up_runtime_role(database.url(), database.runtime_url())
        .await
        .unwrap();
    let found = undue().await.join("\n");
    assert!(found.contains("it owns the database"), "{found}");
}

//! What the role that serves cannot do, whatever statement a fault of the program makes it send.

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
    "UPDATE provinces SET name_th = 'x'",
    "INSERT INTO document_kinds VALUES ('x')",
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

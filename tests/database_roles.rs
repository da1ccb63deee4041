//! What the role that serves cannot do, whatever statement a fault of the program makes it send.

use prongsai_persistence::{set_up_runtime_role, undue_rights};
use prongsai_test_support::{TestApp, TestDatabase};
use serde_json::json;

/// `insufficient_privilege`.
const REFUSED: &str = "42501";
/// `check_violation`.
const CHECK: &str = "23514";
/// `restrict_violation`.
const RESTRICT: &str = "23001";

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

/// The role holds these rights on rows, and uses them for what nobody did.
#[tokio::test]
async fn the_role_that_serves_shows_nothing_that_is_not_in_the_trail() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    let act = |act: &str, letterhead: &str| {
        format!(
            "WITH step AS (UPDATE editions SET state = '{act}' WHERE document_id = '{id}' RETURNING content_id) \
             INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                               is_migrated, at, letterhead_id) \
             SELECT '{id}', 1, (SELECT count(*) + 1 FROM acts WHERE document_id = '{id}'), '{act}', \
                    (SELECT id FROM users WHERE username LIKE '%admin%' LIMIT 1), 'x', false, content.sha256, false, now(), \
                    {letterhead} \
             FROM step JOIN contents content ON content.id = content_id",
            id = measure.id
        )
    };
    let present = "(SELECT max(id::text)::uuid FROM letterheads)";
    app.published_measure(&json!({})).await;
    let [submit, approve_unseen, approve] = [
        act("submitted", "NULL"),
        act("approved", "NULL"),
        act("approved", present),
    ];
    assert_eq!(app.database.execute_as_server(&submit).await, Err(CHECK.to_owned()));
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    for approval in [approve_unseen, approve] {
        assert_eq!(
            app.database.execute_as_server(&approval).await,
            Err(CHECK.to_owned()),
            "{approval}"
        );
    }
}

/// An act counts only with the entry of exactly this act.
#[tokio::test]
async fn an_act_needs_its_own_entry_in_the_trail() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approval = |change: (&str, &str)| {
        let entry = [
            "now()",
            "approver.id",
            "'measure.approve'",
            "'measure'",
            "approver.document_id",
            "1",
            "'approved'",
            "approver.organization_id",
        ];
        let entry = entry
            .map(|value| if value == change.0 { change.1 } else { value })
            .join(", ");
        format!(
            "WITH approver AS ( \
                 SELECT users.id, documents.id AS document_id, documents.organization_id FROM documents, users \
                 JOIN memberships ON memberships.user_id = users.id AND role = 'platform_admin' \
                 WHERE documents.id = '{id}' LIMIT 1), \
             step AS (UPDATE editions SET state = 'approved' WHERE document_id = '{id}' RETURNING content_id), \
             entry AS (INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, edition, to_state, \
                                                  organization_id) \
                       SELECT {entry} FROM approver) \
             INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                               is_migrated, at, letterhead_id) \
             SELECT '{id}', 1, 2, 'approved', approver.id, 'x', false, content.sha256, false, now(), \
                    (SELECT max(id::text)::uuid FROM letterheads) \
             FROM approver, step JOIN contents content ON content.id = content_id",
            id = measure.id
        )
    };
    for change in [
        ("now()", "now() - interval '1 day'"),
        (
            "approver.id",
            "(SELECT min(id::text)::uuid FROM users WHERE id <> approver.id)",
        ),
        ("approver.id", "NULL"),
        ("'measure.approve'", "'noise'"),
        ("'measure.approve'", "'measure.return'"),
        ("'measure'", "'report'"),
        ("approver.document_id", "gen_random_uuid()"),
        ("1", "2"),
        ("'approved'", "'returned'"),
        ("approver.organization_id", "NULL"),
        (
            "approver.organization_id",
            "(SELECT min(id::text)::uuid FROM organizations WHERE id <> approver.organization_id)",
        ),
    ] {
        let outcome = app.database.execute_as_server(&approval(change)).await;
        assert_eq!(outcome, Err(CHECK.to_owned()), "{change:?}");
    }
    // With its entry it is accepted: docs/security.md, "Not kept yet".
    assert_eq!(app.database.execute_as_server(&approval(("", ""))).await, Ok(1));
}

/// Nobody gets a code for a text that was not published.
#[tokio::test]
async fn what_is_verified_was_published() {
    let app = TestApp::start().await;
    let published = app.published_measure(&json!({})).await;
    let year = &published.view["fiscal_year"];
    let pdf = format!("/public/v1/organizations/{}/fiscal-years/{year}/plan.pdf", app.ours.id);
    app.anonymous().get(&pdf).await.is(200);
    let mut records = Vec::new();
    for kind in ["measure", "plan"] {
        let record = format!("SELECT to_jsonb(record) FROM verification_records record WHERE kind = '{kind}'");
        records.push(app.database.text(&record).await);
    }
    let [measure, plan] = records.as_slice() else { panic!() };
    // There is one record of each content, so the first ones go.
    let gone = "ALTER TABLE verification_records DISABLE TRIGGER ALL; DELETE FROM verification_records; \
                ALTER TABLE verification_records ENABLE TRIGGER ALL";
    app.database.connect().await.batch_execute(gone).await.unwrap();
    let insert = |record: &str, change: &str| {
        format!(
            "INSERT INTO verification_records \
             SELECT * FROM jsonb_populate_record(NULL::verification_records, '{record}'::jsonb || '{{{change}}}')"
        )
    };
    let theirs = format!(r#""organization_id":"{}""#, app.theirs.id);
    let unknown = r#""members":"[{\"document_id\":\"00000000-0000-4000-8000-000000000000\",\"edition\":1}]""#;
    for (record, change) in [
        (measure, r#""title":"x""#),
        (measure, r#""kind":"report""#),
        (measure, r#""content_sha256":"x""#),
        (measure, r#""published_at":"2026-01-01T00:00:00Z""#),
        (measure, theirs.as_str()),
        (plan, r#""fiscal_year":2570"#),
        (plan, r#""kind":"report""#),
        (plan, r#""members":"[]""#),
        (plan, unknown),
    ] {
        let outcome = app.database.execute_as_server(&insert(record, change)).await;
        assert_eq!(outcome, Err(CHECK.to_owned()), "{change}");
    }
    for record in [measure, plan] {
        assert_eq!(app.database.execute_as_server(&insert(record, "")).await, Ok(1));
    }
}

#[tokio::test]
async fn the_role_that_serves_neither_hides_nor_moves_what_is_public() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    for change in [
        "is_public = false",
        "is_current = false, superseded_at = now()",
        "superseded_at = now()",
        "withdrawn_at = now(), withdraw_reason = 'x'",
        "province_code = '10'",
    ] {
        let outcome = app
            .database
            .execute_as_server(&format!("UPDATE publications SET {change}"))
            .await;
        assert_eq!(outcome, Err(RESTRICT.to_owned()), "{change}");
    }
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

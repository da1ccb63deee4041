//! Reading and following the audit trail and the security events.

use prongsai_application::{Clock as _, SystemClock};
use prongsai_persistence::{Store, StoreOptions, note_restore, was_restored};
use prongsai_test_support::{Role, TestApp};
use serde_json::{Value, json};

const EVENTS: &str = "/api/v1/security-events";

/// An entry of a transaction that lasts longer has a smaller number than entries that were read before it appeared. A
/// program that follows the settled entries does not miss it.
#[tokio::test]
async fn who_follows_the_trail_misses_no_late_entry() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let slow = app.database.connect().await;
    let late = "INSERT INTO audit_entries (at, action, subject_kind, organization_id) VALUES (now(), 'late', 'x', ";
    slow.batch_execute(&format!("BEGIN; {late} '{}')", app.ours.id))
        .await
        .unwrap();
    app.measure(&json!({})).await;
    let actions = |entries: &[Value]| -> Vec<String> {
        entries
            .iter()
            .map(|entry| entry["action"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = actions(&auditor.all("/api/v1/audit").await);
    assert!(all.contains(&"measure.create".to_owned()) && !all.contains(&"late".to_owned()));
    let before = actions(&auditor.all("/api/v1/audit?settled=true").await);
    assert!(
        !before.contains(&"measure.create".to_owned()),
        "an open transaction may still add to it: {before:?}"
    );
    slow.batch_execute("COMMIT").await.unwrap();
    // Transactions of other databases of the same server hold it back too.
    for _ in 0..100 {
        let after = actions(&auditor.all("/api/v1/audit?settled=true").await);
        assert_eq!(after[..before.len()], before, "nothing appears before what was read");
        if after.contains(&"late".to_owned()) && after.contains(&"measure.create".to_owned()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the entries did not settle");
}

/// A page of the trail is data that is taken out, as JSON or as lines. A program that follows the trail does not read its
/// own reading.
#[tokio::test]
async fn who_reads_the_trail_is_an_event_an_hour() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    app.measure(&json!({})).await;
    for list in ["/api/v1/audit", EVENTS] {
        for _ in 0..3 {
            auditor.get(list).await.is(200);
            let lines = auditor.get(list).header("Accept", "application/x-ndjson").await.is(200);
            assert!(lines.text().lines().count() > 0);
        }
    }
    auditor.get("/api/v1/audit?action=measure.create").await.is(200);
    let what = "SELECT string_agg(detail::json ->> 'what', ' ' ORDER BY id) FROM security_events WHERE kind = 'export'";
    assert_eq!(
        app.database.text(what).await,
        format!("/api/v1/audit {EVENTS} /api/v1/audit?action=measure.create")
    );
}

/// Neither a fault of the program nor an old row makes the list unreadable.
#[tokio::test]
async fn what_cannot_be_read_is_not_stored_and_hides_nothing() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    for values in [
        "('infinity', 'x', 'x', NULL)",
        "(now(), 'session.login', 'x', NULL)",
        "(now(), 'x', 'x', '{\"half\": ')",
    ] {
        let insert = format!("INSERT INTO audit_entries (at, action, subject_kind, detail) VALUES {values}");
        assert!(app.database.execute_as_server(&insert).await.is_err(), "{values}");
    }
    let without_check = "ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_readable";
    app.database.execute(without_check).await.unwrap();
    for detail in ["not JSON", "{\"a\":\n1}"] {
        let insert = format!(
            "INSERT INTO audit_entries (at, action, subject_kind, organization_id, detail) \
             VALUES (now(), 'old', 'x', '{}', '{detail}')",
            app.ours.id
        );
        app.database.execute(&insert).await.unwrap();
    }
    let page = auditor
        .get("/api/v1/audit?action=old")
        .header("Accept", "application/x-ndjson")
        .await
        .is(200);
    let details: Vec<Value> = page
        .text()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["detail"].clone())
        .collect();
    assert_eq!(details, [json!("not JSON"), json!({ "a": 1 })]);
}

/// In the restored database numbers and transactions begin again. A follower gets what came later, and nothing under a
/// number that it has already read.
#[tokio::test]
async fn who_follows_the_trail_misses_nothing_after_a_restore() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let options = StoreOptions::new(app.database.url());
    let owner = Store::new(options).unwrap();
    // The database of a test is a copy. That is noted once.
    for copied in [true, false] {
        assert_eq!(was_restored(&owner).await.unwrap(), copied);
        if copied {
            note_restore(&owner, SystemClock.now()).await.unwrap();
        }
    }
    app.measure(&json!({})).await;
    let before = auditor.all("/api/v1/audit?settled=true").await.len();
    // As in a cluster that has had fewer transactions than the one of the dump.
    let from_elsewhere = "ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_only_grow; \
                          UPDATE audit_entries SET transaction_id = '4000000000000'; \
                          ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_only_grow; \
                          UPDATE database_identity SET identity = 'another'";
    app.database
        .connect()
        .await
        .batch_execute(from_elsewhere)
        .await
        .unwrap();
    assert!(was_restored(&owner).await.unwrap());
    note_restore(&owner, SystemClock.now()).await.unwrap();
    assert!(!was_restored(&owner).await.unwrap());
    app.measure(&json!({})).await;
    let created = app
        .database
        .number("SELECT max(id) FROM audit_entries WHERE action = 'measure.create'")
        .await;
    assert!(created > 2_000_000_000_000, "{created}");
    // Transactions of other databases of the same server hold it back.
    for _ in 0..100 {
        let entries = auditor.all("/api/v1/audit?settled=true").await;
        if entries.len() > before && entries.last().unwrap()["id"] == created {
            let ids: Vec<i64> = entries.iter().map(|entry| entry["id"].as_i64().unwrap()).collect();
            assert!(ids.is_sorted(), "{ids:?}");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the entry of the new era did not settle");
}

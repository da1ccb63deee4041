//! Reading and following the audit trail and the security events.

use std::pin::pin;
use std::time::Duration;

use prongsai_application::rendition::RenditionOptions;
use prongsai_application::{Clock as _, SystemClock};
use prongsai_http::ServerOptions;
use prongsai_persistence::{Store, StoreOptions, note_restore, was_restored};
use prongsai_test_support::{Client, Role, TestApp, TestClock, TestDatabase, sample};
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
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the entries did not settle");
}

/// The last page has a cursor too. A program that keeps it goes on from there, and reads nothing twice.
#[tokio::test]
async fn who_follows_the_trail_goes_on_from_the_last_page() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let first = async || {
        let page = auditor.get("/api/v1/audit?settled=true&limit=200").await.is(200).json();
        let count = page["items"].as_array().unwrap().len();
        (count, page["next"].as_str().map(str::to_owned))
    };
    app.measure(&json!({})).await;
    let mut read = first().await;
    // Transactions of other databases of the same server hold it back.
    for _ in 0..100 {
        if read.0 > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        read = first().await;
    }
    let (count, cursor) = read;
    let cursor = cursor.expect("a page with entries has a cursor");
    app.measure(&json!({ "title": "เปิดเผยราคากลางทุกโครงการ" })).await;
    let path = format!("/api/v1/audit?settled=true&limit=200&cursor={cursor}");
    let mut later = Vec::new();
    for _ in 0..100 {
        let page = auditor.get(&path).await.is(200).json();
        later.clone_from(page["items"].as_array().unwrap());
        if later.iter().any(|entry| entry["action"] == "measure.create") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let all = auditor.all("/api/v1/audit?settled=true").await;
    assert_eq!(all[count..count + later.len()], later);
    let end = auditor.get("/api/v1/audit?settled=true&limit=200").await.is(200).json()["next"].clone();
    let page = auditor
        .get(&format!("/api/v1/audit?settled=true&cursor={}", end.as_str().unwrap()))
        .await;
    assert!(
        page.is(200).json()["next"].is_string(),
        "also a page without entries has one"
    );
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
             VALUES (now(), 'result.delete', 'x', '{}', '{detail}')",
            app.ours.id
        );
        app.database.execute(&insert).await.unwrap();
    }
    let page = auditor
        .get("/api/v1/audit?action=result.delete")
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

/// A dump that replaces the database from which it was taken is a restore too: numbers that were given after the dump would
/// be given again.
#[tokio::test]
async fn a_restore_into_the_same_database_is_noticed() {
    let database = TestDatabase::create().await;
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("prongsai.dump");
    let owner = async || Store::new(StoreOptions::new(database.url())).unwrap();
    note_restore(&owner().await, SystemClock.now()).await.unwrap();
    assert!(!was_restored(&owner().await).await.unwrap());
    database.dump_to(&dump).await;
    let last = async || database.number("SELECT max(id) FROM audit_entries").await;
    let before = last().await;
    database.replace_by(&dump).await;
    assert_eq!(last().await, before);
    assert!(was_restored(&owner().await).await.unwrap());
    note_restore(&owner().await, SystemClock.now()).await.unwrap();
    assert!(!was_restored(&owner().await).await.unwrap());
    assert!(last().await > before + 100_000_000_000, "{}", last().await);
}

/// An entry of the old numbers would otherwise appear after entries of the new ones, where nobody looks for it any more.
#[tokio::test]
async fn new_numbers_begin_after_the_transactions_that_write() {
    let app = TestApp::start().await;
    let owner = Store::new(StoreOptions::new(app.database.url())).unwrap();
    let slow = app.database.connect().await;
    let late = "BEGIN; INSERT INTO audit_entries (at, action, subject_kind) VALUES (now(), 'late', 'x')";
    slow.batch_execute(late).await.unwrap();
    let mut noting = pin!(note_restore(&owner, SystemClock.now()));
    let early = tokio::time::timeout(Duration::from_millis(500), noting.as_mut()).await;
    assert!(early.is_err(), "{early:?}");
    slow.batch_execute("COMMIT").await.unwrap();
    noting.await.unwrap();
    let after = "SELECT string_agg(action, ' ' ORDER BY place_in_trail(id, transaction_id), id) FROM audit_entries";
    let actions = app.database.text(after).await;
    assert!(actions.ends_with("late database.restore"), "{actions}");
}

/// The program that passes the trail on stores its position. The database accepts no position that skips a row.
#[tokio::test]
async fn the_position_of_the_forwarder_goes_forward_to_the_last_row() {
    let app = TestApp::start().await;
    app.measure(&json!({})).await;
    let [entry, event] = ["audit_entries", "security_events"].map(|table| format!("(SELECT max(id) FROM {table})"));
    let set = |entry: String, event: String| {
        format!(
            "INSERT INTO forwarding VALUES ('x', {entry}, {event}) \
             ON CONFLICT (name) DO UPDATE SET (entry_id, event_id) = (EXCLUDED.entry_id, EXCLUDED.event_id)"
        )
    };
    let ahead = |number: &str| format!("{number} + 1");
    let back = |number: &str| format!("{number} - 1");
    for (entry, event, outcome) in [
        (ahead(&entry), event.clone(), Err("23001")),
        (entry.clone(), ahead(&event), Err("23001")),
        (entry.clone(), event.clone(), Ok(1)),
        (back(&entry), event.clone(), Err("23001")),
        (entry.clone(), back(&event), Err("23001")),
    ] {
        let set = set(entry, event);
        assert_eq!(
            app.database.execute_as_server(&set).await,
            outcome.map_err(str::to_owned),
            "{set}"
        );
    }
}

/// Operators learn how long followers have waited.
#[tokio::test]
async fn how_long_the_trail_waits_is_known() {
    let app = TestApp::start().await;
    let store = Store::new(StoreOptions::new(app.database.url())).unwrap();
    let slow = app.database.connect().await;
    let begin = "BEGIN; INSERT INTO audit_entries (at, action, subject_kind) VALUES (now(), 'open', 'x')";
    slow.batch_execute(begin).await.unwrap();
    let waiting =
        "INSERT INTO audit_entries (at, action, subject_kind) VALUES (now() - interval '1 hour', 'waits', 'x')";
    app.database.execute(waiting).await.unwrap();
    let waited = store.unsettled_for().await.unwrap();
    assert!(waited >= Duration::from_hours(1), "{waited:?}");
    slow.batch_execute("ROLLBACK").await.unwrap();
}

/// In the restored database numbers and transactions begin again. A follower gets what came later, and nothing under a
/// number that it has already read.
#[tokio::test]
async fn who_follows_the_trail_misses_nothing_after_a_restore() {
    let database = TestDatabase::create().await;
    let owner = Store::new(StoreOptions::new(database.url())).unwrap();
    // The database of a test is a copy. That is noted once.
    for copied in [true, false] {
        assert_eq!(was_restored(&owner).await.unwrap(), copied);
        if copied {
            note_restore(&owner, SystemClock.now()).await.unwrap();
        }
    }
    let app = TestApp::on(
        database,
        TestClock::default(),
        ServerOptions::default(),
        RenditionOptions::default(),
    )
    .await;
    let auditor = app.client(Role::Auditor).await;
    let drafter = app.drafter().await;
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
    // The sessions ended with the restore.
    let again = async |client: Client| app.login(client.username.as_deref().unwrap()).await;
    let (auditor, drafter) = (again(auditor).await, again(drafter).await);
    let draft = sample::measure(&app.ours.id);
    drafter.post("/api/v1/measures").json(&draft).await.is(201);
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
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the entry of the new era did not settle");
}

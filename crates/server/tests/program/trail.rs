use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::demo::Home;

const FILE: &str = "audit.jsonl";

/// The numbers of the rows of a list in the file, and in the database.
async fn numbers(home: &Home, list: &str, table: &str) -> (BTreeSet<i64>, BTreeSet<i64>) {
    let text = std::fs::read_to_string(home.path().join(FILE)).unwrap_or_default();
    let passed_on = text
        .lines()
        // The last line may be half there: the server is writing it, or was killed while it did.
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|line| line["list"] == list)
        .map(|line| line["id"].as_i64().unwrap());
    let stored = home.database.text(&format!("SELECT json_agg(id) FROM {table}")).await;
    (passed_on.collect(), serde_json::from_str(&stored).unwrap())
}

async fn until_equal(home: &Home, list: &str, table: &str) {
    let mut seen = (BTreeSet::new(), BTreeSet::new());
    // Transactions of other tests on the same server hold the rows back.
    for _ in 0..300 {
        seen = numbers(home, list, table).await;
        if seen.0 == seen.1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{list}: {} rows in the file, {} stored", seen.0.len(), seen.1.len());
}

async fn until_stored(home: &Home) {
    let stored = "SELECT count(*) FROM forwarding WHERE event_id = (SELECT max(id) FROM security_events)";
    for _ in 0..100 {
        if home.database.number(stored).await == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the position was not stored");
}

#[tokio::test]
async fn the_trail_reaches_the_file_also_after_the_server_was_killed() {
    let home = Home::new().await.with("PRONGSAI_AUDIT_FILE", FILE);
    let demo = home.start().await;
    demo.log_in(&home.credentials()["users"][0]).await;
    until_equal(&home, "audit", "audit_entries").await;
    until_equal(&home, "security-events", "security_events").await;
    demo.log_in(&home.credentials()["users"][1]).await;
    demo.stop(Signal::SIGKILL).await;

    let demo = home.start().await;
    until_equal(&home, "audit", "audit_entries").await;
    until_equal(&home, "security-events", "security_events").await;
    demo.stop(Signal::SIGTERM).await;
    let text = std::fs::read_to_string(home.path().join(FILE)).unwrap();
    assert!(text.contains("\"kind\":\"login\"") && text.contains("\"action\":\"measure.approve\""));
    let password = home.credentials()["users"][0]["password"].as_str().unwrap().to_owned();
    assert!(!text.contains(&password));
}

/// When the position cannot be stored, the lines are passed on once all the same. It is stored as soon as that is possible,
/// also when no line follows.
#[tokio::test]
async fn lines_appear_once_while_the_position_cannot_be_stored() {
    let home = Home::new().await.with("PRONGSAI_AUDIT_FILE", FILE);
    let demo = home.start().await;
    until_equal(&home, "audit", "audit_entries").await;
    let revoke = "REVOKE INSERT, UPDATE ON forwarding FROM prongsai_test_runtime";
    home.database.execute(revoke).await.unwrap();
    demo.log_in(&home.credentials()["users"][0]).await;
    until_equal(&home, "security-events", "security_events").await;
    until_equal(&home, "audit", "audit_entries").await;
    // The server looks every second (`INTERVAL` of `forwarding`): three looks in which lines could appear again.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let grant = "GRANT INSERT, UPDATE ON forwarding TO prongsai_test_runtime";
    home.database.execute(grant).await.unwrap();
    until_stored(&home).await;
    demo.stop(Signal::SIGTERM).await;
    let text = std::fs::read_to_string(home.path().join(FILE)).unwrap();
    let lines: BTreeSet<&str> = text.lines().collect();
    assert_eq!(lines.len(), text.lines().count());
    let mode = std::fs::metadata(home.path().join(FILE)).unwrap().permissions().mode();
    assert_eq!(mode & 0o007, 0, "others may not read it");
}

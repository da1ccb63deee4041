//! 32 writers at once, some slow, some rolled back, and several sequencers, of which some are killed: the reader misses
//! nothing, sees nothing twice, and sees the changes of a document in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use prongsai_application::App;
use prongsai_application::outbox::{OutboxRow, OutboxScope, after};
use prongsai_persistence::Sequenced;
use prongsai_test_support::TestDatabase;
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Writers whose transactions are short.
const QUICK: usize = 28;
/// Writers that hold their transactions open until the reader has read `SEEN` rows of others.
const SLOW: usize = 4;
/// Transactions of a quick writer. Every fifth is rolled back.
const EACH: usize = 20;
/// Documents of the quick writers. Each slow writer has one of its own, which it locks.
const SHARED: usize = 6;
const SEEN: usize = 200;

/// Locks a document as the use cases do, and writes an entry with the number that the change has in the document.
fn change(document: &str) -> String {
    format!(
        "WITH locked AS (UPDATE documents SET revision = revision + 1 WHERE id = '{document}' \
                         RETURNING id, organization_id, revision) \
         INSERT INTO audit_entries (at, action, subject_kind, subject_id, organization_id, edition, detail) \
         SELECT now(), 'measure.edit', 'measure', id, organization_id, 1, json_build_object('change', revision)::text \
         FROM locked"
    )
}

/// Runs one transaction of one to three changes of different documents, in the order of the documents as the use cases do.
async fn write(database: Arc<TestDatabase>, documents: Vec<String>, writer: usize) {
    let client = database.connect().await;
    for number in 0..EACH {
        client.batch_execute("BEGIN").await.unwrap();
        for place in 0..=(writer + number) % 3 {
            // Each round shifts the documents; within a transaction their places rise.
            let first = (writer * 7 + number) % (SHARED - 2);
            client.execute(&change(&documents[first + place]), &[]).await.unwrap();
        }
        let end = if number % 5 == 4 { "ROLLBACK" } else { "COMMIT" };
        client.batch_execute(end).await.unwrap();
    }
}

async fn write_slowly(database: Arc<TestDatabase>, document: String, mut seen: watch::Receiver<usize>, commits: bool) {
    let client = database.connect().await;
    client.batch_execute("BEGIN").await.unwrap();
    for _ in 0..5 {
        client.execute(&change(&document), &[]).await.unwrap();
    }
    seen.wait_for(|seen| *seen >= SEEN).await.unwrap();
    client
        .batch_execute(if commits { "COMMIT" } else { "ROLLBACK" })
        .await
        .unwrap();
}

/// Gives positions in small batches until there is nothing more to come.
async fn sequence(app: App, is_over: Arc<AtomicBool>) {
    loop {
        let was_over = is_over.load(Ordering::SeqCst);
        match app.store.sequence_outbox(7).await.unwrap() {
            Sequenced::Numbered { rows: 0, .. } if was_over => return,
            Sequenced::Numbered { rows: 7, .. } => {}
            _ => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    }
}

/// Sequencers that are killed in the middle: their connections close before the commit.
async fn die_in_the_middle(database: Arc<TestDatabase>, is_over: Arc<AtomicBool>) {
    while !is_over.load(Ordering::SeqCst) {
        let client = database.connect().await;
        client.batch_execute("BEGIN").await.unwrap();
        client.query("SELECT * FROM outbox_sequence(5)", &[]).await.unwrap();
        drop(client);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Follows the outbox until everything is written and numbered.
async fn follow(app: App, begin: i64, seen: watch::Sender<usize>, is_numbered: Arc<AtomicBool>) -> Vec<OutboxRow> {
    let (mut rows, mut position) = (Vec::new(), begin);
    loop {
        let was_numbered = is_numbered.load(Ordering::SeqCst);
        let page = after(&app, position, &OutboxScope::Everything, 13).await.unwrap();
        assert!(
            page.rows.iter().all(|row| row.position > position),
            "nothing appears below {position}"
        );
        let is_empty = page.rows.is_empty();
        position = page.read_through;
        rows.extend(page.rows);
        seen.send_replace(rows.len());
        if is_empty && was_numbered {
            return rows;
        }
        if is_empty {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_misses_nothing_and_sees_nothing_twice() {
    let app = super::start().await;
    let mut documents = Vec::new();
    for number in 0..SHARED + SLOW {
        documents.push(app.measure(&json!({ "title": format!("มาตรการที่ {number}") })).await.id);
    }
    documents.sort();
    let begin = super::now(&app).await;
    let use_cases = app.use_cases().clone();
    let database = Arc::new(app.database);
    let (is_written, is_numbered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (seen, slow_ones_wait_for) = watch::channel(0);

    let mut writers = JoinSet::new();
    for (number, document) in documents.iter().skip(SHARED).enumerate() {
        let (database, document, seen) = (Arc::clone(&database), document.clone(), slow_ones_wait_for.clone());
        writers.spawn(write_slowly(database, document, seen, number > 0));
    }
    for writer in 0..QUICK {
        writers.spawn(write(Arc::clone(&database), documents.clone(), writer));
    }
    let mut sequencers = JoinSet::new();
    for _ in 0..3 {
        sequencers.spawn(sequence(use_cases.clone(), Arc::clone(&is_written)));
    }
    sequencers.spawn(die_in_the_middle(Arc::clone(&database), Arc::clone(&is_written)));
    let reader = tokio::spawn(follow(use_cases.clone(), begin, seen, Arc::clone(&is_numbered)));

    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    is_written.store(true, Ordering::SeqCst);
    while let Some(done) = sequencers.join_next().await {
        done.unwrap();
    }
    is_numbered.store(true, Ordering::SeqCst);
    let rows = reader.await.unwrap();
    check(&database, begin, &rows).await;
}

async fn check(database: &TestDatabase, begin: i64, rows: &[OutboxRow]) {
    let client = database.connect().await;
    let committed = "SELECT id, subject_id::text, (detail::json ->> 'change')::bigint FROM audit_entries \
                     WHERE detail LIKE '%\"change\"%'";
    let committed: BTreeMap<i64, (String, i64)> = client
        .query(committed, &[])
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), (row.get(1), row.get(2))))
        .collect();
    assert!(committed.len() > SEEN, "{}", committed.len());
    // Nothing is missing, nothing is there that was rolled back, nothing is there twice.
    let read: BTreeSet<i64> = rows.iter().map(|row| row.entry).collect();
    assert_eq!(read.len(), rows.len(), "twice");
    assert_eq!(read, committed.keys().copied().collect());
    // The reader saw them in the order in which they are stored, without gaps.
    let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
    let all = i64::try_from(rows.len()).unwrap();
    assert_eq!(positions, (begin + 1..=begin + all).collect::<Vec<_>>());
    // Slow transactions come after what was committed meanwhile, and one of them was rolled back.
    let mut changes: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for row in rows {
        let (document, change) = &committed[&row.entry];
        changes.entry(document).or_default().push(*change);
    }
    assert_eq!(changes.len(), SHARED + SLOW - 1);
    for (document, changes) in changes {
        let first = changes[0];
        let last = first + i64::try_from(changes.len()).unwrap();
        assert_eq!(
            changes,
            (first..last).collect::<Vec<_>>(),
            "the changes of {document} in their order"
        );
    }
}

//! Jobs: leases, coalescing, regular jobs, workers that die, mail, and what readers no longer write.

mod api;
mod kills;
mod leases;
mod mail;
mod readers;
mod regular;
mod smtp_sink;

use prongsai_test_support::TestDatabase;

/// Inserts jobs of a kind that only these tests have.
async fn insert(database: &TestDatabase, count: u32, dedupe_key: &str) {
    let sql = format!(
        "INSERT INTO jobs (id, kind, version, payload, dedupe_key, attempts_max) \
         SELECT gen_random_uuid(), 'test.count', 1, 'null', {dedupe_key}, 1000 FROM generate_series(1, {count})"
    );
    database.execute(&sql).await.unwrap();
}

/// Lets all leases end now.
async fn expire(database: &TestDatabase) {
    let sql = "UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running'";
    database.execute(sql).await.unwrap();
}
